"""``courseforge remix``."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from courseforge.cli.options import LibraryFolder, format_option, verbose_option
from courseforge.config import COURSES_FOLDER
from courseforge.errors import ExitCode
from courseforge.reporting.json_report import write_json
from courseforge.reporting.remixed import describe_remix
from courseforge.reporting.screen import open_screen
from courseforge.scaffold.remix import remix_lesson


@click.command()
@click.argument("lesson", metavar="LESSON")
@click.option("--into", "course", default="", metavar="courses/NAME", help="The course that it becomes a lesson of.")
@click.option("--as", "slug", default="", metavar="NAME", help="The new lesson's name, if not the original's.")
@click.option("--library", "root", default=".", type=LibraryFolder(), metavar="FOLDER", help="The library's folder.")
@format_option()
@verbose_option
def remix(lesson: str, *, course: str, slug: str, root: Path, output: str, verbose: bool) -> ExitCode:
    """Copy a lesson to make another of it.

    LESSON is the id of a lesson, such as sound-lab/first-beat, or its file in the folder of another library. The copy
    names its original, keeps its license and brings its files along. A lesson that nobody may change is not copied.
    """
    name = course.replace("\\", "/").rstrip("/").removeprefix("./").removeprefix(f"{COURSES_FOLDER}/")
    made = remix_lesson(root, lesson.replace("\\", "/"), course=name, slug=slug)
    if output == "json":
        write_json(asdict(made), sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_remix(made.path, made.title, made.files, made.terms, width=screen.width))
    return ExitCode.CLEAN
