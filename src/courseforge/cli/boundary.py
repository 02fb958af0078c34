"""The one place where a failure becomes plain words and an exit code."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from courseforge.cli.bug_report import describe_bug
from courseforge.cli.options import is_verbose
from courseforge.errors import CourseforgeError, ExitCode

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
        _stop(ExitCode.CANNOT_RUN, error.message, error.hint)
    except (KeyboardInterrupt, click.Abort):
        _stop(ExitCode.INTERRUPTED, "Stopped before the work was done.")
    except BrokenPipeError:
        _leave_quietly()
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _REFUSALS:
            _stop(ExitCode.CANNOT_RUN, f"The computer refused: {error}.", _REFUSALS[error.errno])
        click.echo(describe_bug(error, verbose=is_verbose(ctx)), err=True)
        sys.exit(ExitCode.BUG)


def _stop(code: ExitCode, message: str, hint: str = "") -> NoReturn:
    click.echo(message, err=True)
    if hint:
        click.echo(f"  To mend: {hint}", err=True)
    sys.exit(code)


def _leave_quietly() -> NoReturn:
    """End without a word: whoever read the output (``| head``) has left."""
    # Python flushes once more when it ends; that must not fail a second time.
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 (devnull is no path on Windows)
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    sys.exit(ExitCode.INTERRUPTED)
