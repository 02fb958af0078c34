"""``check --fix`` and ``check --diff``: showing what would change, asking, writing, looking again."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from courseforge.diagnostics import Diagnostic
from courseforge.mending.fixes import Change, propose_changes, write_changes
from courseforge.publishing import checking
from courseforge.reporting.diff import describe_change
from courseforge.reporting.excerpts import find_private_lines
from courseforge.reporting.screen import open_screen
from courseforge.reporting.wording import count

_MOST_ROUNDS = 10  # what one fix uncovers, the next round mends


def show_fixes(folder: Path, report: checking.Report) -> None:
    """Show what ``--fix`` would change now, and change nothing."""
    changes = propose_changes(folder, report.diagnostics)
    _show(changes, report.diagnostics, whole=True)
    files = count(len(changes), "file")
    click.echo(
        f"{files} would change. To write it: courseforge check --fix" if changes else "There is nothing to fix."
    )


def fix_library(
    folder: Path,
    report: checking.Report,
    look: Callable[[], checking.Report],
    *,
    agreed: bool,
    quiet: bool,
) -> checking.Report:
    """Write what can be mended without judgment, once somebody has agreed; say what remains.

    Args:
        look: checks the library again.
        agreed: nobody needs to be asked.
        quiet: standard output is for a program, so nobody is asked there.
    """
    agrees = _agree if agreed else _decline if quiet or not _can_ask() else _ask
    for _ in range(_MOST_ROUNDS):
        changes = propose_changes(folder, report.diagnostics)
        if not changes:
            break
        if not quiet:
            _show(changes, report.diagnostics, whole=False)
        if not agrees(changes):
            break
        write_changes(folder, changes)
        if not quiet:
            click.echo(f"Mended {count(len(changes), 'file')}.\n")
        report = look()
    return report


def _show(changes: Sequence[Change], diagnostics: Sequence[Diagnostic], *, whole: bool) -> None:
    screen = open_screen(sys.stdout)
    for change in changes:
        private = find_private_lines(change.path, change.old, diagnostics)
        screen.show(describe_change(change.path, change.old, change.new, whole=whole, private=private))
        click.echo()


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _agree(changes: Sequence[Change]) -> bool:
    return True


def _decline(changes: Sequence[Change]) -> bool:
    """Take silence for a no."""
    files = count(len(changes), "file")
    click.echo(
        f"Nothing was changed: nobody can be asked here. To change {files}: courseforge check --fix --yes\n", err=True
    )
    return False


def _ask(changes: Sequence[Change]) -> bool:
    return click.confirm(f"Change {count(len(changes), 'file')} like this?")
