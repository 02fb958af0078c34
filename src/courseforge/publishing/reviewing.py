"""``review prepare``: what a contribution changes, looked at without any secret and written into one folder."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from courseforge.diagnostics import Diagnostic, hide_private, sort_diagnostics
from courseforge.errors import ConfigurationError
from courseforge.model import Mode
from courseforge.model.watcher import SILENT, Watcher
from courseforge.publishing.comparing import State, make_earlier_state, make_state
from courseforge.publishing.order import Order, hold_build_folder
from courseforge.publishing.reviewed_lessons import is_lesson_path, list_lessons
from courseforge.publishing.sources import read_sources
from courseforge.publishing.touched import find_touched, leave_out_untouched
from courseforge.reading.repository import Changes, find_repository, read_changes
from courseforge.reporting.changed import narrow
from courseforge.reporting.excerpts import read_excerpts
from courseforge.review import limits
from courseforge.review.artifact_folder import open_artifact
from courseforge.review.change_pages import Pages, make_change_page
from courseforge.review.flags import find_claims, find_flags
from courseforge.review.letters import write_letters
from courseforge.review.report import Flag, Report
from courseforge.review.said import cut, make_said, read_texts
from courseforge.review.suggestions import find_suggestions

#: Said because only what changed was run and rendered.
_OF_THE_REST = frozenset({"CF085", "CF216"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was written.

    Attributes:
        folder: of the artifact.
        report: the same as in it.
        files: in it.
    """

    folder: Path
    report: Report
    files: int


@dataclass(frozen=True, slots=True)
class _Change:
    """A contribution.

    Attributes:
        everything: by path from the repository's root.
        own: by path from the library's folder.
        prefix: of the library's folder as seen from the repository's root, with a slash; empty where they are one.
    """

    root: Path
    everything: Changes
    own: Changes
    prefix: str


def prepare(root: Path, base: str, to: Path, *, language: str = "", watcher: Watcher = SILENT) -> Prepared:
    """Check, run and render what a contribution changes, and write down what there is to tell.

    Args:
        root: the library's folder, in a checkout with the history back to ``base``.
        base: the branch or commit that the contribution is for.
        to: the folder of the artifact; empty, or with an earlier one in it.
        language: to write in; empty for that of most of the changed lessons.

    Raises:
        CourseforgeError: Git cannot say what has changed, or there are no walls to run it behind.
        OutputError: the folder holds something else, or cannot be written.
    """
    root = root.absolute()  # workers stand elsewhere
    change = _read_change(root, base)
    with hold_build_folder(root, Mode.UNTRUSTED, watcher) as build, TemporaryDirectory(prefix="cf-") as place:
        order = Order(root, build, Mode.UNTRUSTED, force=True, cluster=None, watcher=watcher)
        try:
            settings, reading = read_sources(root, Mode.UNTRUSTED, watcher)
        except ConfigurationError as error:
            return _write_without_pages(change, error, to, language)
        lessons = find_touched(reading.library, change.own)[: limits.LESSONS]
        only = {lesson.path for lesson in lessons}
        now = make_state(order, settings, reading, only)
        gone = {path for path in change.own.gone if is_lesson_path(path)}
        earlier = make_earlier_state(order, change.own.start, Path(place).resolve(), only | gone)
        return _write(change, now, earlier, to, language)


def _read_change(root: Path, base: str) -> _Change:
    repository = find_repository(root)
    everything = read_changes(repository or root, base)
    inside = root.relative_to(repository).as_posix() if repository else "."
    prefix = "" if inside == "." else f"{inside}/"
    own = replace(
        everything,
        changed=frozenset(path.removeprefix(prefix) for path in everything.changed if path.startswith(prefix)),
        gone=frozenset(path.removeprefix(prefix) for path in everything.gone if path.startswith(prefix)),
    )
    return _Change(root, everything, own, prefix)


def _write_without_pages(change: _Change, error: ConfigurationError, to: Path, language: str) -> Prepared:
    """Tell what is wrong with the settings, for without them nothing else can be looked at."""
    flags = tuple(_find_file_flags(change))
    excerpts = read_excerpts(change.root, error.diagnostics)
    said = tuple(make_said(error.diagnostics, excerpts))
    report = cut(Report(language or "en", (), said, (), flags))
    with open_artifact(to, change.root) as artifact:
        artifact.write_report(report, write_letters(change.root, error.diagnostics, {}, report))
    return Prepared(to, report, artifact.files)


def _write(change: _Change, now: State, earlier: State | None, to: Path, language: str) -> Prepared:
    said = _narrow(change, now)
    with open_artifact(to, change.root) as artifact:
        artifact.add_pages(now.files)
        pages = Pages(now, earlier, artifact)
        told = language or _choose_language(change, now)
        lessons = tuple(
            replace(lesson, change=make_change_page(lesson, pages, told))
            for lesson in list_lessons(change.own, now, earlier, said)
        )
        suggestions = find_suggestions(
            said,
            read_texts(change.root, said),
            read_excerpts(change.root, said, file_lines=True),
            change.prefix,
        )
        flags = (*_find_file_flags(change), *_find_claims(change, now, earlier))
        excerpts = read_excerpts(change.root, said)
        report = cut(Report(told, lessons, tuple(make_said(said, excerpts)), tuple(suggestions), flags))
        artifact.write_report(report, write_letters(change.root, said, now.lessons, report))
    return Prepared(to, report, artifact.files)


def _find_claims(change: _Change, now: State, earlier: State | None) -> tuple[Flag, ...]:
    known = {path: subject.lesson for path, subject in earlier.lessons.items()} if earlier else {}
    after = (subject.lesson for path, subject in now.lessons.items() if path in change.own.changed)
    return tuple(find_claims(known, after, change.prefix))


def _find_file_flags(change: _Change) -> list[Flag]:
    root = find_repository(change.root) or change.root
    return list(find_flags(root, change.everything.paths, change.prefix))


def _narrow(change: _Change, now: State) -> tuple[Diagnostic, ...]:
    """Choose what is about this contribution."""
    narrowed = narrow(hide_private(sort_diagnostics(now.diagnostics)), now.library, change.own)
    touched = find_touched(now.library, change.own)
    found = leave_out_untouched(narrowed.diagnostics, now.library, touched, narrowed.elsewhere)
    return tuple(d for d in found if d.code not in _OF_THE_REST)


def _choose_language(change: _Change, now: State) -> str:
    """Take the language of most of the lessons that are new or different."""
    counted = Counter(subject.lesson.language for path, subject in now.lessons.items() if path in change.own.changed)
    most = sorted(counted, key=lambda tag: (-counted[tag], tag))
    return most[0] if most else now.settings.language
