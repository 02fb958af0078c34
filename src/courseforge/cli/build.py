"""``courseforge build``."""

import sys
from pathlib import Path

import click

from courseforge.cli.options import (
    executor_option,
    folder_argument,
    format_option,
    spell_command,
    untrusted_option,
    verbose_option,
)
from courseforge.cli.outcome import choose_exit_code, name_site
from courseforge.errors import ExitCode
from courseforge.model import Mode
from courseforge.publishing import building
from courseforge.reporting.build_text import describe_build
from courseforge.reporting.json_report import build_document, write_json
from courseforge.reporting.made import Made
from courseforge.reporting.progress import open_watcher
from courseforge.reporting.screen import open_screen


@click.command()
@folder_argument
@click.option("--no-execute", is_flag=True, help="Run no code: pages show the outputs that are saved in the files.")
@click.option("--force", is_flag=True, help="Run every lesson again, changed or not.")
@untrusted_option
@executor_option
@format_option()
@verbose_option
def build(
    folder: Path, *, no_execute: bool, force: bool, mode: Mode, executor: str, output: str, verbose: bool
) -> ExitCode:
    """Make the website.

    Checks and runs the lessons, then writes the site to _build/site. A lesson with an error is left out; the others
    are published. FOLDER is the library's folder; without it, the folder you are in.
    """
    with open_watcher(sys.stderr, verbose=verbose) as watcher:
        report = building.publish(
            folder, execute=not no_execute, force=force, mode=mode, executor=executor, watcher=watcher
        )
    if output == "json":
        write_json(build_document(report.diagnostics, report.results, _sum_up(report, folder)), sys.stdout)
    else:
        show_build(report, folder, verbose=verbose)
        if report.lessons and mode is not Mode.UNTRUSTED:  # `serve` would run what was not trusted
            sys.stdout.write(f"Look at it: {spell_command('serve', folder)}\n")
            if report.is_book:
                sys.stdout.write(f"What would make its pages better: {spell_command('check', folder)}\n")
    return choose_exit_code(report.diagnostics)


def show_build(report: building.BuildReport, folder: Path, *, verbose: bool) -> None:
    """Print what a build made, for people."""
    screen = open_screen(sys.stdout)
    made = _sum_up(report, folder)
    screen.show(describe_build(report.diagnostics, report.results, made, width=screen.width, verbose=verbose))


def _sum_up(report: building.BuildReport, folder: Path) -> Made:
    return Made(
        name_site(report.site, folder),
        report.pages,
        report.lessons,
        report.written,
        report.removed,
        report.kept,
        report.is_book,
    )
