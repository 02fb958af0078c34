"""``courseforge check``."""

import sys
from functools import partial
from pathlib import Path

import click

from courseforge import publishing
from courseforge.cli.mending import fix_library, show_fixes
from courseforge.cli.options import folder_argument, format_option, untrusted_option, verbose_option
from courseforge.cli.outcome import choose_exit_code
from courseforge.errors import ExitCode
from courseforge.model import Mode
from courseforge.reporting.json_report import check_document, write_json
from courseforge.reporting.screen import open_screen
from courseforge.reporting.text import describe_check


@click.command()
@folder_argument
@untrusted_option
@format_option()
@click.option("--fix", is_flag=True, help="Mend what needs no judgment; shows the change and asks first.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--yes", "agreed", is_flag=True, help="With --fix: don't ask.")
@click.option("--external", is_flag=True, help="Ask other sites whether the pages you link are still there.")
@verbose_option
def check(
    *, folder: Path, mode: Mode, output: str, fix: bool, diff: bool, agreed: bool, external: bool, verbose: bool
) -> ExitCode:
    """Look for problems in the courses.

    Reads every course and every lesson, runs nothing and changes nothing unless --fix is given. FOLDER is the
    library's folder; without it, the folder you are in.
    """
    look = partial(publishing.check, folder, mode=mode, external=external)
    report = look()
    if diff:
        show_fixes(folder, report)
        return choose_exit_code(report.diagnostics)
    if fix:
        report = fix_library(folder, report, look, agreed=agreed, quiet=output != "text")
    if output == "json":
        document = check_document(
            report.diagnostics, lessons=report.lessons, courses=report.courses, clean=report.clean
        )
        write_json(document, sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(
            describe_check(
                report.diagnostics,
                lessons=report.lessons,
                courses=report.courses,
                clean=report.clean,
                width=screen.width,
                verbose=verbose,
            )
        )
    return choose_exit_code(report.diagnostics)
