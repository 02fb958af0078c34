"""The choice of the venue: walls where they hold, and the ordinary one elsewhere, which is then said."""

import platform
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from courseforge.config import Settings
from courseforge.execution.imports import find_common_imports
from courseforge.execution.isolation import SWITCHED_OFF, Isolation, Level
from courseforge.execution.together import run_together
from courseforge.execution.venue import OrdinaryVenue, Venue
from courseforge.model import Lesson


@contextmanager
def open_venue(settings: Settings, lessons: Iterable[Lesson]) -> Iterator[tuple[Venue, Isolation]]:
    """Open where the lessons will run, having tested what it promises.

    Args:
        settings: whether walls are wanted at all.
        lessons: what will run; packages that they import are made ready.
    """
    if settings.courseforge.execute.sandbox == "off":
        yield OrdinaryVenue(), SWITCHED_OFF
        return
    if sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"):
        where = f"{platform.system()} ({platform.machine()})"
        yield OrdinaryVenue(), Isolation(Level.NONE, (f"courseforge has no walls for {where} yet.",))
        return
    modules = find_common_imports(lessons)
    isolation = SWITCHED_OFF
    # A package that brings the warm process down must not cost the walls.
    for attempt in dict.fromkeys((modules, ())):
        with ExitStack() as cleanup:
            venue, isolation = _try_walls(cleanup, attempt, settings.execute.timeout)
            if isolation.level is Level.WALLS:
                yield venue, isolation
                return
    yield OrdinaryVenue(), isolation


def _try_walls(cleanup: ExitStack, modules: tuple[str, ...], timeout: int) -> tuple[Venue, Isolation]:
    # Linux only, and half a second of imports.
    from courseforge.execution.selftest import examine_walls  # noqa: PLC0415
    from courseforge.execution.walled_venue import open_walled_venue  # noqa: PLC0415
    from courseforge.execution.walls.limits import Limits  # noqa: PLC0415

    venue = cleanup.enter_context(open_walled_venue(modules, Limits(), timeout))
    found: list[Isolation] = []
    run_together(examine_walls, {0: venue}, 1, lambda _, isolation: found.append(isolation))
    return venue, found[0]
