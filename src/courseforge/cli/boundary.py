"""The one place where a failure becomes plain words and an exit code."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

import click

from courseforge.cli.bug_report import describe_bug
from courseforge.cli.options import is_verbose, wants_json
from courseforge.cli.signals import STOPPED, is_stopping
from courseforge.errors import ConfigurationError, CourseforgeError, ExitCode
from courseforge.reporting.json_report import diagnostics_document, write_json
from courseforge.reporting.screen import open_screen
from courseforge.reporting.text import describe_error
from courseforge.writing import explain_refusal


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
        _stop()
    except BrokenPipeError:
        _leave_quietly()
    except Exception as error:
        if is_stopping():
            _stop()
        if (refusal := _explain_machine(error)) is not None:
            print_error(refusal, verbose=False)
            sys.exit(ExitCode.CANNOT_RUN)
        click.echo(describe_bug(error, verbose=is_verbose(ctx)), err=True)
        sys.exit(ExitCode.BUG)


# What Python and the loader of libraries say without raising MemoryError.
_NO_MEMORY = ("can't start new thread", "failed to map segment from shared object", "Cannot allocate memory")


def _stop() -> NoReturn:
    with suppress(OSError):  # the terminal may be gone
        click.echo(STOPPED, err=True)
    sys.exit(ExitCode.INTERRUPTED)


def _explain_machine(error: Exception) -> CourseforgeError | None:
    """Say in words what the machine could not do; None where the fault is ours."""
    if isinstance(error, OSError):
        return explain_refusal(error)
    if isinstance(error, MemoryError) or any(words in str(error) for words in _NO_MEMORY):
        return CourseforgeError("The computer's memory is full.", "Close other programs, then try again.")
    return None


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
