"""The table of commands.

A command's module is loaded when it is called, so that ``--help`` and ``check`` stay quick.
"""

import gc
import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword

import click

from courseforge import __version__
from courseforge.cli.boundary import error_boundary
from courseforge.errors import ExitCode

# Each command is an attribute of the module of the same name in this package; a word of
# Python's own gets a second part there.
COMMANDS: Mapping[str, str] = {
    "init": "Begin a new library in a folder.",
    "new": "Begin a new course or a new lesson.",
    "import": "Bring a notebook, a chapter or a whole book from elsewhere into a course.",
    "remix": "Copy a lesson to make another of it.",
    "check": "Look for problems in the courses.",
    "run": "Run the code of the lessons.",
    "build": "Make the website.",
    "serve": "Show the website on this computer while you write.",
    "export": "Write records and books for library systems and schools.",
    "passport": "Give somebody a paper on what they have contributed.",
    "status": "Say what in the library needs a look.",
    "clean": "Make notebooks fit for Git.",
    "review": "Look at what somebody contributes.",
    "intake": "Take in lessons from people without an account.",
    "explain": "Say what a code such as CF301 means and how to mend it.",
    "doctor": "Look at what this computer has and lacks.",
}


_MAKE_PAGES = frozenset({"build", "serve"})
_MANY = 200_000  # new objects before some are looked through: a library is made of millions, which stay to the end


class Courseforge(click.Group):
    """The group of all commands, inside the one boundary where failures become words and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in _MAKE_PAGES:
            _prepare_pages()
        word = f"{cmd_name}_command" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(f"courseforge.cli.{word}"), word)
        assert isinstance(command, click.Command)
        if not gc.isenabled():  # see ``main``
            gc.freeze()
            gc.enable()
            gc.set_threshold(_MANY)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> None:
        """Run a command; the exit code is what it returns."""
        with error_boundary(ctx):
            code = super().invoke(ctx)
            sys.stdout.flush()  # a reader that went away is noticed here, not when Python ends
        gc.freeze()  # Python would look through a whole library once more before it ends
        ctx.exit(code if isinstance(code, ExitCode) else ExitCode.CLEAN)


def _prepare_pages() -> None:
    """Let whoever makes pages get ready, on another processor, while this process loads all that is needed before."""
    from courseforge.rendering.shards.workers import prepare_template  # noqa: PLC0415 - no other command needs it

    prepare_template()


@click.group(cls=Courseforge, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="courseforge", message="%(prog)s %(version)s")
def courseforge() -> None:
    """Author, check, run and publish a public library's open courses."""


def run_command() -> None:
    """Run what the command line asks for."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console that lacks a letter shows its code instead
    courseforge(prog_name="courseforge")
