"""``courseforge new course`` and ``courseforge new lesson``."""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click

from courseforge.cli.options import LibraryFolder, spell_command, verbose_option
from courseforge.config import CONFIG_FILE, COURSES_FOLDER, Settings
from courseforge.diagnostics import has_errors
from courseforge.errors import ConfigurationError, ExitCode
from courseforge.reading import read_settings
from courseforge.scaffold import LESSON_TEMPLATES, CreatedLesson, create_course, create_lesson, same_language

library_option = click.option(
    "--library", "root", default=".", type=LibraryFolder(), metavar="FOLDER", help="The library's folder."
)


@click.group()
def new() -> None:
    """Begin a new course or a new lesson."""


@new.command()
@click.argument("name")
@click.option("--title", default="", help="The title, where it is not NAME.")
@library_option
@verbose_option
def course(name: str, title: str, root: Path, verbose: bool) -> ExitCode:
    """Begin a new course.

    NAME is the course's folder and a part of its address, such as sound-lab; a title such as "Sound Lab" is turned
    into one.
    """
    created = create_course(root, name, _load_settings(root), title=title)
    slug = created.folder.name
    _say_slug(name, slug)
    click.echo(f"The course is ready: {COURSES_FOLDER}/{slug}")
    for path in created.written:
        click.echo(f"  {path}")
    next_command = spell_command(f"new lesson {slug}/my-first-lesson", root, "--library")
    click.echo(f"\nNext, its first lesson:\n  {next_command}")
    return ExitCode.CLEAN


@new.command()
@click.argument("name", metavar="COURSE/NAME")
@click.option(
    "--template",
    default="tutorial",
    show_default=True,
    type=click.Choice(LESSON_TEMPLATES),
    help="What kind of lesson to begin.",
)
@click.option("--language", default="", help="For a translation: its language, such as es.")
@click.option("--title", default="", help="The title, where it is not NAME.")
@click.option("--author", default="", help="The author's chosen name, or a key of contributors.yml.")
@library_option
@verbose_option
def lesson(
    name: str, *, template: str, language: str, title: str, author: str, root: Path, verbose: bool
) -> ExitCode:
    """Begin a new lesson in a course.

    COURSE/NAME is the lesson's id, such as sound-lab/first-beat; it stays the same for ever once it is published.
    """
    course_name, lesson_name = _split_id(name)
    created = create_lesson(
        root,
        course_name,
        lesson_name,
        _load_settings(root),
        template=template,
        language=language,
        title=title,
        author=author,
    )
    _say_slug(lesson_name, created.id.rpartition("/")[2])
    click.echo(f"The lesson is ready: {created.path}")
    for advice in _advise(created):
        click.echo(f"  {advice}")
    editor = "JupyterLab or Google Colab" if created.path.endswith(".ipynb") else "a plain text editor"
    click.echo(f"\nNext: open it in {editor}, write, and look for problems:")
    click.echo(f"  {spell_command('check', root)}")
    return ExitCode.CLEAN


def _load_settings(root: Path) -> Settings:
    (root / COURSES_FOLDER).mkdir(exist_ok=True)  # Git keeps no empty folder
    settings, diagnostics = read_settings(root)
    if has_errors(diagnostics):
        raise ConfigurationError(diagnostics)
    return settings


def _split_id(name: str) -> tuple[str, str]:
    """Take ``course/lesson`` apart, also where a shell completed it to the path of a file."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if len(parts) == 3 and parts[0] == COURSES_FOLDER:
        parts = parts[1:]
    if len(parts) != 2:
        raise click.UsageError(f'"{name}" is not COURSE/NAME. Example: courseforge new lesson sound-lab/first-beat')
    return parts[0], parts[1].removesuffix(".ipynb").removesuffix(".md")


def _say_slug(name: str, slug: str) -> None:
    if name != slug:
        click.echo(f'"{name}" is called {slug} in addresses and file names.')


def _advise(created: CreatedLesson) -> Iterator[str]:
    if created.original:
        yield f"It has every part of {created.original}: translate its words, and the facts at the top."
    if not same_language(created.template_language, created.language):
        yield f"There is no template in {created.language} yet: it begins in {created.template_language}."
    if created.wanted_languages:
        yield f"Before it can be published, {CONFIG_FILE} must list its language, below courseforge:"
        yield f"  languages: {json.dumps(created.wanted_languages)}"
    if created.wanted_course_file:
        yield f"The course has no title in {created.language} yet. Copy its course.yml and translate the words in it:"
        yield f"  {created.wanted_course_file}"
    slug = created.id.rpartition("/")[2]
    if PurePosixPath(created.path).stem != slug:
        return  # a translation has the place of its original
    if created.ordered:
        yield f'Its course lists its lessons: add "- {slug}" under "lessons:" in course.yml, where it belongs.'
    else:
        yield 'Lessons come in the order of their file names; "lessons:" in course.yml gives another order.'
