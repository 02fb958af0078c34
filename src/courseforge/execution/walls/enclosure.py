"""Walls for a process of our own that works on what an author wrote, such as the one that makes pages."""

import os
import select
import signal
import socket
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from courseforge.execution.walls.file_system import HOME, SHARED_MEMORY, TEMPORARY, find_file_system
from courseforge.execution.walls.identity import find_identity, write_maps
from courseforge.execution.walls.limits import Limits
from courseforge.execution.walls.room import become_lesson, build_room, close_room, leave_machine
from courseforge.execution.walls.system_calls import close_others, end_with_parent, open_library
from courseforge.execution.walls.trial import find_gaps


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What a process behind walls has of the machine, besides the interpreter and its packages.

    Attributes:
        place: an empty folder to build the room in.
        reads: folders, at the same paths as outside.
        writes: folders, likewise; they may lie in those.
        hidden: a folder of which nothing else is seen, even where Python imports from it.
        environment: the whole environment; nothing of it but its own names may be known inside.
    """

    place: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    hidden: str
    environment: Mapping[str, str]


class GapError(Exception):
    """The walls stand, but something got through."""


def enter_walls(enclosure: Enclosure, limits: Limits, *, kept: Collection[int], watched: int) -> None:
    """Put the rest of this process behind walls, and attack them.

    Returns in a new process, the first one of the room. The one that called only waits for its end.

    Args:
        kept: descriptors that stay open; the others are closed, and the streams lead nowhere.
        watched: when this descriptor can be read, everything is over.

    Raises:
        OSError: the system has no walls.
        GapError: they do not hold.
    """
    library = open_library()
    found = find_file_system(enclosure.hidden)
    shown = replace(
        found,
        shown=(*found.shown, *enclosure.reads),
        memory=(HOME, TEMPORARY, SHARED_MEMORY),
        own=enclosure.writes,
    )
    own = find_identity()
    leave_machine(library, network=False)
    write_maps("self", own, lend=False)
    build_room(library, enclosure.place, shown, limits, 0, network=False)
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child:
        theirs.close()
        _wait(child, ours, watched)
    ours.close()
    close_room(library, enclosure.place, shown)
    _forget_machine(enclosure.environment, {*kept, theirs.fileno()})
    become_lesson(library, limits, network=False)
    end_with_parent(library)
    theirs.sendall(b"!")
    if not theirs.recv(1):  # the one that waits had gone before this process could notice its end
        os._exit(1)
    theirs.close()
    if gaps := find_gaps(library, Path(enclosure.place), enclosure.environment):
        raise GapError(", ".join(gaps))


def _wait(child: int, line: socket.socket, watched: int) -> NoReturn:
    handle = os.pidfd_open(child)
    if line.recv(1):
        line.sendall(b"!")
    poll = select.poll()
    for descriptor in (handle, watched):
        poll.register(descriptor, select.POLLIN)
    poll.poll()
    signal.pidfd_send_signal(handle, signal.SIGKILL)
    os.waitpid(child, 0)
    os._exit(0)


def _forget_machine(environment: Mapping[str, str], kept: set[int]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(TEMPORARY)
    tempfile.tempdir = None  # may know the folder of another process
    nowhere = os.open("/dev/null", os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    close_others(kept)
