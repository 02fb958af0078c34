"""The kit that a library's repository needs so that others can contribute: written once, and renewed ever after.

Renewing keeps what the library has changed. A file is brought together from three versions: as the kit wrote it last,
as the library has it, and as the kit has it now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from courseforge.errors import CourseforgeError
from courseforge.scaffold.action_pins import agree_on_pins
from courseforge.scaffold.kit_files import KitFacts, make_kit
from courseforge.scaffold.kit_record import RECORD_FILE, KitRecord, make_record, read_record, write_record
from courseforge.scaffold.three_way import merge_lines
from courseforge.writing import refuse_links, write_atomically


class Fate(Enum):
    """What became of a file of the kit."""

    ADDED = "added"
    UPDATED = "updated"
    CURRENT = "current"  # it was so already, or the library's version goes further
    CONFLICT = "conflict"
    KEPT = "kept"  # the library's own, or too long to merge
    LEFT_OUT = "left out"  # the library has removed it
    RETIRED = "retired"  # the kit no longer has it


@dataclass(frozen=True, slots=True)
class KitChange:
    """What was done.

    Attributes:
        renewed: there was a kit before.
        fates: of each file, by path.
    """

    renewed: bool
    fates: Mapping[str, Fate]

    def paths(self, fate: Fate) -> tuple[str, ...]:
        """Name the files of this fate."""
        return tuple(path for path, one in sorted(self.fates.items()) if one is fate)


@dataclass(frozen=True, slots=True)
class _Outcome:
    fate: Fate
    text: str = ""  # to be written; empty: nothing


@dataclass(frozen=True, slots=True)
class _Own:
    """A file as the library has it: its lines end as they do on Linux; no text: None."""

    text: str | None
    line_end: str = field(default="\n")


def write_kit(folder: Path, host: str, facts: KitFacts) -> KitChange:
    """Write the kit into a library, or renew it.

    Raises:
        CourseforgeError: there is a kit for another host, or it is unknown what the kit was.
        OutputError: a file cannot be written, or a link lies in the way.
    """
    record = read_record(folder)
    if record.host not in ("", host):
        raise CourseforgeError(
            f"This library has the files for {record.host} already. Nothing was written.",
            f"To change over, delete them and {RECORD_FILE}, then try again.",
        )
    kit = make_kit(host, facts)
    refuse_links(*(folder / part for path in kit for part in (path, *map(str, Path(path).parents))[:-1]))
    outcomes = {path: _decide(folder, path, text, record) for path, text in kit.items()}
    for path, outcome in outcomes.items():
        if outcome.text:
            write_atomically(folder / path, outcome.text.encode())
    ours = {path for path, outcome in outcomes.items() if outcome.fate is Fate.KEPT and path not in record}
    write_record(folder, make_record(host, {p: t for p, t in kit.items() if p not in ours}), facts.version)
    retired = {path: Fate.RETIRED for path in (*record.texts, *record.hashes) if _is_left(folder, path, kit)}
    return KitChange(bool(record.host), {path: outcome.fate for path, outcome in outcomes.items()} | retired)


def _decide(folder: Path, path: str, new: str, record: KitRecord) -> _Outcome:
    own = _read_own(folder / path)
    if own is None:
        return _Outcome(Fate.LEFT_OUT) if path in record else _Outcome(Fate.ADDED, new)
    if own.text == new:
        return _Outcome(Fate.CURRENT)
    if own.text is None or path not in record:
        return _Outcome(Fate.KEPT)
    if record.is_unchanged(path, own.text):
        return _Outcome(Fate.UPDATED, new.replace("\n", own.line_end))
    if path not in record.texts:
        return _Outcome(Fate.KEPT)
    return _merge(record.texts[path], own.text, new, own.line_end)


def _merge(old: str, own: str, new: str, line_end: str) -> _Outcome:
    merged = merge_lines(*agree_on_pins(old, own, new))
    if merged.text == own:
        return _Outcome(Fate.CURRENT)
    fate = Fate.CONFLICT if merged.conflicts else Fate.UPDATED
    return _Outcome(fate, merged.text.replace("\n", line_end))


def _read_own(path: Path) -> _Own | None:
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return None
    except (UnicodeDecodeError, IsADirectoryError):
        return _Own(None)
    return _Own(text.replace("\r\n", "\n"), "\r\n" if "\r\n" in text else "\n")


def _is_left(folder: Path, path: str, kit: Mapping[str, str]) -> bool:
    """Tell whether a file that the kit no longer has still lies there; the path may be anybody's."""
    inside = not Path(path).is_absolute() and ".." not in Path(path).parts
    return path not in kit and inside and (folder / path).is_file()
