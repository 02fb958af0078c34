"""The box: one folder for each contribution that was taken in, by its code, on this computer and never in Git.

A contribution is whole in the box, or it is not there: its folder is filled beside its place, then renamed. The box
keeps nothing that its folder does not need: no address, no time of day, no original with its traces.
"""

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from courseforge.errors import CourseforgeError, OutputError
from courseforge.intake.limits import UPLOAD_BYTES, WAITING
from courseforge.intake.receipt_code import is_code, make_code
from courseforge.reading.source_text import read_ordinary_file
from courseforge.writing import explain_refusal, hold_lock, refuse_links, refuse_unwritable, write_atomically

BOX_FOLDER = "intake"
_FACTS = "contribution.json"
_LETTER = "letter.md"
_FILES = "files"
_PART = ".part-"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a contribution.

    Attributes:
        name: by which its maker wants to be credited.
        consent: the number of the paper at the desk.
        name_agreed: they want this name although it looks like first and last name.
        lesson: path of the lesson's file.
        paths: of all its files; the companions in the order in which they are numbered.
        private: how many things about people the check found.
        received: ISO 8601 day.
        proposed: the Git branch that was made of it; empty before that.
        checked: whether the check came to its end; if not, nobody knows what there is to mend.
    """

    name: str
    consent: str
    language: str
    name_agreed: bool
    title: str
    lesson: str
    paths: tuple[str, ...]
    private: int
    errors: int
    received: str
    proposed: str = ""
    checked: bool = True


@dataclass(frozen=True, slots=True)
class Contribution:
    """A contribution in the box."""

    code: str
    facts: Facts
    files: dict[str, bytes]
    letter: str


class FullBoxError(CourseforgeError):
    """So much waits in the box that somebody has to look at it first."""


def put_in(box: Path, facts: Facts, files: dict[str, bytes], letter: str) -> str:
    """Put a contribution into the box; return its code.

    Raises:
        FullBoxError: somebody has to look at what is there first.
        OutputError: the box cannot be written.
    """
    prepare_box(box)
    with hold_lock(box / ".lock"):
        _clear_away(box)
        if len(list_codes(box)) >= WAITING:
            raise FullBoxError(
                "So many contributions wait that none can be added.", "Look at them: courseforge intake list"
            )
        part = box / f"{_PART}{secrets.token_hex(8)}"
        try:
            _fill(part, facts, files, letter)
            return _give_place(box, part)
        except OSError as error:
            raise explain_refusal(error, box) or OutputError(
                f"{box} could not be written.", "Is the disk full?"
            ) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _clear_away(box: Path) -> None:
    """Take away what a process left that was killed at work: whoever holds the lock knows that nobody is."""
    for part in box.glob(f"{_PART}*"):
        if not part.is_symlink():
            shutil.rmtree(part, ignore_errors=True)


def prepare_box(box: Path) -> None:
    """Make the box, which nobody else on this computer can open and which Git leaves alone.

    Raises:
        OutputError: it cannot be made, or is a link to elsewhere.
    """
    refuse_links(box)
    refuse_unwritable(box)
    box.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (box / ".gitignore").exists():
        write_atomically(box / ".gitignore", b"# Nothing in this folder goes into Git.\n*\n")


def list_codes(box: Path) -> tuple[str, ...]:
    """Name what lies in the box."""
    with suppress(OSError):
        return tuple(sorted(one.name for one in box.iterdir() if is_code(one.name) and not one.is_symlink()))
    return ()


def take_out(box: Path, code: str) -> Contribution:
    """Read a contribution.

    Raises:
        CourseforgeError: there is none with this code, or it is damaged.
    """
    folder = box / code
    if not folder.is_dir() or folder.is_symlink():
        raise CourseforgeError(
            f"There is no contribution {code} in the box.", "See them all: courseforge intake list"
        )
    try:
        facts = _read_facts(_read(folder / _FACTS))
        letter = _read(folder / _LETTER).decode()
        files = {path: _read(folder / _FILES / path) for path in facts.paths}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CourseforgeError(f"The contribution {code} is damaged.", "Ask for it once more.") from error
    return Contribution(code, facts, files, letter)


def take_all(box: Path) -> Iterator[Contribution]:
    """Read everything in the box that can be read."""
    for code in list_codes(box):
        with suppress(CourseforgeError):
            yield take_out(box, code)


def note_proposed(box: Path, code: str, facts: Facts) -> None:
    """Write down that a branch was made of a contribution."""
    write_atomically(box / code / _FACTS, _write_facts(facts))


def _fill(part: Path, facts: Facts, files: dict[str, bytes], letter: str) -> None:
    part.mkdir(mode=0o700)
    for path, data in files.items():
        write_atomically(part / _FILES / path, data)
    write_atomically(part / _LETTER, letter.encode())
    write_atomically(part / _FACTS, _write_facts(facts))


def _give_place(box: Path, part: Path) -> str:
    """Rename the folder to a code that nobody has; a folder that holds something is never replaced."""
    while True:
        code = make_code()
        if not (box / code).exists():
            with suppress(FileExistsError):
                part.rename(box / code)
                return code


def _write_facts(facts: Facts) -> bytes:
    return (json.dumps({"format": _FORMAT, **asdict(facts)}, ensure_ascii=False, indent=1) + "\n").encode()


def _read_facts(data: bytes) -> Facts:
    value: dict[str, Any] = json.loads(data)
    if value.pop("format") != _FORMAT:
        raise ValueError("another format")
    facts = Facts(**{**value, "paths": tuple(value["paths"])})
    if any(".." in path.split("/") or path.startswith("/") or "\\" in path for path in facts.paths):
        raise ValueError("a path that leads elsewhere")
    return facts


def _read(path: Path) -> bytes:
    data = read_ordinary_file(path, UPLOAD_BYTES)
    if data is None:
        raise ValueError(f"{path.name} cannot be read")
    return data
