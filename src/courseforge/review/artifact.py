"""An artifact as it comes in: a folder or a zip file that anybody may have made. Nothing of it is unpacked.

One small file is read, the report. The names, kinds and sizes of all others are looked at, so that whoever serves the
pages later finds nothing among them that leaves its folder or fills the disk.
"""

import os
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from courseforge.review import limits
from courseforge.review.artifact_names import is_entry
from courseforge.review.hostile import HostileError
from courseforge.review.report import REPORT_FILE, Report
from courseforge.review.report_file import read_report

_END = struct.Struct("<4s4H2LH")  # of a zip file: the record that says how many entries there are
_END_MARK = b"PK\5\6"
_LONGEST_TAIL = _END.size + 0xFFFF
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of an artifact.

    Attributes:
        name: POSIX path.
        size: in bytes, as the artifact states it.
        packed: as it travels.
    """

    name: str
    size: int
    packed: int


def read_artifact(path: Path) -> tuple[Report, frozenset[str]]:
    """Read the report of an artifact, and the names of its files.

    Raises:
        HostileError: it is not what courseforge writes.
    """
    try:
        status = path.lstat()
    except OSError as error:
        raise HostileError("it is not there") from error
    if stat.S_ISDIR(status.st_mode):
        entries = tuple(_list_folder(path))
        _refuse_entries(entries)
        data = _read_bounded(path / REPORT_FILE)
    elif stat.S_ISREG(status.st_mode):
        entries, data = _read_zip(path, status.st_size)
    else:
        raise HostileError("it is neither a folder nor a file")
    names = frozenset(entry.name for entry in entries)
    report = read_report(data)
    _refuse_missing(report, names)
    return report, names


def _list_folder(folder: Path) -> Iterator[_Entry]:
    """Walk a folder without following a link."""
    pending = [""]
    while pending:
        below = pending.pop()
        if below.count("/") > _DEEPEST:
            raise HostileError("its folders lie too deep")
        with os.scandir(folder / below) as scan:
            for entry in scan:
                name = f"{below}/{entry.name}" if below else entry.name
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode):
                    pending.append(name)
                elif stat.S_ISREG(found.st_mode):
                    yield _Entry(name, found.st_size, found.st_size)
                else:
                    raise HostileError("it holds a link, or another thing that is no ordinary file")


def _read_bounded(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(limits.REPORT_BYTES + 1)


def _read_zip(path: Path, size: int) -> tuple[tuple[_Entry, ...], bytes]:
    if size > limits.ZIP_BYTES:
        raise HostileError("it is too large")
    _refuse_many(path, size)
    try:
        with ZipFile(path) as archive:
            found = archive.infolist()
            entries = tuple(_look_at(entry) for entry in found if not entry.is_dir())
            _refuse_entries(entries)
            with archive.open(REPORT_FILE) as opened:
                return entries, opened.read(limits.REPORT_BYTES + 1)
    except HostileError:
        raise
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError, KeyError, RuntimeError) as error:
        raise HostileError("it is no whole zip file") from error
    except Exception as error:  # zlib and struct fail in ways of their own
        raise HostileError("it is no whole zip file") from error


def _refuse_many(path: Path, size: int) -> None:
    """Look at the number of entries before they are all read into memory."""
    with path.open("rb") as file:
        file.seek(max(0, size - _LONGEST_TAIL))
        tail = file.read()
    start = tail.rfind(_END_MARK)
    if start < 0 or len(tail) - start < _END.size:
        raise HostileError("it is no whole zip file")
    _, _, _, here, in_all, length, _, _ = _END.unpack_from(tail, start)
    if here != in_all or in_all > limits.ENTRIES or length > limits.ENTRIES * 600:
        raise HostileError("it holds too many files")


def _look_at(entry: ZipInfo) -> _Entry:
    kind = entry.external_attr >> 16
    if kind and not stat.S_ISREG(kind) and stat.S_IFMT(kind):
        raise HostileError("it holds a link, or another thing that is no ordinary file")
    if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise HostileError("one of its files is locked or packed in an unusual way")
    # What the library has cut off or turned around in a name is no name that courseforge writes
    name = getattr(entry, "orig_filename", entry.filename)
    return _Entry(name, entry.file_size, entry.compress_size)


def _refuse_entries(entries: tuple[_Entry, ...]) -> None:
    if len(entries) > limits.ENTRIES:
        raise HostileError("it holds too many files")
    if any(not is_entry(entry.name) for entry in entries):
        raise HostileError("one of its files has a name or a kind that no artifact has")
    if len({entry.name.casefold() for entry in entries}) != len(entries):
        raise HostileError("two of its files have one name")
    total = sum(entry.size for entry in entries)
    packed = sum(entry.packed for entry in entries)
    if any(entry.size > limits.ENTRY_BYTES for entry in entries) or total > limits.ARTIFACT_BYTES:
        raise HostileError("it would be too large when unpacked")
    if total > limits.REPORT_BYTES and total > packed * limits.EXPANSION:
        raise HostileError("it would be too large when unpacked")
    if REPORT_FILE not in {entry.name for entry in entries}:
        raise HostileError(f"it has no {REPORT_FILE}")


def _refuse_missing(report: Report, names: frozenset[str]) -> None:
    pages = {page for lesson in report.lessons for page in (lesson.page, lesson.change) if page}
    if not pages <= names:
        raise HostileError("its report names pages that are not there")
