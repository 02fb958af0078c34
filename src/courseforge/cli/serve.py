"""``courseforge serve``."""

import gc
import sys
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from courseforge.cli.boundary import print_error
from courseforge.cli.bug_report import describe_bug
from courseforge.cli.build import show_build
from courseforge.cli.options import folder_argument, verbose_option
from courseforge.cli.preview.edition import Edition
from courseforge.cli.preview.server import LOOPBACK, PreviewServer, open_server
from courseforge.cli.preview.source_watch import Changes, next_changes, watched_sources
from courseforge.config import BUILD_FOLDER
from courseforge.errors import CourseforgeError, ExitCode
from courseforge.memory import Memory
from courseforge.publishing import building
from courseforge.rendering.shards.workers import prepare_template
from courseforge.reporting.progress import open_watcher
from courseforge.reporting.wording import join_words, printable


@click.command()
@folder_argument
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Of the address; 0 takes any free one.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser.")
@click.option("--no-execute", is_flag=True, help="Run no code: pages show the outputs that are saved in the files.")
@verbose_option
def serve(folder: Path, *, port: int, open_browser: bool, no_execute: bool, verbose: bool) -> ExitCode:
    """Show the website on this computer while you write.

    Builds the site, and builds it again whenever you save a file; the page in your browser follows. Nobody else can
    see it. Ctrl+C ends it.
    """
    edition, memory = Edition(), Memory(lasting=True)
    build = partial(_build, folder, edition, memory, run=not no_execute, verbose=verbose)
    site = folder / BUILD_FOLDER / "site"
    with watched_sources(folder) as changes, open_server(site, edition, port) as server:
        try:
            build()
            _announce(server, site, port, open_browser)
            prepare_template()  # so that the first edit need not wait for whoever makes pages
            _follow(changes, build)
        except KeyboardInterrupt:
            click.echo("\nThe site is not shown any more.")
    return ExitCode.CLEAN


def _announce(server: PreviewServer, site: Path, wanted: int, open_browser: bool) -> None:
    address = f"http://{LOOPBACK}:{server.port}/"
    if wanted not in (0, server.port):
        click.echo(f"Port {wanted} is taken, so this is port {server.port}.")
    if not (site / "index.html").is_file():
        click.echo("\nThere is no site to show yet. Mend what is said above and save it; then there is one.")
    click.echo(f"\nLook at it: {address}\nSave a file and the page follows. Ctrl+C ends it.")
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(address)


def _follow(changes: Changes, build: Callable[[], None]) -> None:
    while True:
        names = sorted(next_changes(changes))
        shown = [*names[:3], f"{len(names) - 3} more"] if len(names) > 4 else names
        click.echo(f"\nSaved: {printable(join_words(shown))}")
        build()
        sys.stdout.flush()


def _build(folder: Path, edition: Edition, memory: Memory, *, run: bool, verbose: bool) -> None:
    """Build the site; what stops a build does not stop the preview, which goes on with the last good site."""
    try:
        with open_watcher(sys.stderr, verbose=verbose) as watcher:
            report = building.publish(folder, execute=run, record=False, watcher=watcher, memory=memory)
    except CourseforgeError as error:
        print_error(error, verbose=verbose)
    except Exception as error:  # a fault of ours; the author's next save may be free of it
        click.echo(describe_bug(error, verbose=verbose), err=True)
    else:
        if report.written or report.removed:
            edition.advance()
        show_build(report, folder, verbose=verbose)
    _tidy_up()


def _tidy_up() -> None:
    """Let the collector of garbage look at everything now, while nobody waits, so that it need not during a build."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
