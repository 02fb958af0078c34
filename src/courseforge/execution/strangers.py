"""What changes when lessons are somebody else's: nothing of what they ask for is granted.

Their code runs behind walls or not at all, with the limits that we choose, and without the network.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from courseforge.config import CONFIG_FILE, ExecuteSettings, JupyterBookExecute, Settings
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.errors import NoWallsError
from courseforge.execution.isolation import Isolation
from courseforge.model import Library

_LONGEST = 600  # seconds for one cell
_OURS = Path(__file__).parents[2]  # the folder that courseforge itself is imported from


def confine_settings(settings: Settings) -> Settings:
    """Leave out of the settings what would weaken the walls or tie up the machine."""
    wanted = settings.execute.timeout
    timeout = wanted if 0 < wanted < _LONGEST else _LONGEST
    return replace(
        settings,
        execute=JupyterBookExecute(settings.execute.execute_notebooks, timeout),
        courseforge=replace(settings.courseforge, execute=ExecuteSettings()),
    )


def refuse_imports(root: Path) -> None:
    """Refuse to go on where Python imports modules from the contribution: they would be ours.

    Raises:
        NoWallsError: Python was started so that it does.
    """
    installed = {_OURS, *(Path(prefix) for prefix in (sys.prefix, sys.base_prefix))}
    for entry in map(Path, sys.path):
        if entry.absolute().is_relative_to(root.absolute()) and not any(
            entry.is_relative_to(place) for place in installed
        ):
            raise NoWallsError(
                f"Python would import modules from {entry.absolute()}, which somebody else has written.",
                "Start courseforge by its own name, or as: python -P -m courseforge",
            )


def diagnose_wishes(library: Library, settings: Settings) -> tuple[Diagnostic, ...]:
    """Say what a contribution asks for and does not get; a lesson that needs it cannot be published from here."""
    return tuple(_list_wishes(library, settings))


def refuse_strangers(isolation: Isolation, what: str) -> NoWallsError:
    """Make the error that says why a stranger's work is not touched here, and what can be done.

    Args:
        what: cannot be done, such as ``be run``.
    """
    return NoWallsError(
        f"Lessons of somebody else cannot {what} here, because there are no walls to keep their code from your files "
        f"and your network. {isolation.reasons[0]}",
        f"{isolation.remedy} Or read the lessons, and leave out --untrusted when you trust them.".strip(),
    )


def _list_wishes(library: Library, settings: Settings) -> Iterator[Diagnostic]:
    if settings.courseforge.execute.sandbox == "off":
        yield Diagnostic(
            "CF599",
            Severity.WARNING,
            "This contribution switches the sandbox off. It was left on.",
            Location(CONFIG_FILE),
            "Take out `sandbox: off`.",
        )
    for lesson in library.lessons:
        if lesson.metadata.network:
            yield Diagnostic(
                "CF599",
                Severity.ERROR,
                "This lesson asks for the network, which lessons of somebody else do not get.",
                Location(lesson.path),
                "Take out `network: true` and keep the data in the course's folder; "
                "or run it without --untrusted once you have read it.",
            )
