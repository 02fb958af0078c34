"""``courseforge import``."""

import sys
from pathlib import Path

import click

from courseforge.cli.options import LibraryFolder, format_option, verbose_option
from courseforge.config import COURSES_FOLDER
from courseforge.errors import ExitCode
from courseforge.importing import import_source
from courseforge.reporting.imported import describe_import, import_document
from courseforge.reporting.json_report import write_json
from courseforge.reporting.screen import open_screen


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path), metavar="SOURCE")
@click.option(
    "--into", "course", required=True, metavar="courses/NAME", help="The course that it becomes a lesson of."
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
    """Bring a notebook or a chapter from elsewhere into a course.

    SOURCE is a notebook (Jupyter, Colab, Kaggle; old ones too), a chapter of a Jupyter Book with its pictures, or a
    Carpentries episode. Nothing of it is run. What has no place in a lesson is kept beside it, and said.
    """
    name = course.replace("\\", "/").rstrip("/").removeprefix("./").removeprefix(f"{COURSES_FOLDER}/")
    imported = import_source(source, root, name, slug=slug, author=author, own=own)
    if output == "json":
        write_json(import_document(imported), sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_import(imported, width=screen.width, verbose=verbose))
    return ExitCode.CLEAN
