"""``review post``: what there is to tell of a contribution, said on the code host. Nothing of it is run or unpacked.

The artifact may be anybody's. Which contribution it is about, and which lines it changes, the code host says itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.forge import Annotation, Host, Verdict
from courseforge.review import limits
from courseforge.review.annotations import choose_annotations, make_verdict, say_opening
from courseforge.review.artifact import read_artifact
from courseforge.review.asked import OPENING
from courseforge.review.comment import Surroundings, write_comment
from courseforge.review.flags import find_obeyed
from courseforge.review.report import Report


@dataclass(frozen=True, slots=True)
class Posted:
    """What was said.

    Attributes:
        comment: its text.
        suggestions: beside lines.
        stale: there is a newer commit, so nothing was said.
        edited: the comment was there before.
    """

    comment: str
    verdict: Verdict
    suggestions: tuple[Annotation, ...] = ()
    stale: bool = False
    edited: bool = False


def post(artifact: Path, host: Host, number: int, head: str, *, preview: str = "", rehearse: bool = False) -> Posted:
    """Say what there is to say, in one comment.

    Args:
        number: of the pull request, and
        head: its newest commit when the first stage ran, both as the code host has told them.
        preview: address where the pages can be read; empty where they are an artifact to download.
        rehearse: ask the host everything, and write nothing there.

    Raises:
        HostileError: the artifact is not what courseforge writes.
        HostError: the code host refuses.
    """
    report, _ = read_artifact(artifact)
    contribution = host.read_contribution(number)
    verdict = make_verdict(report)
    if contribution.head != head or not contribution.open:
        return Posted("", verdict, stale=True)
    patches = host.read_patches(number)
    report = _add_obeyed(report, patches)
    earlier = host.find_comment(number, OPENING)
    download = "" if preview else host.find_download(number, head)
    text = write_comment(report, Surroundings(earlier.text if earlier else "", preview, download))
    annotations = _make_annotations(report, host, patches, number)
    if not rehearse:
        host.write_comment(number, text, earlier)
        if annotations:
            host.annotate(contribution, say_opening(report), annotations)
        host.set_verdict(head, verdict, preview)
    return Posted(text, verdict, annotations, edited=earlier is not None)


def _add_obeyed(report: Report, paths: Iterable[str]) -> Report:
    """Name changed workflows as the host knows them: the job that wrote the report may be one of those."""
    named = {flag.path for flag in report.flags}
    found = tuple(flag for flag in find_obeyed(paths) if flag.path not in named)
    flags = (*found, *report.flags)[: limits.FLAGS]
    return replace(report, flags=flags, flags_in_all=report.flags_in_all + len(found))


def _make_annotations(report: Report, host: Host, patches: Mapping[str, str], number: int) -> tuple[Annotation, ...]:
    if not report.suggestions:
        return ()
    return choose_annotations(report.suggestions, patches, host.list_annotations(number))
