"""What carries bytes between courseforge and a kernel that can't take over sockets: one that is any program.

Such a kernel makes its own sockets, in its room, where courseforge can't and must not look for them. The relay is a
process in the same room. It knows nothing of messages, keeps nothing, and can be harmed by the lesson like anything
else there.
"""

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from courseforge.execution.walls.file_system import TEMPORARY
from courseforge.execution.warm.line import CHANNELS, Request

CONNECTION = f"{TEMPORARY}/.kernel.json"
SOCKETS = f"{TEMPORARY}/.kernel"  # of the kernel, up to the number of the port
_CHUNK = 65536
_PATIENCE = 60  # seconds in which the kernel has to listen
_PAUSE = 0.02


def make_connection(key: str) -> dict[str, object]:
    """Say, as Jupyter's connection files do, where the kernel has to listen."""
    ports = {f"{channel}_port": number for number, channel in enumerate(CHANNELS, 1)}
    return {"transport": "ipc", "ip": SOCKETS, "signature_scheme": "hmac-sha256", "key": key, **ports}


def start_program(request: Request, folder: str, ready: Callable[[], None]) -> NoReturn:
    """Become the kernel that was asked for.

    Args:
        request: with its command.
        folder: the working folder.
        ready: called before it is there; it takes messages when it does.
    """
    os.chdir(folder)
    Path(CONNECTION).write_text(json.dumps(make_connection(request.key)), encoding="ascii")
    ready()
    os.execve(request.command[0], request.command, dict(request.environment))  # noqa: S606  an installed kernel


def serve_relay(sockets: Mapping[str, int]) -> NoReturn:
    """Carry bytes until this process is ended.

    Args:
        sockets: channel: file descriptor of a socket that listens, to which courseforge connects.
    """
    for number, channel in enumerate(CHANNELS, 1):
        listening = socket.socket(fileno=sockets[channel])
        threading.Thread(target=_accept, args=(listening, f"{SOCKETS}-{number}"), daemon=True).start()
    while True:
        time.sleep(3600)


def _accept(listening: socket.socket, path: str) -> None:
    while True:
        outer, _ = listening.accept()
        inner = _connect(path)
        if inner is None:
            outer.close()
            return
        for source, target in ((outer, inner), (inner, outer)):
            threading.Thread(target=_carry, args=(source, target), daemon=True).start()


def _connect(path: str) -> socket.socket | None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        inner = socket.socket(socket.AF_UNIX)
        try:
            inner.connect(path)
        except OSError:
            inner.close()
            time.sleep(_PAUSE)
        else:
            return inner
    return None


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(_CHUNK):
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
