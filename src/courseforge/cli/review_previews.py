"""``courseforge review preview`` and ``review tidy``."""

import os
import re
from pathlib import Path

import click

from courseforge.cli.options import refuse_strange
from courseforge.errors import CourseforgeError, ExitCode
from courseforge.publishing import previewing
from courseforge.review.preview_branch import PreviewBranch

_REPOSITORY = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9_.-]{1,100}|https://[A-Za-z0-9.-]{1,200}(?::[0-9]{1,5})?/[\w./-]{1,300}"
    r"|/.{1,1000}"
)
_BRANCH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}")
_NUMBERS = re.compile(r"(?:[1-9][0-9]{0,8}(?:,[1-9][0-9]{0,8}){0,9999})?")

_into = click.option(
    "--into",
    default="",
    metavar="OWNER/NAME",
    callback=refuse_strange(_REPOSITORY, "Write it as OWNER/NAME, or as an address that begins with https://"),
    help="The repository that previews lie in. Its token stands in COURSEFORGE_PREVIEW_TOKEN.",
)
_branch = click.option(
    "--branch",
    default="gh-pages",
    show_default=True,
    metavar="NAME",
    callback=refuse_strange(_BRANCH, "A branch has letters, digits and hyphens here."),
    help="Of that repository.",
)


@click.command()
@click.argument("artifact", type=click.Path(path_type=Path))
@click.option("--number", required=True, type=click.IntRange(1, 10**9), help="Of the pull request or merge request.")
@click.option(
    "--address", required=True, metavar="URL", help="Of all previews: a host that your site does not share."
)
@_into
@_branch
@click.option("--to", type=click.Path(path_type=Path), help="A folder, if something else carries it to a host.")
@click.option(
    "--library",
    default=Path(),
    type=click.Path(path_type=Path),
    help="Your library's folder, which says where your own site is. [default: this one]",
)
def preview(
    *, artifact: Path, number: int, address: str, into: str, branch: str, to: Path | None, library: Path
) -> ExitCode:
    """Put the pages of a contribution where they can be read.

    They go into a folder named by NUMBER, at an address of their own, and search engines pass them by. ARTIFACT is
    what prepare wrote. It is not believed: every page is looked at again, and if one is not what courseforge makes,
    nothing is put there.
    """
    if bool(into) == bool(to):
        raise click.UsageError("Say where they go: --into OWNER/NAME, or --to FOLDER.")
    target = to if to is not None else _open_branch(into, branch)
    place, count = previewing.put_preview(library, artifact, number, address, target)
    click.echo(f"{count} files of this contribution can be read at {place}")
    return ExitCode.CLEAN


@click.command()
@click.option(
    "--open",
    "open_numbers",
    required=True,
    metavar="NUMBERS",
    callback=refuse_strange(_NUMBERS, "Write numbers with commas between them."),
    help="Of the pull requests that are open: 7,12. Empty if none is.",
)
@_into
@_branch
def tidy(*, open_numbers: str, into: str, branch: str) -> ExitCode:
    """Take away the previews of contributions that are closed."""
    if not into:
        raise click.UsageError("Say where they lie: --into OWNER/NAME.")
    numbers = [int(number) for number in open_numbers.split(",") if number]
    gone = previewing.tidy_previews(_open_branch(into, branch), numbers)
    click.echo(f"Taken away: {', '.join(gone)}." if gone else "Every preview is of an open contribution.")
    return ExitCode.CLEAN


def _open_branch(into: str, branch: str) -> PreviewBranch:
    if into.startswith("/"):
        return PreviewBranch(into, branch)
    token = os.environ.get("COURSEFORGE_PREVIEW_TOKEN", "")
    if not token.strip() or not token.isascii() or not token.isprintable():
        raise CourseforgeError(
            "There is no token for the repository of previews.",
            "Put one that may write there and nowhere else into the environment variable COURSEFORGE_PREVIEW_TOKEN.",
        )
    url = into if into.startswith("https://") else f"https://github.com/{into}.git"
    return PreviewBranch(url, branch, token)
