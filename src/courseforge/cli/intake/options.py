"""Where the library is, and where its box."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from courseforge.cli.options import LibraryFolder


def library_and_box(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where the library is, and where its box."""
    box = click.option("--folder", "box", type=click.Path(path_type=Path), metavar="FOLDER",
                       help="The box of contributions, if it is not “intake” in the library's folder.")  # fmt: skip
    library = click.option("--library", "root", default=".", type=LibraryFolder(), metavar="FOLDER",
                           help="The library's folder.")  # fmt: skip
    return library(box(command))
