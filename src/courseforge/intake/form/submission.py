"""What a browser sends, within limits of size and time, and as data only. The one door to multipart."""

import time
from dataclasses import dataclass
from email.message import Message
from io import BufferedIOBase

import multipart

from courseforge.intake.limits import COMPANIONS, UPLOAD_BYTES
from courseforge.intake.parcel import SentFile

LARGEST_BODY = UPLOAD_BYTES + 200_000  # with what stands around the files
_FIELDS = 5
_LONGEST_FIELD = 2_000
_SECONDS = 120.0
_PIECE = 65_536


class TooSlowError(Exception):
    """The sender takes so long that somebody else should have a turn."""


class UnreadableError(Exception):
    """What was sent is not what a form sends."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that was filled in."""

    fields: dict[str, str]
    files: tuple[SentFile, ...]


class TimedBody:
    """The body of a request, up to its end and not for longer than it may take."""

    def __init__(self, stream: BufferedIOBase, length: int, seconds: float = _SECONDS) -> None:
        self._stream = stream
        self._left = length
        self._end = time.monotonic() + seconds

    def read(self, size: int = -1) -> bytes:
        """Read the next piece; empty at the end.

        Raises:
            TooSlowError: the time is over.
        """
        if time.monotonic() > self._end:
            raise TooSlowError
        wanted = min(_PIECE, self._left, size if size >= 0 else _PIECE)
        try:
            piece = self._stream.read1(wanted) if wanted else b""
        except TimeoutError:
            raise TooSlowError from None
        self._left -= len(piece)
        return bytes(piece)

    def drain(self) -> None:
        """Read what is left and forget it, so that a browser gets to read the answer."""
        while self.read():
            pass


def read_submission(content_type: str, length: int, body: TimedBody) -> Submission:
    """Read a form.

    Raises:
        UnreadableError: it is damaged or hostile.
        TooSlowError: it takes too long.
    """
    boundary = _find_boundary(content_type)
    fields: dict[str, str] = {}
    files: list[SentFile] = []
    try:
        parser = multipart.MultipartParser(
            body, boundary, length, strict=True, part_limit=COMPANIONS + _FIELDS + 20,
            headersize_limit=2_000, partsize_limit=UPLOAD_BYTES, disk_limit=0,
            spool_limit=LARGEST_BODY, memory_limit=LARGEST_BODY,  # a public disk gets nothing of it
        )  # fmt: skip
        for part in parser:
            if part.filename is None:
                fields[part.name] = part.value if part.size <= _LONGEST_FIELD else ""
            elif part.filename or part.size:  # a browser sends an empty part for an empty field
                files.append(SentFile(part.filename, part.raw))
            part.close()
    except (multipart.MultipartError, UnicodeError, LookupError, ValueError, AssertionError):
        raise UnreadableError from None
    return Submission(fields, tuple(files))


def _find_boundary(content_type: str) -> str:
    message = Message()
    message["Content-Type"] = content_type[:500]
    boundary = message.get_param("boundary") if message.get_content_type() == "multipart/form-data" else None
    if not isinstance(boundary, str) or not 1 <= len(boundary) <= 70 or not boundary.isascii():
        raise UnreadableError
    return boundary
