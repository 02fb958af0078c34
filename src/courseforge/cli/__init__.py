"""One small module for each command: parse, call one function, print, exit."""

import gc

from courseforge.cli.signals import stopping_in_order


def main() -> None:
    """Run the command line."""
    gc.disable()  # until the first command is loaded: what loading makes stays, and looking through it finds nothing
    with stopping_in_order():
        # Ctrl+C is heard from the first moment; what the commands need takes some more to load.
        from courseforge.cli.commands import run_command  # noqa: PLC0415

        run_command()
