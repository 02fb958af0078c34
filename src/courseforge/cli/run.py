"""``courseforge run``."""

import sys
from pathlib import Path

import click

from courseforge.cli.options import executor_option, folder_argument, format_option, untrusted_option, verbose_option
from courseforge.cli.outcome import choose_exit_code
from courseforge.errors import ExitCode
from courseforge.model import Mode
from courseforge.publishing import running
from courseforge.reporting.json_report import run_document, write_json
from courseforge.reporting.junit_report import junit_document, write_junit
from courseforge.reporting.progress import open_watcher
from courseforge.reporting.run_table import describe_run
from courseforge.reporting.screen import open_screen


@click.command()
@folder_argument
@click.option("--force", is_flag=True, help="Run every lesson again, changed or not.")
@click.option("--prune", is_flag=True, help="Forget earlier runs that no lesson uses any more.")
@untrusted_option
@executor_option
@format_option("junit")
@verbose_option
def run(folder: Path, *, force: bool, prune: bool, mode: Mode, executor: str, output: str, verbose: bool) -> ExitCode:
    """Run the code of the lessons.

    A lesson that has not changed since its last run is not run again. FOLDER is the library's folder; without it, the
    folder you are in.
    """
    with open_watcher(sys.stderr, verbose=verbose) as watcher:
        report = running.run(folder, force=force, prune=prune, mode=mode, executor=executor, watcher=watcher)
    if output == "json":
        write_json(run_document(report.results, report.diagnostics), sys.stdout)
    elif output == "junit":
        write_junit(junit_document(report.results, report.diagnostics), sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_run(report.results, report.diagnostics, width=screen.width, verbose=verbose))
    return choose_exit_code(report.diagnostics)
