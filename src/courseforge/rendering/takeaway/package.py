"""A notebook and its files as one ZIP archive, the same bytes each time; what did not change is not packed again."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from courseforge.model import SiteFile
from courseforge.writing import refuse_links, remove_others, write_if_changed

_FOLDER = "takeaway"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that the format knows
_UNIX, _READABLE = 3, 0o100644


@dataclass(frozen=True, slots=True)
class Packages:
    """What was packed by earlier builds.

    Attributes:
        names: digest of what went in -> name of the file, which also states the digest of what came out.
    """

    folder: Path
    names: Mapping[str, str]


def make_package(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Pack files into one folder, so that two lessons can be unpacked in one place.

    Args:
        files: by POSIX path below ``folder``.
    """
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name in sorted(files):
            entry = ZipInfo(f"{folder}/{name}", _LONG_AGO)
            entry.create_system, entry.external_attr = _UNIX, _READABLE << 16
            archive.writestr(entry, files[name], ZIP_DEFLATED)
    return packed.getvalue()


def open_packages(build: Path) -> Packages:
    """Look at what was packed, in the folder of everything that is built."""
    refuse_links(build / _FOLDER)
    names = (path.name for path in (build / _FOLDER).glob("*.*.zip"))
    return Packages(build / _FOLDER, {name.partition(".")[0]: name for name in sorted(names)})


def keep_package(kept: Packages, path: str, folder: str, files: Mapping[str, bytes]) -> SiteFile:
    """Pack files, or take what was packed of the same ones.

    Args:
        path: where it will lie in the site.
    """
    key = _digest("\n".join([folder, *(f"{name} {_digest(files[name])}" for name in sorted(files))]).encode())[:32]
    if earlier := kept.names.get(key):
        found = _as_file(path, kept.folder / earlier)
        if found and found.sha256 == earlier.split(".")[1]:
            return found
    data = make_package(folder, files)
    target = kept.folder / f"{key}.{_digest(data)}.zip"
    write_if_changed(target, data, durable=False)
    return SiteFile(path, _digest(data), len(data), source=target)


def forget_others(kept: Packages, files: Iterable[SiteFile]) -> None:
    """Remove what no lesson takes along any more."""
    remove_others(kept.folder, {file.source.name for file in files if isinstance(file.source, Path)})


def _as_file(path: str, source: Path) -> SiteFile | None:
    try:
        data = source.read_bytes()
    except OSError:
        return None
    return SiteFile(path, _digest(data), len(data), source=source)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
