"""What keeps lesson code from the machine, as a value: proven by a test, never assumed."""

import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courseforge.config import CONFIG_FILE
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import ExecutionResult, ExecutionStatus


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


def diagnose_isolation(results: Sequence[ExecutionResult]) -> tuple[Diagnostic, ...]:
    """Say once, for all lessons, that they ran without walls, and of each one that it had the network."""
    return (*_say_no_walls(results), *_say_network(results))


def _say_no_walls(results: Sequence[ExecutionResult]) -> Iterator[Diagnostic]:
    if any(result.walls is False for result in results):
        yield Diagnostic(
            "CF597",
            Severity.INFO,
            "The lessons ran without walls: their code could do what you can do on this computer.",
            Location(CONFIG_FILE),
            "Run lessons of people you trust only. `courseforge doctor` says why there are no walls.",
        )


def _say_network(results: Sequence[ExecutionResult]) -> Iterator[Diagnostic]:
    for result in results:
        if result.network and result.status is not ExecutionStatus.SKIPPED:
            yield Diagnostic(
                "CF585",
                Severity.INFO,
                "This lesson runs with the network, as it declares (`network: true`).",
                Location(result.path),
                "What it shows may change from day to day, and it fails where there is no network.",
            )


def may_have_walls() -> bool:
    """Tell whether there are walls for this system at all; only a trial says whether they hold."""
    return sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
