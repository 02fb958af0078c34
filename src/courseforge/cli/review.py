"""``courseforge review``."""

import os
import re
import sys
from pathlib import Path

import click

from courseforge.cli.options import folder_argument, refuse_strange, verbose_option
from courseforge.cli.review_previews import preview, tidy
from courseforge.errors import CourseforgeError, ExitCode
from courseforge.forge import GitHub, GitLab, Host
from courseforge.forge.github import API as GITHUB
from courseforge.forge.gitlab import API as GITLAB
from courseforge.publishing import posting, reviewing
from courseforge.reporting.progress import open_watcher


@click.group()
def review() -> None:
    """Look at what somebody contributes.

    And tell them what works and what to mend. In two stages, so that nothing of a contribution ever runs where a
    secret is: prepare looks at it, post tells.
    """


@review.command()
@folder_argument
@click.option("--base", required=True, metavar="REF", help="The branch or commit that the contribution is for.")
@click.option("--to", required=True, type=click.Path(path_type=Path), help="The folder for what there is to tell.")
@click.option("--language", default="", metavar="TAG", help="To write in, if not in that of the changed lessons.")
@verbose_option
def prepare(folder: Path, *, base: str, to: Path, language: str, verbose: bool) -> ExitCode:
    """Look at a contribution, with no secret at hand.

    Checks, runs and renders what differs from REF, as somebody else's, and writes one folder: a report, a letter,
    the pages, and for each lesson a page that shows what is different. FOLDER is a checkout of the contribution with
    its history. Whatever is wrong with it, the exit code is 0 when the folder was written.
    """
    with open_watcher(sys.stderr, verbose=verbose) as watcher:
        prepared = reviewing.prepare(folder, base, to, language=language, watcher=watcher)
    report = prepared.report
    click.echo(
        f"Written to {prepared.folder}: {prepared.files} files about {report.lessons_in_all} lessons, "
        f"{report.said_in_all} remarks and {report.flags_in_all} matters for the maintainers."
    )
    return ExitCode.CLEAN


_REPOSITORY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}(?:/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}){1,10}")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%/-]*)?")


@review.command()
@click.argument("artifact", type=click.Path(path_type=Path))
@click.option(
    "--repository",
    required=True,
    metavar="OWNER/NAME",
    callback=refuse_strange(_REPOSITORY, "Write it as OWNER/NAME."),
    help="Where the contribution was sent.",
)
@click.option("--number", required=True, type=click.IntRange(1, 10**9), help="Of the pull request or merge request.")
@click.option(
    "--head",
    required=True,
    metavar="SHA",
    callback=refuse_strange(_COMMIT, "Write the whole name of a commit, 40 signs."),
    help="The commit that was looked at; if there is a newer one, nothing is said.",
)
@click.option(
    "--forge", type=click.Choice(["github", "gitlab"]), default="github", show_default=True, help="The host."
)
@click.option(
    "--api",
    default="",
    metavar="URL",
    callback=refuse_strange(_ADDRESS, "Write an address that begins with https://"),
    help="Of the host's interface, if it is your own.",
)
@click.option(
    "--preview",
    default="",
    metavar="URL",
    callback=refuse_strange(_ADDRESS, "Write an address that begins with https://"),
    help="Where the pages can be read; otherwise they are offered as a download.",
)
@click.option("--dry-run", is_flag=True, help="Print the comment, and write nothing on the host.")
@verbose_option
def post(
    *,
    artifact: Path,
    repository: str,
    number: int,
    head: str,
    forge: str,
    api: str,
    preview: str,
    dry_run: bool,
    verbose: bool,
) -> ExitCode:
    """Say on the code host what there is to say.

    Writes one comment, or another text into the one that is there; suggestions beside lines; and a check. ARTIFACT is
    what prepare wrote, as a folder or a zip file. It is not believed: only a small report is read, value by value.
    The token stands in the environment, as COURSEFORGE_TOKEN or GITHUB_TOKEN.
    """
    host = _open_host(forge, repository, api)
    posted = posting.post(artifact, host, number, head, preview=preview, rehearse=dry_run)
    if posted.stale:
        click.echo("There is a newer commit, or the contribution is closed: nothing was said.")
    elif dry_run:
        click.echo(posted.comment, nl=False)
    else:
        done = "changed" if posted.edited else "written"
        click.echo(f"The comment was {done}. Suggestions: {len(posted.suggestions)}. Check: {posted.verdict.state}.")
    return ExitCode.CLEAN


def _open_host(forge: str, repository: str, api: str) -> Host:
    token = os.environ.get("COURSEFORGE_TOKEN") or os.environ.get("GITHUB_TOKEN") or ""
    if not token.strip() or not token.isascii() or not token.isprintable():
        raise CourseforgeError(
            "There is no token for the code host.", "Put one into the environment variable COURSEFORGE_TOKEN."
        )
    if forge == "gitlab":
        return GitLab(repository, token, api or GITLAB)
    return GitHub(repository, token, api or GITHUB)


review.add_command(preview)
review.add_command(tidy)
