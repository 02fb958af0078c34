"""``courseforge intake submit``."""

import os
from pathlib import Path

import click

from courseforge.cli.intake.options import library_and_box
from courseforge.cli.options import verbose_option
from courseforge.errors import CourseforgeError, ExitCode
from courseforge.forge.pull_requests import GitHubPullRequests, GitLabMergeRequests, lend_token
from courseforge.intake.box import BOX_FOLDER
from courseforge.intake.proposing.proposal import Wish
from courseforge.intake.proposing.repository import Repository
from courseforge.intake.proposing.signing import sign_for
from courseforge.intake.proposing.submitting import Road, Submitted
from courseforge.intake.proposing.submitting import submit as submit_contribution
from courseforge.intake.receipt_code import read_code
from courseforge.intake.taking_in import read_library_settings


@click.command()
@click.argument("code")
@click.option("--course", required=True, metavar="NAME", help="The folder of the course that the lesson is for.")
@click.option(
    "--name", "slug", default="", metavar="NAME", help="The lesson's name in its address, if not its title."
)
@click.option(
    "--contributor", default="", metavar="KEY", help="They stand in contributors.yml already, under this key."
)
@click.option(
    "--name-confirmed", is_flag=True, help="Somebody has asked: they want to be named by first and last name."
)
@click.option("--base", default="", metavar="BRANCH", help="To begin at, if it is not the main branch.")
@click.option("--remote", default="origin", show_default=True, metavar="NAME", help="Where the branch is sent to.")
@click.option(
    "--repository", default="", metavar="OWNER/NAME", help="Where the pull request is opened; needs a token."
)
@click.option(
    "--forge", type=click.Choice(["github", "gitlab"]), default="github", show_default=True, help="The host."
)
@click.option("--api", default="", metavar="URL", help="Of the host's interface, if it is your own.")
@click.option("--to", "patches", type=click.Path(path_type=Path), help="The folder for the patch, if not this one.")
@library_and_box
@verbose_option
def submit(
    *,
    code: str,
    course: str,
    slug: str,
    contributor: str,
    name_confirmed: bool,
    base: str,
    remote: str,
    repository: str,
    forge: str,
    api: str,
    patches: Path | None,
    root: Path,
    box: Path | None,
    verbose: bool,
) -> ExitCode:
    """Propose a contribution in the library's name.

    Makes a branch with one commit: the lesson in its course, and its author in contributors.yml by their chosen name.
    With --repository and a token in the environment (COURSEFORGE_TOKEN, GITHUB_TOKEN) the branch is sent and a pull
    request opened; without, a patch is written. No file in your folder changes.
    """
    road = _choose_road(root, remote, repository, forge, api)
    wish = Wish(course, slug, contributor, name_confirmed)
    place = box or root / BOX_FOLDER
    made = submit_contribution(
        root, place, read_code(code), wish, base=base, road=road, patches=patches or Path.cwd()
    )
    for line in _say_submitted(made):
        click.echo(line)
    return ExitCode.CLEAN


def _choose_road(root: Path, remote: str, repository: str, forge: str, api: str) -> Road:
    token = (os.environ.get("COURSEFORGE_TOKEN") or os.environ.get("GITHUB_TOKEN") or "").strip()
    if not repository or not token:
        return Road(remote, None, {})
    if not token.isascii() or not token.isprintable():
        raise CourseforgeError("The token for the code host is damaged.", "Copy it again into COURSEFORGE_TOKEN.")
    address = Repository(root, sign_for(read_library_settings(root), "2000-01-01")).find_address(remote)
    if not address:
        raise CourseforgeError(f"There is no remote {remote} here.", "Name the right one with --remote: git remote")
    opens = GitHubPullRequests if forge == "github" else GitLabMergeRequests
    return Road(remote, opens(repository, token, api), dict(lend_token(forge, token, address, api)))


def _say_submitted(made: Submitted) -> list[str]:
    lines = [f"Proposed: {made.lesson_id}, by {made.key}, on the branch {made.branch}."]
    if made.ordered:
        lines.append(f'Its course lists its lessons: add "- {made.lesson_id.partition("/")[2]}" to its course.yml.')
    if made.address:
        lines.append(f"Two people read it now: {made.address}")
    elif made.patch:
        lines += [
            f"No pull request was opened, for that needs --repository and a token. Instead there is {made.patch}",
            "Send that file to whoever looks after the repository. They type: git am " + made.patch.name,
            f"Or send the branch yourself: git push origin {made.branch}",
        ]
    return lines
