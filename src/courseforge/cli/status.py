"""``courseforge status``."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from courseforge.board import Reminder, write_reminders
from courseforge.cli.options import folder_argument, format_option, verbose_option
from courseforge.errors import ExitCode
from courseforge.publishing.boards import write_board
from courseforge.publishing.status import survey
from courseforge.reporting.json_report import write_json
from courseforge.reporting.screen import open_screen
from courseforge.reporting.upkeep import describe_upkeep, upkeep_document
from courseforge.reporting.wording import printable


@click.command()
@folder_argument
@click.option(
    "--within",
    type=click.IntRange(0, 3650),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="How far ahead to look for lessons that somebody should look at again.",
)
@click.option(
    "--year",
    type=click.IntRange(1970, 9999),
    metavar="YEAR",
    help="Also say what was new, translated, changed and withdrawn in this year.",
)
@click.option("--board", is_flag=True, help="Also write a page for staff: _build/board/index.html")
@click.option(
    "--reminders", is_flag=True, help="Write a message to paste for each thing that waits, and nothing else."
)
@click.option(
    "--language", default="", help="Of the page and the messages, such as es; without it, the library's own."
)
@format_option()
@verbose_option
def status(
    folder: Path,
    *,
    within: int,
    year: int | None,
    board: bool,
    reminders: bool,
    language: str,
    output: str,
    verbose: bool,
) -> ExitCode:
    """Say what in the library needs a look.

    What somebody should look at again, what nobody has looked at, what has gone stale; how far each lesson has come,
    and what it waits for. FOLDER is the library's folder; without it, the folder you are in. Nothing is run, changed
    or asked of other sites.
    """
    upkeep = survey(folder, within=within, year=str(year) if year else "")
    spoken = language or upkeep.language
    page = write_board(folder, upkeep, spoken) if board else None
    messages = write_reminders(upkeep.standings, spoken, upkeep.library) if reminders else ()
    if output == "json":
        more = {"reminders": [asdict(one) for one in messages]} if reminders else {}
        written = {"page": str(page)} if page else {}
        write_json({**upkeep_document(upkeep), **more, **written}, sys.stdout)
    elif reminders:
        _print_reminders(messages)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_upkeep(upkeep, width=screen.width, verbose=verbose))
    if page and output != "json":
        click.echo(f"The board lies in {page}", err=reminders)
    return ExitCode.CLEAN


def _print_reminders(messages: Iterable[Reminder]) -> None:
    """Print messages with a line of their own between them, so that each can be cut out whole."""
    shown = [f"--- {one.to}\n\n{one.text}\n" for one in messages]
    click.echo(printable("\n".join(shown)) if shown else "Nothing waits, so there is nobody to remind.")
