"""``courseforge check``."""

from pathlib import Path

import click

from courseforge.cli.check_reports import FORMATS, changed_option, narrow_report, print_report
from courseforge.cli.mending import fix_library, show_fixes
from courseforge.cli.options import folder_argument, format_option, untrusted_option, verbose_option
from courseforge.cli.outcome import choose_exit_code
from courseforge.errors import ExitCode
from courseforge.model import Mode
from courseforge.publishing import checking
from courseforge.publishing.checking import Report
from courseforge.reading.repository import read_changes


class _Check(click.Command):
    """``--changed`` takes a name only after ``=``: the word after it is the folder."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give a bare ``--changed`` its value, before a parser takes the next word for it."""
        return super().parse_args(ctx, ["--changed=" if word == "--changed" else word for word in args])


@click.command(cls=_Check)
@folder_argument
@untrusted_option
@format_option(*FORMATS)
@changed_option
@click.option("--fix", is_flag=True, help="Mend what needs no judgment; shows the change and asks first.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--yes", "agreed", is_flag=True, help="With --fix: don't ask; a script needs it.")
@click.option("--external", is_flag=True, help="Ask other sites whether the pages you link are still there.")
@verbose_option
def check(
    *,
    folder: Path,
    mode: Mode,
    output: str,
    base: str | None,
    fix: bool,
    diff: bool,
    agreed: bool,
    external: bool,
    verbose: bool,
) -> ExitCode:
    """Look for problems in the courses.

    Reads every course and every lesson, runs nothing and changes nothing unless --fix is given. FOLDER is the
    library's folder; without it, the folder you are in.
    """
    changes = None if base is None else read_changes(folder, base)

    def look() -> Report:
        return narrow_report(checking.check(folder, mode=mode, external=external), changes)

    report = look()
    if diff:
        show_fixes(folder, report)
        return choose_exit_code(report.diagnostics)
    if fix:
        report = fix_library(folder, report, look, agreed=agreed, quiet=output != "text")
    print_report(folder, report, output, changes=changes, verbose=verbose)
    return choose_exit_code(report.diagnostics)
