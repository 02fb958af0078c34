"""``courseforge status``."""

import sys
from pathlib import Path

import click

from courseforge.cli.options import folder_argument, format_option, verbose_option
from courseforge.errors import ExitCode
from courseforge.publishing.status import survey
from courseforge.reporting.json_report import write_json
from courseforge.reporting.screen import open_screen
from courseforge.reporting.upkeep import describe_upkeep, upkeep_document


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
@format_option()
@verbose_option
def status(folder: Path, *, within: int, year: int | None, output: str, verbose: bool) -> ExitCode:
    """Say what in the library needs a look.

    What somebody should look at again, what nobody has looked at, what has gone stale. FOLDER is the library's
    folder; without it, the folder you are in. Nothing is run, changed or asked of other sites.
    """
    upkeep = survey(folder, within=within, year=str(year) if year else "")
    if output == "json":
        write_json(upkeep_document(upkeep), sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_upkeep(upkeep, width=screen.width, verbose=verbose))
    return ExitCode.CLEAN
