"""``courseforge export``."""

import sys
from pathlib import Path

import click

from courseforge.catalog import EXPORTERS
from courseforge.cli.options import folder_argument, format_option, verbose_option
from courseforge.cli.outcome import choose_exit_code, name_site
from courseforge.config import BUILD_FOLDER
from courseforge.errors import ExitCode
from courseforge.publishing import exporting
from courseforge.reporting.exported import Exported, describe_export, export_document
from courseforge.reporting.json_report import write_json
from courseforge.reporting.progress import open_watcher
from courseforge.reporting.screen import open_screen


def _list_formats() -> str:
    width = max(map(len, EXPORTERS)) + 2
    return "\b\nFormats:\n" + "\n".join(f"  {name:<{width}}{row.words}" for name, row in EXPORTERS.items())


@click.command(epilog=_list_formats())
@click.argument("name", type=click.Choice(list(EXPORTERS)), metavar="FORMAT")
@folder_argument
@click.option("--to", type=click.Path(path_type=Path), help="Where the files go, if not to _build/export/FORMAT.")
@click.option(
    "--lessons", multiple=True, metavar="ID", help="Only this lesson or course; may be given several times."
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Only what catalogs are told otherwise since this day, such as 2027-01-31.",
)
@click.option("--title", default="", help="What a book made of these lessons is called (epub).")
@format_option()
@verbose_option
def export(
    name: str,
    folder: Path,
    *,
    to: Path | None,
    lessons: tuple[str, ...],
    since: object,
    title: str,
    output: str,
    verbose: bool,
) -> ExitCode:
    """Write records and books for library systems and schools.

    FORMAT is one of those below; each is also written by build, to catalog/ of the site. FOLDER is the
    library's folder; without it, the folder you are in.
    """
    if title and name != "epub":
        raise click.BadOptionUsage("--title", "Only a book (epub) can be given a title.")
    wanted = [id.strip() for word in lessons for id in word.split(",") if id.strip()]
    day = f"{since:%Y-%m-%d}" if since else ""
    place = to or folder / BUILD_FOLDER / "export" / name
    with open_watcher(sys.stderr, verbose=verbose) as watcher:
        report = exporting.export(folder, name, place, lessons=wanted, since=day, title=title, watcher=watcher)
    exported = Exported(name_site(report.folder, folder), report.files, report.records, report.written)
    if output == "json":
        write_json(export_document(report.diagnostics, exported), sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_export(report.diagnostics, exported, width=screen.width, verbose=verbose))
    return choose_exit_code(report.diagnostics)
