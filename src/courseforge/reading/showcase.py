"""``showcase.yml`` and the folder ``showcase``: what learners have made, each with its license and its consent.

A work with an error is left out alone. Of one that was taken back nothing is read.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.config import SHOWCASE_FOLDER
from courseforge.diagnostics import Diagnostic, Severity
from courseforge.model import SHOWCASE_FILE, Contributor, KeyPath, Work, is_day
from courseforge.reading.codes import (
    FACT_IS_UNDERSTOOD,
    FIELD_IS_OF_ITS_KIND,
    FILE_IS_AS_NAMED,
    FILE_IS_REGULAR,
    FILE_OPENS,
    REFERENCE_EXISTS,
    WORK_MAY_BE_SHOWN,
    Fault,
    FaultError,
    at_most,
)
from courseforge.reading.licenses import check_license
from courseforge.reading.pictures import looks_like
from courseforge.reading.source_file import read_bytes
from courseforge.reading.vocabulary import read_entries, read_yaml_file
from courseforge.reading.wording import did_you_mean, is_safe, show
from courseforge.reading.yaml_document import YamlDocument

MOST_BYTES = 20_000_000  # of a picture or a sound
#: What can be shown once nothing is left in it but what is to be seen or heard.
KINDS: Mapping[str, tuple[str, ...]] = {
    "picture": ("image/png", "image/jpeg", "image/webp"),
    "sound": ("audio/mpeg", "audio/wav"),
}
_NAMES = {"picture": "PNG, JPEG or WebP", "sound": "MP3 or WAV"}
_OPAQUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{1,39}")
_GONE = re.compile(r"withdrawn|revoked|expired|no|none|retirad[oa]|revocad[oa]|vencid[oa]|caducad[oa]", re.IGNORECASE)
_NUMBER = "such as consent: c-0141"


@dataclass(frozen=True, slots=True)
class ShowcaseReading:
    """What the file says.

    Attributes:
        works: those that may be shown, in the file's order.
        lines: key path -> 1-based line.
    """

    works: Mapping[str, Work]
    lines: Mapping[KeyPath, int]
    diagnostics: tuple[Diagnostic, ...]


def read_showcase(root: Path, contributors: Mapping[str, Contributor], lessons: Collection[str]) -> ShowcaseReading:
    """Read the file; one that is not there says nothing.

    Args:
        contributors: of ``contributors.yml``.
        lessons: ids of all lessons.
    """
    document, faults = read_yaml_file(root / SHOWCASE_FILE)
    if document is None:
        return ShowcaseReading({}, {}, tuple(fault.at(SHOWCASE_FILE) for fault in faults))
    _forget_withdrawn(document)
    entries, more = read_entries(Work, document)
    shown: dict[str, Work] = {}
    found = [*faults, *more, *_check_folder(root)]
    for key, work in entries.items():
        about = [*_check_work(key, work, document), *_check_consent(key, work, contributors, document)]
        about += [*_check_files(root, key, work, document), *_check_references(key, work, lessons, document)]
        found += about
        if all(fault.fact.severity is not Severity.ERROR for fault in about):
            shown[key] = work if is_day(work.date) else replace(work, date="")
    said = tuple(fault.at(SHOWCASE_FILE) for fault in at_most(found))
    return ShowcaseReading(shown, document.lines, said)


def _check_folder(root: Path) -> Iterator[Fault]:
    if (root / SHOWCASE_FOLDER).is_symlink():
        message = f"The folder {SHOWCASE_FOLDER} is a link to another place, from which nothing is published."
        yield Fault(FILE_IS_REGULAR, message, "Put the folder itself in its place.")


def _forget_withdrawn(document: YamlDocument) -> None:
    for key, value in list(document.value.items()):
        if isinstance(value, dict) and value.get("withdrawn") is True:
            del document.value[key]


def _check_work(key: str, work: Work, document: YamlDocument) -> Iterator[Fault]:
    for name in ("title", "by", "license"):
        if not getattr(work, name):
            yield _lacks(key, name, f"Write something after {name}:", document)
    if (work.picture or work.sound) and not work.alt:
        hint = "Say what is to be seen or heard, as you would on the telephone: alt: …"
        yield _lacks(key, "alt", hint, document)
    if not (work.picture or work.sound or work.words):
        yield _lacks(key, "picture", f"Name a file in the folder {SHOWCASE_FOLDER}: picture: …", document)
    yield from check_license(work.license, document, (key, "license"))


def _lacks(key: str, name: str, hint: str, document: YamlDocument) -> Fault:
    line = document.line((key, name)) or document.line((key,))
    return Fault(FIELD_IS_OF_ITS_KIND, f"“{name}” is missing.", hint, line=line)


def _check_consent(
    key: str, work: Work, contributors: Mapping[str, Contributor], document: YamlDocument
) -> Iterator[Fault]:
    """Hold a work to the number of a paper: its own, or that of a contributor who made it."""
    maker = contributors.get(work.by)
    line = document.line((key, "consent")) or document.line((key,))
    consent = work.consent or (maker.consent if maker else "")
    if _GONE.fullmatch(consent):
        hint = "Write withdrawn: true, and take the rest of the entry and its file away."
        yield Fault(WORK_MAY_BE_SHOWN, "Whoever made this has not agreed, or not any more.", hint, line=line)
    elif not consent and not (maker and maker.staff):
        hint = f"Add the number of the signed paper, {_NUMBER}. It is never published."
        yield Fault(WORK_MAY_BE_SHOWN, "Nothing says that whoever made this has agreed.", hint, line=line)
    elif consent and not _OPAQUE.fullmatch(consent):
        hint = f"Write only the number under which the paper can be found, {_NUMBER}"
        yield Fault(WORK_MAY_BE_SHOWN, "“consent” says more than a number.", hint, line=line)


def _check_files(root: Path, key: str, work: Work, document: YamlDocument) -> Iterator[Fault]:
    for field, kinds in KINDS.items():
        name: str = getattr(work, field)
        if not name:
            continue
        line = document.line((key, field))
        if not is_safe(name) or "/" in name or "\\" in name or name.startswith("."):
            message = f"{show(name)} is not the name of a file in the folder {SHOWCASE_FOLDER}."
            yield Fault(FIELD_IS_OF_ITS_KIND, message, f"Write the name alone: {field}: my-file", line=line)
            continue
        folder = root / SHOWCASE_FOLDER
        if not (folder / name).exists():
            hint = did_you_mean(name, _list_names(folder)) or f"Put the file into the folder {SHOWCASE_FOLDER}."
            yield Fault(FILE_OPENS, f"{show(name)} is not in the folder {SHOWCASE_FOLDER}.", hint, line=line)
            continue
        try:
            data = read_work_file(root, name)
        except FaultError as error:
            yield from (replace(fault, message=f"{show(name)}: {fault.message}", line=line) for fault in error.faults)
            continue
        if not any(looks_like(kind, data) for kind in kinds):
            message = f"{show(name)} is not of a kind that can be shown here."
            yield Fault(FILE_IS_AS_NAMED, message, f"Save it as {_NAMES[field]}.", line=line)


def _list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def read_work_file(root: Path, name: str) -> bytes:
    """Read a picture or a sound; a folder that is a link has none.

    Raises:
        FaultError: it is not there, or is no ordinary file of a size that readers can load.
    """
    folder = root / SHOWCASE_FOLDER
    return read_bytes(folder / name if not folder.is_symlink() else root / "\0", MOST_BYTES)


def _check_references(key: str, work: Work, lessons: Iterable[str], document: YamlDocument) -> Iterator[Fault]:
    if work.lesson and work.lesson not in lessons:
        hint = did_you_mean(work.lesson, lessons) or "Write course and lesson: lesson: sound-lab/first-beat"
        message = f"{show(work.lesson)} is not the id of a lesson."
        yield Fault(REFERENCE_EXISTS, message, hint, line=document.line((key, "lesson")))
    if work.date and not is_day(work.date):
        hint = 'Write year, month and day: date: "2027-11-01"'
        message = f"“date” says {show(work.date)}, which courseforge does not understand."
        yield Fault(FACT_IS_UNDERSTOOD, message, hint, line=document.line((key, "date")))
