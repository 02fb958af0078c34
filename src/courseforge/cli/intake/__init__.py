"""``courseforge intake``."""

import click

from courseforge.cli.intake.adding import add
from courseforge.cli.intake.box import list_box, show
from courseforge.cli.intake.form import serve
from courseforge.cli.intake.submitting import submit


@click.group()
def intake() -> None:
    """Take in lessons from people without an account.

    A lesson on a stick, in a folder or from a form in a browser: freed of what identifies, checked, and put into a
    box on this computer. From there it goes into Git in the library's name.
    """


for _command in (add, list_box, show, serve, submit):
    intake.add_command(_command)
