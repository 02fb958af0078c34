"""``courseforge clean``."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from courseforge.cli.options import verbose_option
from courseforge.errors import CourseforgeError, ExitCode
from courseforge.mending.author_file import find_notebooks, read_author_file, write_author_file
from courseforge.mending.cleaning import Choice, Cleaning, clean_notebook
from courseforge.mending.git_filter import install_filter, remove_filter
from courseforge.mending.merging import merge_notebooks
from courseforge.reporting.cleaned import CleanedFile, describe_cleaned
from courseforge.reporting.screen import open_screen

STREAM = "-"
_VERSIONS = ("BASE", "OURS", "THEIRS")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.option("--check", "only_look", is_flag=True, help="Change nothing; say which notebooks are not clean.")
@click.option("--keep-outputs", is_flag=True, help="Leave outputs in, for pages that show saved ones.")
@click.option("--keep", "keys", multiple=True, metavar="NAME", help="Leave this name in the metadata.")
@click.option("--install", is_flag=True, help="Have Git clean notebooks by itself, and merge them cell by cell.")
@click.option("--uninstall", is_flag=True, help="Take that back.")
@click.option(
    "--merge", is_flag=True, hidden=True, help="Bring OURS and THEIRS together: FILES are BASE OURS THEIRS."
)
@click.option("--name", default="", hidden=True, help="What Git calls the notebook.")
@verbose_option
def clean(
    *,
    files: tuple[str, ...],
    only_look: bool,
    keep_outputs: bool,
    keys: tuple[str, ...],
    install: bool,
    uninstall: bool,
    merge: bool,
    name: str,
    verbose: bool,
) -> ExitCode:
    """Make notebooks fit for Git.

    Takes out outputs, numbers of runs and what programs noted, gives cells their ids, and writes everything in one
    form, so that Git shows what a person changed. FILES are notebooks and folders; without any, the folder you are
    in. A cell with the tag keep-output keeps its output. With - a notebook is read and written through the pipe.
    """
    choice = Choice(keep_outputs, frozenset(keys))
    if install or uninstall:
        return _set_up(files, choice, install=install)
    if merge:
        return _merge(files, choice, name)
    if files == (STREAM,):
        return _clean_stream(choice, name or "standard input")
    found = [_clean_file(path, choice, only_look) for path in _list_files(files)]
    screen = open_screen(sys.stdout)
    screen.show(describe_cleaned(found, only_look=only_look, width=screen.width, verbose=verbose))
    failed = any(file.diagnostics or (only_look and file.changes) for file in found)
    return ExitCode.CONTENT if failed else ExitCode.CLEAN


def _list_files(files: tuple[str, ...]) -> Iterator[str]:
    here = Path.cwd()
    for name in files:
        if not (here / name).exists():
            raise CourseforgeError(
                f"There is no {name} here.", "Check the spelling, or go to the folder of your library."
            )
    return find_notebooks(here, files or (".",))


def _clean_file(path: str, choice: Choice, only_look: bool) -> CleanedFile:
    here = Path.cwd()
    data, faults = read_author_file(here, path)
    if data is None:
        return CleanedFile(path, (), faults)
    cleaning = clean_notebook(data, path, choice)
    if cleaning.changes and not only_look:
        write_author_file(here, path, data, cleaning.data)
    return CleanedFile(path, cleaning.changes, cleaning.diagnostics)


def _clean_stream(choice: Choice, name: str) -> ExitCode:
    """Clean what Git sends; a notebook that cannot be read passes unchanged, so that nobody loses it."""
    data = sys.stdin.buffer.read()
    cleaning = clean_notebook(data, name, choice) if data.strip() else Cleaning(data)
    sys.stdout.buffer.write(cleaning.data)
    sys.stdout.buffer.flush()
    for diagnostic in cleaning.diagnostics:
        click.echo(f"{diagnostic.location}: {diagnostic.message} It is kept as it is.", err=True)
    return ExitCode.CLEAN


def _set_up(files: tuple[str, ...], choice: Choice, *, install: bool) -> ExitCode:
    if len(files) > 1:
        raise click.UsageError("Name one folder, or none for the folder you are in.")
    folder = Path(files[0] if files else ".").absolute()
    if not install:
        remove_filter(folder)
        click.echo("Git leaves notebooks as they are from now on.")
        return ExitCode.CLEAN
    kept = [word for key in sorted(choice.keys) for word in ("--keep", key)]
    install_filter(folder, [*(["--keep-outputs"] if choice.outputs else []), *kept])
    click.echo(
        "Git keeps notebooks clean from now on, and merges them cell by cell. Your own files stay as they are.\n"
        "Commit .gitattributes, and let each colleague type this command once.\n"
        "For the notebooks that are there already: courseforge clean, then commit them."
    )
    return ExitCode.CLEAN


def _merge(files: tuple[str, ...], choice: Choice, name: str) -> ExitCode:
    """Do what Git asks for: read three versions, write the second."""
    if len(files) != len(_VERSIONS):
        raise click.UsageError(f"Name three files: {' '.join(_VERSIONS)}.")
    base, ours, theirs = (Path(file) for file in files)
    merged = merge_notebooks(base.read_bytes(), ours.read_bytes(), theirs.read_bytes(), choice)
    ours.write_bytes(merged.data)  # a temporary file of Git's
    for conflict in merged.conflicts:
        click.echo(f"{name or ours}: {conflict}", err=True)
    return ExitCode.CONTENT if merged.conflicts else ExitCode.CLEAN
