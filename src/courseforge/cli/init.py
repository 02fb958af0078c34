"""``courseforge init``."""

import os
from pathlib import Path

import click

from courseforge import __version__
from courseforge.cli.kit_report import describe_kit
from courseforge.cli.options import quote_path, verbose_option
from courseforge.config import CONFIG_FILE, COURSES_FOLDER
from courseforge.diagnostics import Severity
from courseforge.errors import CourseforgeError, ExitCode
from courseforge.reading import read_settings
from courseforge.reporting.wording import count
from courseforge.scaffold import Created, Fate, KitFacts, create_library, sample_language, write_kit

PLAIN = "plain"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="Our courses", show_default=True, help="The website's title.")
@click.option("--publisher", default="Our library", show_default=True, help="Your library's name.")
@click.option("--language", default="en", show_default=True, help="The language you write in: en, es, pt-BR …")
@click.option("--github", "host", flag_value="github", help="Also write what contributors need on GitHub.")
@click.option("--gitlab", "host", flag_value="gitlab", help="Also write what contributors need on GitLab.")
@click.option(
    "--plain", "host", flag_value=PLAIN, default=PLAIN, help="Write only the library, as without an option."
)
@verbose_option
def init(*, folder: Path, title: str, publisher: str, language: str, host: str, verbose: bool) -> ExitCode:
    """Begin a new library in a folder.

    Writes the settings and one small course to look at and change. A file that is there already is never replaced.
    With --github or --gitlab, a library that is there gets only what contributors need; the same again renews it and
    keeps your changes.
    """
    library = Path(os.path.abspath(folder))  # noqa: PTH100 (links stay as the user wrote them)
    if host != PLAIN and (library / CONFIG_FILE).is_file():
        return _write_kit(library, host)
    created = create_library(library, title=title, publisher=publisher, language=language)
    click.echo(f"Your library is ready in {library}: {count(len(created.written), 'file')} written.")
    _print_kept(created)
    _print_sample(language)
    _print_next_steps(library)
    if host == PLAIN:
        return ExitCode.CLEAN
    click.echo()
    return _write_kit(library, host)


def _write_kit(library: Path, host: str) -> ExitCode:
    """Write what contributors need, or renew it; what both sides have changed is left for a person to settle."""
    change = write_kit(library, host, _collect_facts(library))
    for line in describe_kit(change, host):
        click.echo(line)
    return ExitCode.CONTENT if change.paths(Fate.CONFLICT) else ExitCode.CLEAN


def _collect_facts(library: Path) -> KitFacts:
    settings, faults = read_settings(library)
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise CourseforgeError(f"{CONFIG_FILE} has a fault.", "Mend it first; this says where: courseforge check")
    courses = sorted(file.parent.name for file in (library / COURSES_FOLDER).glob("*/course.yml"))
    return KitFacts(
        title=settings.title,
        publisher=settings.publisher_name,
        license=settings.courseforge.license,
        course=next(iter(courses), "my-course"),
        version=__version__,
    )


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
