"""The files of an artifact, one after another: whatever an artifact says of their size, there is a bound."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

from courseforge.review import limits
from courseforge.review.hostile import HostileError


def read_files(artifact: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Read files of an artifact whose names were accepted (``read_artifact``).

    Raises:
        HostileError: one is not what it was when the artifact was looked at, or they are too large together.
    """
    rest = limits.ARTIFACT_BYTES
    read = _read_folder if artifact.is_dir() else _read_zip
    for name, data in read(artifact, sorted(names)):
        rest -= len(data)
        if len(data) > limits.ENTRY_BYTES or rest < 0:
            raise HostileError("it would be too large when unpacked")
        yield name, data


def _read_zip(artifact: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(artifact) as archive:
            for name in names:
                with archive.open(name) as opened:
                    data = opened.read(limits.ENTRY_BYTES + 1)
                yield name, data
    except HostileError:
        raise
    except Exception as error:  # zipfile, zlib and struct fail in ways of their own
        raise HostileError("it is no whole zip file") from error


def _read_folder(artifact: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        try:
            handle = os.open(artifact / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            raise HostileError("one of its files cannot be read") from error
        with os.fdopen(handle, "rb") as opened:
            yield name, opened.read(limits.ENTRY_BYTES + 1)
