"""Where lessons run: the one place that says what a venue offers, and the ordinary one.

The ordinary venue starts an interpreter for each lesson. It works on every system and has no walls.
"""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from courseforge.execution.kernel import KernelClient, running_kernel
from courseforge.execution.kernelspec import KernelSpec
from courseforge.execution.key import hash_files
from courseforge.execution.room import make_environment, make_room


@dataclass(frozen=True, slots=True)
class Ending:
    """How a kernel ended.

    Attributes:
        cause: ``finished`` when we ended it; ``died``, ``memory``, ``time``, or ``flood`` when something else did.
        files_read: of the course's files, what the lesson read or changed; None where that cannot be told.
    """

    cause: str
    detail: str = ""
    files_read: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A kernel that is ready for one lesson.

    Attributes:
        files: hashes of the course's files as the lesson sees them.
        places: folders of this run, and the names that stand for them in every run.
        end: ends the kernel.
    """

    kernel: KernelClient
    files: Mapping[str, str]
    places: Mapping[str, str]
    end: Callable[[], Awaitable[Ending]]


class Venue(Protocol):
    """Where lessons run."""

    @property
    def has_walls(self) -> bool:
        """Tell whether a lesson's code is kept from the machine."""

    def stage(
        self,
        course: Path,
        files: Sequence[str],
        cells: int,
        *,
        network: bool = False,
        kernel: KernelSpec | None = None,
        below: str = "",
    ) -> AbstractAsyncContextManager[Stage]:
        """Start a kernel, and end it with everything it started, whatever happens.

        Args:
            course: the course's folder.
            files: what the course owns besides its lessons, relative to the folder.
            cells: how many code cells will be run.
            network: the lesson declares that its code uses the network.
            kernel: another kernel than our own.
            below: the folder in the course's in which the kernel works; empty for the course's own.

        Raises:
            KernelStartError: there will be none.
        """


class OrdinaryVenue:
    """A fresh interpreter for each lesson, in a folder of its own."""

    has_walls = False

    @asynccontextmanager
    async def stage(
        self,
        course: Path,
        files: Sequence[str],
        cells: int,
        *,
        network: bool = False,
        kernel: KernelSpec | None = None,
        below: str = "",
    ) -> AsyncIterator[Stage]:
        """Start a kernel (``Venue.stage``); there is nothing that keeps any from the network."""
        with make_room(course, files, below) as room:
            hashes = hash_files(room.lesson, files)
            environment = make_environment(str(room.home), str(room.temporary), os.environ)
            async with running_kernel(room, environment, kernel) as client:

                async def end() -> Ending:
                    return Ending("finished" if client.process.poll() is None else "died")

                yield Stage(client, hashes, room.places, end)
