"""Entries at an address that several computers can reach: the one door to fsspec."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from courseforge.errors import CourseforgeError
from courseforge.execution.cache import LARGEST

Value = TypeVar("Value")

_PATIENCE = 60  # seconds for one request; a store that does not answer must not hold a build
# What an address needs besides fsspec.
_PACKAGES = {
    "s3": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs", "sftp": "paramiko",
    "http": "aiohttp requests", "https": "aiohttp requests",
}  # fmt: skip


class UnreachableError(CourseforgeError):
    """A store did not answer, or refused."""


@dataclass(frozen=True, slots=True)
class SharedStore:
    """Entries below a URL. No request is made before the first one that is needed."""

    url: str

    def fetch(self, names: Sequence[str]) -> Mapping[str, bytes]:
        """Ask for several entries at once, and return those that are there.

        Raises:
            UnreachableError: not one of them can be told to be there or not.
        """

        def ask() -> list[Any]:
            files, folder = _open(self.url)
            paths = [f"{folder}/{name}" for name in names]
            answers: list[Any] = files.cat_ranges(paths, [0] * len(paths), [LARGEST + 1] * len(paths))
            return answers

        answers = _wait_for(ask)
        refused = [a for a in answers if isinstance(a, BaseException) and not isinstance(a, FileNotFoundError)]
        if refused and len(refused) == len(answers):
            raise UnreachableError(_shorten(refused[0]))
        return {name: data for name, data in zip(names, answers, strict=True) if isinstance(data, bytes)}

    def write(self, name: str, data: bytes) -> None:
        """Keep something under a name. What breaks off half-way is found out by whoever reads it.

        Raises:
            UnreachableError: it cannot be written.
        """

        def put() -> None:
            files, folder = _open(self.url)
            files.makedirs(folder, exist_ok=True)
            files.pipe_file(f"{folder}/{name}", data)

        _wait_for(put)


def _open(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  an extra, and a tenth of a second
    except ImportError as error:
        hint = 'Install what it needs: pip install "courseforge[store]"'
        raise UnreachableError("the package fsspec is not installed", hint) from error
    try:
        files, folder = url_to_fs(url)
    except ImportError as error:
        package = _PACKAGES.get(url.partition("://")[0])
        raise UnreachableError(_shorten(error), f"Install it: pip install {package}" if package else "") from error
    return files, folder.rstrip("/")


def _wait_for(work: Callable[[], Value]) -> Value:
    """Do something that may hang, or fail in any way.

    Raises:
        UnreachableError: it failed, or was not done in time.
    """
    done: Future[Value] = Future()

    def do() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # it belongs to whoever waits
            done.set_exception(error)

    # A thread that hangs must not keep the program from ending, as those of an executor do.
    threading.Thread(target=do, name="store", daemon=True).start()
    try:
        return done.result(_PATIENCE)
    except UnreachableError:
        raise
    except Exception as error:
        reason = f"no answer in {_PATIENCE} seconds" if not done.done() else _shorten(error)
        raise UnreachableError(reason) from error


def _shorten(error: BaseException) -> str:
    words = str(error).strip().partition("\n")[0].rstrip(".")
    return (words if len(words) <= 200 else words[:199] + "…") or type(error).__name__
