"""``courseforge doctor``."""

import os
import sys
from pathlib import Path

import click

from courseforge.cli.machine import examine_machine
from courseforge.cli.options import format_option, verbose_option
from courseforge.errors import ExitCode
from courseforge.reporting.json_report import write_json
from courseforge.reporting.machine_report import Health, describe_machine, machine_document
from courseforge.reporting.screen import open_screen


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[FOLDER]")
@format_option()
@verbose_option
def doctor(folder: Path, output: str, verbose: bool) -> ExitCode:
    """Look at what this computer has and lacks.

    Starts a kernel to see whether lessons can be run; changes nothing.
    """
    findings = tuple(examine_machine(Path(os.path.abspath(folder))))  # noqa: PTH100 (links stay as the user wrote them)
    if output == "json":
        write_json(machine_document(findings), sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_machine(findings, width=screen.width, verbose=verbose))
    broken = any(finding.health is Health.BROKEN for finding in findings)
    return ExitCode.CANNOT_RUN if broken else ExitCode.CLEAN
