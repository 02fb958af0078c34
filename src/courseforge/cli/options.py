"""Arguments and options that several commands share."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from courseforge.config import CONFIG_FILE
from courseforge.errors import NotALibraryError
from courseforge.model import Mode

_VERBOSE = "courseforge.verbose"
_OUTPUT = "courseforge.output"


class LibraryFolder(click.ParamType[Path]):
    """The folder of a library, made absolute."""

    name = "folder"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Accept a folder that holds a library; else say which folder may have been meant."""
        # On Windows, "C:\My courses\" reaches a program with the second quotation mark still on it.
        folder = Path(os.path.abspath(str(value).rstrip('"')))  # noqa: PTH100 (links stay as the user wrote them)
        if (folder / CONFIG_FILE).exists():
            return folder
        raise NotALibraryError(*_explain(folder))


def is_verbose(ctx: click.Context) -> bool:
    """Tell whether the command was called with ``--verbose``."""
    return bool(ctx.meta.get(_VERBOSE))


def wants_json(ctx: click.Context) -> bool:
    """Tell whether the command was called with ``--format json``."""
    return ctx.meta.get(_OUTPUT) == "json"


def quote_path(path: Path) -> str:
    """Write a path as every shell takes it."""
    return f'"{path}"' if " " in str(path) else str(path)


def spell_command(words: str, folder: Path, option: str = "") -> str:
    """Write a command to type next; away from the library it names its folder, as ``option`` where that has one."""
    if folder == Path.cwd():
        return f"{_name_program()} {words}"
    return " ".join(filter(None, (_name_program(), words, option, quote_path(folder))))


def _name_program() -> str:
    """Name this program as it was started: after ``python -m courseforge`` there may be no command of that name."""
    started = Path(sys.argv[0])
    if (started.parent.name, started.name) != ("courseforge", "__main__.py"):
        return "courseforge"
    python, here = Path(sys.executable), Path.cwd()
    return f"{quote_path(python.relative_to(here) if python.is_relative_to(here) else python)} -m courseforge"


def folder_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``[FOLDER]``: the library to work on."""
    return click.argument("folder", default=".", type=LibraryFolder(), metavar="[FOLDER]")(command)


def format_option(*others: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add ``--format``: text, JSON, and what else a command can write."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(["text", "json", *others]),
        default="text",
        show_default=True,
        callback=_remember_output,
        help="How the report is written: for people or for programs.",
    )


def untrusted_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--untrusted``, which chooses the mode."""
    return click.option(
        "--untrusted",
        "mode",
        is_flag=True,
        callback=_choose_mode,
        help="For lessons of somebody else: their code runs behind walls or not at all, and nothing is kept.",
    )(command)


class ExecutorName(click.ParamType[str]):
    """Who does the work: this computer, or a cluster."""

    name = "executor"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Accept a name that somebody answers to."""
        scheme, separator, place = value.partition("://")
        if value in ("local", "dask") or (separator and scheme in ("dask", "tcp", "tls") and place):
            return value
        self.fail(f"{value} is none. Use local, dask, dask://host:8786 or tls://host:8786.", param, ctx)


def executor_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--executor``."""
    return click.option(
        "--executor",
        type=ExecutorName(),
        default="local",
        show_default=True,
        metavar="local|dask|dask://HOST:PORT",
        help="Who does the work: this computer, or the workers of a Dask cluster that runs already.",
    )(command)


def verbose_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--verbose``."""
    return click.option(
        "-v",
        "--verbose",
        is_flag=True,
        callback=_remember_verbose,
        help="Show details for whoever mends the problem.",
    )(command)


def _choose_mode(ctx: click.Context, param: click.Parameter, value: bool) -> Mode:
    return Mode.UNTRUSTED if value else Mode.LIBRARY


def _remember_verbose(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    ctx.meta[_VERBOSE] = value
    return value


def _remember_output(ctx: click.Context, param: click.Parameter, value: str) -> str:
    ctx.meta[_OUTPUT] = value
    return value


def _explain(folder: Path) -> tuple[str, str]:
    if not folder.is_dir():
        return f"There is no folder {folder}.", "Check the spelling, or go to the folder of your library first."
    for above in folder.parents:
        if (above / CONFIG_FILE).exists():
            return f"{folder} is a part of a library, not the whole.", f"Name the library's folder instead: {above}"
    return (
        f"{folder} holds no library: there is no {CONFIG_FILE} in it.",
        f"Go to the folder of your library, or begin a new one: courseforge init {quote_path(folder)}",
    )


def refuse_strange(form: re.Pattern[str], words: str) -> Callable[[click.Context, click.Parameter, str], str]:
    """Return what accepts a value of this form only."""

    def convert(ctx: click.Context, param: click.Parameter, value: str) -> str:
        if value and not form.fullmatch(value):
            raise click.BadParameter(words, ctx, param)
        return value

    return convert
