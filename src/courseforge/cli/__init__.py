"""One small module for each command: parse, call one function, print, exit."""

from courseforge.cli.signals import stopping_in_order


def main() -> None:
    """Run the command line."""
    with stopping_in_order():
        # Ctrl+C is heard from the first moment; what the commands need takes some more to load.
        from courseforge.cli.commands import run_command  # noqa: PLC0415

        run_command()
