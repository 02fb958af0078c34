"""One small module for each command: parse, call one function, print, exit."""

from courseforge.cli.commands import main

__all__ = ["main"]
