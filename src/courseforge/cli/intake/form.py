"""``courseforge intake serve``."""

import sys
import time
import webbrowser
from pathlib import Path

import click

from courseforge.cli.intake.options import library_and_box
from courseforge.cli.options import verbose_option
from courseforge.errors import ExitCode
from courseforge.intake.box import BOX_FOLDER, prepare_box
from courseforge.intake.form.door import Door
from courseforge.intake.form.server import LOOPBACK, open_form
from courseforge.intake.taking_in import read_library_settings


@click.command()
@click.option("--address", default=LOOPBACK, show_default=True, metavar="NUMBERS",
              help="Of this computer in the library's own network, to show the form there.")  # fmt: skip
@click.option(
    "--port",
    default=8700,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Of the address; 0 takes any free one.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the form in your browser.")
@library_and_box
@verbose_option
def serve(*, address: str, port: int, open_browser: bool, root: Path, box: Path | None, verbose: bool) -> ExitCode:
    """Show a form in which people hand in their lessons.

    On this computer alone, unless you name its address in the library's own network. Ctrl+C ends it.
    """
    place = box or root / BOX_FOLDER
    library = read_library_settings(root).title
    prepare_box(place)
    with open_form(Door(root, place, library), address, port) as server:
        shown = f"http://{f'[{address}]' if ':' in address else address}:{server.port}/"
        click.echo(f"The form is here: {shown}")
        click.echo(_say_reach(address))
        click.echo(f"What comes in lies in {place}. Ctrl+C closes the form.")
        sys.stdout.flush()
        if open_browser:
            webbrowser.open(shown)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            click.echo("\nThe form is closed.")
    return ExitCode.CLEAN


def _say_reach(address: str) -> str:
    if address.startswith("127.") or address == "::1":
        return "Only people at this computer can open it."
    return (
        "Everybody in this network can open it, and it is not encrypted: whoever runs the network could read along. "
        "Use a network of the library's own, and not the one for guests."
    )
