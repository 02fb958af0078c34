"""What travels between courseforge and the keeper of a kernel.

Downward: one request (a line of JSON), then single bytes: the number of a signal for the kernel, or ``FINISH``.
Upward: one byte with a handle on the keeper's process, then reports (lines of JSON).
"""

import json
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from courseforge.execution.walls.limits import Limits

FINISH = b"\0"
CHANNELS = ("shell", "iopub", "stdin", "hb", "control")
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Request:
    """What kernel is wanted.

    Attributes:
        key: signs the messages.
        environment: the kernel's whole environment.
        folder: the course's folder, which is copied (in a room with walls), or the working folder (without).
        files: what is copied, relative to the folder.
        limits: None for a kernel without walls.
        network: its code may reach other computers.
        command: of another kernel than our own, which is then started in a room with walls.
        shown: what of the machine it needs to read besides what all kernels do.
        below: the folder in the room's copy in which the kernel works; empty for the copy's own.
    """

    key: str
    environment: Mapping[str, str]
    folder: str
    files: tuple[str, ...] = ()
    limits: Limits | None = None
    network: bool = False
    command: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    below: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """The kernel is there.

    Attributes:
        files: hashes of the files as the lesson finds them.
    """

    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ended:
    """The kernel is gone.

    Attributes:
        cause: ``finished``, ``died``, ``memory``, ``time``; ``failed`` when the room could not be made.
        detail: more about it.
        files_read: of the course's files; None where that can't be told.
    """

    cause: str
    detail: str = ""
    files_read: tuple[str, ...] | None = None


def encode_request(request: Request) -> bytes:
    """Write a request down."""
    return json.dumps(asdict(request)).encode() + b"\n"


def decode_request(line: bytes) -> Request:
    """Read a request."""
    values = json.loads(line)
    limits = Limits(**values.pop("limits")) if values["limits"] else values.pop("limits")
    lists = {name: tuple(values[name]) for name in ("files", "command", "shown")}
    return Request(**{**values, **lists}, limits=limits)


def encode_report(report: Begun | Ended) -> bytes:
    """Write a report down."""
    return json.dumps({type(report).__name__: asdict(report)}).encode() + b"\n"


def decode_report(line: bytes) -> Begun | Ended:
    """Read a report."""
    ((name, values),) = json.loads(line).items()
    if name == "Begun":
        return Begun(**values)
    read = values.pop("files_read")
    return Ended(**values, files_read=None if read is None else tuple(read))


def receive_line(line: socket.socket) -> bytes:
    """Wait for one line; empty when the other side has gone."""
    received = bytearray()
    while not received.endswith(b"\n"):
        chunk = line.recv(_CHUNK)
        if not chunk:
            return b""
        received += chunk
    return bytes(received)
