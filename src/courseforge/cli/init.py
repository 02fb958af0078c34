"""``courseforge init``."""

import os
from pathlib import Path

import click

from courseforge.cli.options import quote_path, verbose_option
from courseforge.errors import ExitCode
from courseforge.reporting.wording import count
from courseforge.scaffold import Created, create_library, sample_language


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="Our courses", show_default=True, help="The website's title.")
@click.option("--publisher", default="Our library", show_default=True, help="Your library's name.")
@click.option("--language", default="en", show_default=True, help="The language you write in: en, es, pt-BR …")
@verbose_option
def init(folder: Path, title: str, publisher: str, language: str, verbose: bool) -> ExitCode:
    """Begin a new library in a folder.

    Writes the settings and one small course to look at and change. A file that is there already is never replaced.
    """
    library = Path(os.path.abspath(folder))  # noqa: PTH100 (links stay as the user wrote them)
    created = create_library(library, title=title, publisher=publisher, language=language)
    click.echo(f"Your library is ready in {library}: {count(len(created.written), 'file')} written.")
    _print_kept(created)
    _print_sample(language)
    _print_next_steps(library)
    return ExitCode.CLEAN


def _print_kept(created: Created) -> None:
    if created.kept:
        click.echo("These were there already and stay as they are:")
        for name in created.kept:
            click.echo(f"  {name}")


def _print_sample(language: str) -> None:
    sample = sample_language(language)
    if sample != language:
        click.echo(
            f"The sample course is in {sample}: readers find it under that language, at the head of each page."
        )


def _print_next_steps(library: Path) -> None:
    click.echo("\nNext:")
    if library != Path.cwd():
        click.echo(f"  cd {quote_path(library)}")
    click.echo("  courseforge build      makes the website")
    click.echo("  courseforge serve      shows it on this computer while you write")
    click.echo('  courseforge new course "My course"')
