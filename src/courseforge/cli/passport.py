"""``courseforge passport``."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from courseforge.cli.options import LibraryFolder, format_option, verbose_option
from courseforge.config import BUILD_FOLDER
from courseforge.errors import ExitCode
from courseforge.publishing.passports import issue_passport, verify_passport
from courseforge.reading.wording import slugify
from courseforge.reporting.json_report import write_json
from courseforge.reporting.passports import describe_issued, describe_judgment
from courseforge.reporting.screen import open_screen


@click.command()
@click.argument("key", default="", metavar="[KEY]")
@click.option("--to", type=click.Path(path_type=Path), metavar="FOLDER", help="Where the two files go.")
@click.option("--language", default="", help="Of the page, such as es; without it, the library's own.")
@click.option("--verify", "file", type=click.Path(path_type=Path), metavar="FILE", help="Is this file genuine?")
@click.option("--library", "root", default=".", type=LibraryFolder(), metavar="FOLDER", help="The library's folder.")
@format_option()
@verbose_option
def passport(
    key: str, *, to: Path | None, language: str, file: Path | None, root: Path, output: str, verbose: bool
) -> ExitCode:
    """Give somebody a paper on what they have contributed.

    KEY is theirs in contributors.yml. The passport lists what they made, translated, tested and reviewed, as far
    as it is published: as a page to print, and as a signed file that your library can verify later, without the
    internet.
    """
    if bool(key) == (file is not None):
        raise click.UsageError("Name one contributor, or a file to verify. Example: courseforge passport dj-nova")
    if file is not None:
        return _verify(root, file, output)
    folder = to or root / BUILD_FOLDER / "passports" / slugify(key, otherwise="somebody")
    issued = issue_passport(root, key, folder, language)
    files = [str(path) for path in issued.files]
    new_key = str(issued.new_key or "")
    if output == "json":
        row = {"name": issued.name, "contributions": issued.count, "files": files, "new_key": new_key}
        write_json(row, sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_issued(issued.name, issued.count, files, new_key, width=screen.width))
    return ExitCode.CLEAN


def _verify(root: Path, file: Path, output: str) -> ExitCode:
    judgment = verify_passport(root, file)
    if output == "json":
        write_json(asdict(judgment), sys.stdout)
    else:
        screen = open_screen(sys.stdout)
        screen.show(describe_judgment(judgment, width=screen.width))
    return ExitCode.CLEAN if judgment.verdict == "genuine" else ExitCode.CONTENT
