"""How far a stage of the work has come, and how long the rest will take: values only, nothing is drawn here."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from courseforge.config import COURSES_FOLDER
from courseforge.reporting.wording import printable

STAGES = {
    "reading": "Reading the courses",
    "running": "Running the lessons",
    "rendering": "Making the pages",
    "writing": "Writing the site",
    "waiting": "Waiting until another courseforge is done",
    "again": "A file was saved: beginning again",
}
_FEWEST = 3  # finished steps before anything is said about the others


@dataclass(frozen=True, slots=True)
class Work:
    """A stage.

    Attributes:
        total: steps; 0 where nobody knows.
        done: of these, what is finished.
        watched: of these, what was seen to begin; the others (unchanged lessons) took no time.
        begun: when the first one began, in seconds of any clock.
        working: what is being worked on, the longest first.
    """

    stage: str
    total: int = 0
    done: int = 0
    watched: int = 0
    begun: float | None = None
    working: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What people are told that is being done."""
        return STAGES.get(self.stage, self.stage)

    @property
    def count(self) -> str:
        """How many steps of how many; empty where nobody knows."""
        return f"{self.done}/{self.total}" if self.total else ""


def start_step(work: Work, what: str, now: float) -> Work:
    """Begin one of the steps."""
    return replace(work, working=(*work.working, what), begun=now if work.begun is None else work.begun)


def finish_step(work: Work, what: str) -> Work:
    """Finish one of the steps; those of a site's files are many, and nobody saw them begin."""
    if what not in work.working:
        return replace(work, done=work.done + 1)
    place = work.working.index(what)
    rest = (*work.working[:place], *work.working[place + 1 :])
    return replace(work, done=work.done + 1, watched=work.watched + 1, working=rest)


def estimate_rest(work: Work, now: float) -> float | None:
    """Return the seconds that are left, or None while there is too little to judge by.

    The first to finish are the shortest, so as many as run at a time are waited for.
    """
    if work.begun is None or work.watched < max(_FEWEST, len(work.working)) or work.done >= work.total:
        return None
    return (now - work.begun) / work.watched * (work.total - work.done)


def describe_rest(seconds: float | None) -> str:
    """Say about how long it still takes, no finer than anybody can know; empty where nobody can."""
    if seconds is None:
        return ""
    if seconds < 55:
        return f"about {5 * max(1, math.ceil(seconds / 5))} s left"
    if seconds < 3300:
        return f"about {math.ceil(seconds / 60)} min left"
    return f"about {seconds / 3600:.1f} h left"


def name_work(working: Sequence[str], width: int) -> str:
    """Name what is being worked on in one line: as many names as fit, and the number of the others."""
    names = [printable(name).removeprefix(f"{COURSES_FOLDER}/") for name in working]
    for shown in range(len(names), 0, -1):
        others = f" and {len(names) - shown} more" if shown < len(names) else ""
        line = ", ".join(names[:shown]) + others
        if len(line) <= width:
            return line
    others = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0][: max(1, width - len(others) - 1)]}…{others}" if names else ""
