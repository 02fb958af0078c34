"""``courseforge intake list`` and ``courseforge intake show``."""

from pathlib import Path

import click

from courseforge.cli.intake.options import library_and_box
from courseforge.cli.options import verbose_option
from courseforge.errors import ExitCode
from courseforge.intake.box import BOX_FOLDER, Facts, take_all, take_out
from courseforge.intake.receipt import plain_letter
from courseforge.intake.receipt_code import read_code
from courseforge.reporting.wording import count, printable


@click.command("list")
@library_and_box
@verbose_option
def list_box(*, root: Path, box: Path | None, verbose: bool) -> ExitCode:
    """List what lies in the box."""
    contributions = list(take_all(box or root / BOX_FOLDER))
    if not contributions:
        click.echo("The box is empty.")
    for one in contributions:
        facts = one.facts
        state = f"proposed on {facts.proposed}" if facts.proposed else _say_state(facts)
        click.echo(f"{one.code}  {facts.received}  {printable(facts.title)}, by {printable(facts.name)} ({state})")
    return ExitCode.CLEAN


@click.command()
@click.argument("code")
@library_and_box
@verbose_option
def show(*, code: str, root: Path, box: Path | None, verbose: bool) -> ExitCode:
    """Show a contribution: who is credited, its files, and the letter to its author."""
    place = box or root / BOX_FOLDER
    found = take_out(place, read_code(code))
    facts = found.facts
    click.echo(f"{found.code}: {printable(facts.title)}\n")
    click.echo(f"Credited to: {printable(facts.name)}\nPaper: {facts.consent}\nLanguage: {facts.language}")
    click.echo(f"Received: {facts.received}\nState: {facts.proposed or _say_state(facts)}\nFiles:")
    for path in facts.paths:
        click.echo(f"  {place / found.code / 'files' / path}")
    click.echo(f"\n{printable(plain_letter(found.letter))}", nl=False)
    return ExitCode.CLEAN


def _say_state(facts: Facts) -> str:
    if not facts.checked:
        return "not checked: it took too long; read it yourself"
    if facts.private:
        return f"{count(facts.private, 'thing')} about people to mend first"
    return f"{count(facts.errors, 'error')} to mend before it is published" if facts.errors else "ready to propose"
