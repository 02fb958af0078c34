"""``courseforge import``."""

import sys
from pathlib import Path

import click

from courseforge.cli.options import LibraryFolder, format_option, verbose_option
from courseforge.config import COURSES_FOLDER
from courseforge.errors import CourseforgeError, ExitCode
from courseforge.importing import find_book, import_book, import_source
from courseforge.reporting.imported import describe_import, import_document
from courseforge.reporting.imported_book import book_document, describe_book
from courseforge.reporting.json_report import write_json
from courseforge.reporting.screen import open_screen


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path), metavar="SOURCE")
@click.option(
    "--into",
    "course",
    required=True,
    metavar="courses/NAME",
    help="The course that it becomes a lesson of; of a book, the new one.",
)
@click.option("--as", "slug", default="", metavar="NAME", help="The new lesson's name, if not the source's own.")
@click.option("--author", default="", help="Who made it, where that is not stated: a chosen name or a key.")
@click.option("--own", is_flag=True, help="It is your library's own work: name no original.")
@click.option("--library", "root", default=".", type=LibraryFolder(), metavar="FOLDER", help="The library's folder.")
@format_option()
@verbose_option
def import_command(
    source: Path, *, course: str, slug: str, author: str, own: bool, root: Path, output: str, verbose: bool
) -> ExitCode:
    """Bring a notebook, a chapter or a whole book from elsewhere into a course.

    SOURCE is a notebook (Jupyter, Colab, Kaggle; old ones too), a chapter of a Jupyter Book with its pictures, a
    Carpentries episode, or the folder of a Jupyter Book, which becomes a course of its own. Nothing of it is run.
    What has no place in a lesson is kept beside it, and said.
    """
    name = course.replace("\\", "/").rstrip("/").removeprefix("./").removeprefix(f"{COURSES_FOLDER}/")
    if (book := find_book(source)) is not None:
        _import_book(book, name, slug=slug, author=author, own=own, root=root, output=output, verbose=verbose)
        return ExitCode.CLEAN
    imported = import_source(source, root, name, slug=slug, author=author, own=own)
    if output == "json":
        write_json(import_document(imported), sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_import(imported, width=screen.width, verbose=verbose))
    return ExitCode.CLEAN


def _import_book(
    book: Path, name: str, *, slug: str, author: str, own: bool, root: Path, output: str, verbose: bool
) -> None:
    if slug:
        raise CourseforgeError(
            "--as names one lesson; those of a book have the names of its pages.",
            "Leave it out. The course's own name stands behind --into.",
        )
    imported = import_book(book, root, name, author=author, own=own)
    if output == "json":
        write_json(book_document(imported), sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_book(imported, width=screen.width, verbose=verbose))
