"""The choice of the venue: walls where they hold, and the ordinary one elsewhere, which is then said."""

import platform
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from courseforge.config import Settings
from courseforge.execution.imports import find_common_imports
from courseforge.execution.isolation import SWITCHED_OFF, Isolation, Level, may_have_walls
from courseforge.execution.strangers import refuse_strangers
from courseforge.execution.together import open_loop
from courseforge.execution.venue import OrdinaryVenue, Venue
from courseforge.model import Lesson, Mode


@dataclass(frozen=True, slots=True)
class Needs:
    """What lessons need of the place where they run.

    Attributes:
        modules: of installed packages that they import; they are made ready.
        network: whether one of them has declared that it uses the network.
    """

    modules: tuple[str, ...] = ()
    network: bool = False


def find_needs(lessons: Sequence[Lesson]) -> Needs:
    """Find out what lessons need by looking at them."""
    return Needs(find_common_imports(lessons), any(lesson.metadata.network for lesson in lessons))


@contextmanager
def open_venue(
    settings: Settings, needs: Needs = Needs(), mode: Mode = Mode.LIBRARY
) -> Iterator[tuple[Venue, Isolation]]:
    """Open where the lessons will run, having tested what it promises.

    Args:
        settings: whether walls are wanted at all; a stranger is not asked.
        needs: of the lessons that will run; of a stranger's, none is met.
        mode: whose lessons they are.

    Raises:
        NoWallsError: they are a stranger's, and there are no walls.
    """
    with ExitStack() as cleanup:
        if mode is Mode.UNTRUSTED:
            # Nothing is imported ahead, for that happens outside the walls, and they would choose what.
            venue, isolation = _open_strongest(cleanup, settings, Needs())
            if isolation.level is not Level.WALLS:
                raise refuse_strangers(isolation, "be run")
        elif settings.courseforge.execute.sandbox == "off":
            venue, isolation = OrdinaryVenue(), SWITCHED_OFF
        else:
            venue, isolation = _open_strongest(cleanup, settings, needs)
        yield venue, isolation


def _open_strongest(cleanup: ExitStack, settings: Settings, needs: Needs) -> tuple[Venue, Isolation]:
    if not may_have_walls():
        where = f"{platform.system()} ({platform.machine()})"
        return OrdinaryVenue(), Isolation(
            Level.NONE,
            (f"courseforge has no walls for {where} yet.",),
            "Use a computer or a virtual machine with Linux.",
        )
    isolation = SWITCHED_OFF
    # A package that brings the warm process down must not cost the walls.
    for modules in dict.fromkeys((needs.modules, ())):
        with ExitStack() as trial:
            venue, isolation = _try_walls(trial, modules, settings, network=needs.network)
            if isolation.level is Level.WALLS:
                cleanup.push(trial.pop_all())
                return venue, isolation
    return OrdinaryVenue(), isolation


def _try_walls(
    cleanup: ExitStack, modules: tuple[str, ...], settings: Settings, *, network: bool
) -> tuple[Venue, Isolation]:
    # Linux only, and half a second of imports.
    from courseforge.execution.selftest import examine_walls  # noqa: PLC0415
    from courseforge.execution.walled_venue import open_walled_venue  # noqa: PLC0415
    from courseforge.execution.walls.limits import limit_memory  # noqa: PLC0415

    limits, timeout = limit_memory(settings.courseforge.execute.memory_bytes), settings.execute.timeout
    venue = cleanup.enter_context(open_walled_venue(modules, limits, timeout, grants_network=network))
    # A room with the network is another room, and is tested too where one is wanted.
    rooms = (False, True) if network else (False,)
    with open_loop() as start:
        tests = [start(partial(examine_walls, venue, network=room)) for room in rooms]
        found = [test.result() for test in tests]
    return venue, next((each for each in found if each.level is not Level.WALLS), found[0])
