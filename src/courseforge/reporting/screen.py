"""Where lines are shown: in color and wrapped on a terminal, plain and whole elsewhere."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.text import Text

_WIDEST = 100  # longer lines are hard to read


@dataclass(frozen=True, slots=True)
class Screen:
    """A stream, and what it can show.

    Attributes:
        width: at which sentences are wrapped; None where a program or a log reads them.
    """

    console: Console
    width: int | None

    def show(self, lines: Iterable[Text]) -> None:
        """Print the lines."""
        for line in lines:
            self.console.print(line, soft_wrap=True)

    @property
    def animated(self) -> bool:
        """Whether a progress bar can be drawn."""
        return self.console.is_terminal and not self.console.is_dumb_terminal


def open_screen(stream: TextIO) -> Screen:
    """Look at a stream; ``NO_COLOR`` (no-color.org) is honored for every kind of styling."""
    console = Console(
        file=stream,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        highlight=False,
        markup=False,
        emoji=False,
    )
    return Screen(console, min(console.width, _WIDEST) if console.is_terminal else None)
