"""What keeps lesson code from the machine, as a value: proven by a test, never assumed."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much stands between a lesson and the machine."""

    WALLS = "walls"  # namespaces, files, filter and limits of its own; every attack of the self-test failed
    NONE = "none"  # its code can do what the user can do


@dataclass(frozen=True, slots=True)
class Isolation:
    """What is in force.

    Attributes:
        reasons: sentences that say why there are no walls.
        remedy: sentences that say what could be done about it.
    """

    level: Level
    reasons: tuple[str, ...] = ()
    remedy: str = ""


SWITCHED_OFF = Isolation(Level.NONE, ("It is switched off in _config.yml (`sandbox: off`).",))
