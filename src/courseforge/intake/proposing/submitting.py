"""``intake submit``: a branch, then a pull request where that can be opened, else a patch to hand on."""

from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.errors import CourseforgeError
from courseforge.forge.connection import HostError
from courseforge.forge.pull_requests import PullRequests
from courseforge.intake.box import Contribution, note_proposed, take_out
from courseforge.intake.proposing.proposal import Proposal, Wish, make_proposal
from courseforge.intake.proposing.repository import Repository
from courseforge.intake.proposing.signing import sign_for
from courseforge.intake.taking_in import read_library_settings
from courseforge.publishing.sources import today
from courseforge.writing import write_atomically


@dataclass(frozen=True, slots=True)
class Road:
    """How a branch reaches the others.

    Attributes:
        remote: name of the remote that the branch is sent to.
        host: opens pull requests; None where there is no token.
        secret: what gives Git the same right as the token gives us, as variables of its environment.
    """

    remote: str
    host: PullRequests | None
    secret: dict[str, str]


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of it.

    Attributes:
        address: of the pull request; empty where none was opened.
        patch: the file that was written instead.
    """

    branch: str
    commit: str
    lesson_id: str
    key: str
    ordered: bool
    address: str = ""
    patch: Path | None = None


def submit(root: Path, box: Path, code: str, wish: Wish, *, base: str, road: Road, patches: Path) -> Submitted:
    """Propose a contribution in the library's name.

    Raises:
        CourseforgeError: it was proposed already, cannot be, or could not be sent.
    """
    settings = read_library_settings(root)
    contribution = take_out(box, code)
    if contribution.facts.proposed:
        raise CourseforgeError(
            f"This contribution was proposed already, on the branch {contribution.facts.proposed}.",
            f"To do it again, first delete that branch: git branch -D {contribution.facts.proposed}",
        )
    repository = Repository(root, sign_for(settings, today()), road.secret)
    main, start = repository.find_base(base)
    proposal = make_proposal(root, settings, repository, start, contribution=contribution, wish=wish)
    branch = f"intake/{code.lower()}"
    commit = repository.make_branch(branch, start, proposal.files, _write_message(code, proposal))
    made = Submitted(branch, commit, proposal.lesson_id, proposal.key, proposal.ordered)
    try:
        patch = _hand_over(repository, made, road, patches)
    except CourseforgeError:
        repository.forget_branch(branch, commit)
        raise
    note_proposed(box, code, replace(contribution.facts, proposed=branch))
    return replace(
        made,
        patch=patch,
        address=_open(made, contribution, road, main.removeprefix(f"{road.remote}/").removeprefix("origin/")),
    )


def _hand_over(repository: Repository, made: Submitted, road: Road, patches: Path) -> Path | None:
    """Send the branch, or write the patch; return where."""
    if road.host is not None:
        repository.push(road.remote, made.branch)
        return None
    patch = patches / f"{made.branch.replace('/', '-')}.patch"
    write_atomically(patch, repository.write_patch(made.commit))
    return patch


def _open(made: Submitted, contribution: Contribution, road: Road, main: str) -> str:
    if road.host is None:
        return ""
    try:
        return road.host.open(made.branch, main, f"New lesson: {made.lesson_id}", _write_words(made, contribution))
    except HostError as error:
        raise CourseforgeError(
            f"The branch {made.branch} was sent, and no pull request could be opened. {error.message}",
            "Open it by hand, on the page of the repository.",
        ) from error


def _write_message(code: str, proposal: Proposal) -> str:
    return (
        f"Propose the lesson {proposal.lesson_id}\n\n"
        f"It was handed in at the library, without an account. The author is credited as {proposal.key}\n"
        f"in contributors.yml; the library has the signed paper. Receipt {code}.\n"
    )


def _write_words(made: Submitted, contribution: Contribution) -> str:
    order = (
        f"\n- [ ] Its course lists its lessons: add `- {made.lesson_id.partition('/')[2]}` to `course.yml`."
        if made.ordered
        else ""
    )
    return (
        f"This lesson was handed in at the library, without an account (receipt {contribution.code}). "
        f"Its author is `{made.key}` in `contributors.yml`; the library has the signed paper.\n\n"
        f"It is `state: proposed`, so readers do not see it yet.\n\n"
        f"- [ ] Two people have read it, one of them of the library, and stand under `people:`.{order}\n\n"
        f"What the author should know goes to the desk: `courseforge intake show {contribution.code}`\n"
    )
