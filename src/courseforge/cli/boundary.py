"""The one place where a failure becomes plain words and an exit code."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from courseforge.cli.bug_report import describe_bug
from courseforge.cli.options import is_verbose, wants_json
from courseforge.errors import ConfigurationError, CourseforgeError, ExitCode
from courseforge.reporting.json_report import diagnostics_document, write_json
from courseforge.reporting.screen import open_screen
from courseforge.reporting.text import describe_error

# What the machine refuses, whatever courseforge does.
_REFUSALS = {
    errno.ENOSPC: "Make room on the disk, then try again.",
    errno.EDQUOT: "Make room in your quota, then try again.",
    errno.EROFS: "Choose a folder on a disk that can be written.",
    errno.EACCES: "Ask whoever looks after this computer for the right to read and write there.",
    errno.EPERM: "Ask whoever looks after this computer for the right to read and write there.",
}


@contextmanager
def error_boundary(ctx: click.Context) -> Iterator[None]:
    """Turn what stops a command into a message on standard error and an exit code."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit):
        raise  # click's own: usage errors are its to print
    except CourseforgeError as error:
        if isinstance(error, ConfigurationError) and wants_json(ctx):
            write_json(diagnostics_document(error.diagnostics), sys.stdout)
        else:
            print_error(error, verbose=is_verbose(ctx))
        sys.exit(ExitCode.CANNOT_RUN)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped before the work was done.", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _leave_quietly()
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _REFUSALS:
            print_error(CourseforgeError(f"The computer refused: {error}.", _REFUSALS[error.errno]), verbose=False)
            sys.exit(ExitCode.CANNOT_RUN)
        click.echo(describe_bug(error, verbose=is_verbose(ctx)), err=True)
        sys.exit(ExitCode.BUG)


def print_error(error: CourseforgeError, *, verbose: bool) -> None:
    """Say on standard error why the command cannot go on."""
    screen = open_screen(sys.stderr)
    screen.show(describe_error(error, width=screen.width, verbose=verbose))


def _leave_quietly() -> NoReturn:
    """End without a word: whoever read the output (``| head``) has left."""
    # Python flushes once more when it ends; that must not fail a second time.
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 (devnull is no path on Windows)
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    sys.exit(ExitCode.INTERRUPTED)
