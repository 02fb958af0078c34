"""What both code hosts can do, and the values in which it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Contribution:
    """A pull request or merge request, by the host's own account.

    Attributes:
        head: the newest commit of it (SHA).
        open: it is neither merged nor closed.
        base: where it branched off, and
        start: the target's commit that it is compared with; empty where the host has no need of them.
    """

    number: int
    head: str
    open: bool
    base: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that was written under our own name."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something said beside lines of a file.

    Attributes:
        path: from the repository's root.
        first: 1-based, and
        last: line of the new file.
        text: Markdown.
    """

    path: str
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands beside the commit in the host's list of checks."""

    state: Literal["success", "neutral", "failure"]
    title: str
    text: str = ""


class Host(Protocol):
    """A repository on a code host.

    Raises:
        HostError: from every method, where the host refuses or cannot be reached.
    """

    def read_contribution(self, number: int) -> Contribution:
        """Read what the host knows of a contribution."""

    def read_patches(self, number: int) -> Mapping[str, str]:
        """Read what it changes: path -> unified diff without its head."""

    def find_comment(self, number: int, opening: str) -> Comment | None:
        """Find the first comment under our own name that begins with these words."""

    def write_comment(self, number: int, text: str, comment: Comment | None) -> None:
        """Write a comment, or another text into the one that is there."""

    def list_annotations(self, number: int) -> Sequence[str]:
        """Read the texts that already stand beside lines under our own name."""

    def annotate(self, contribution: Contribution, opening: str, annotations: Sequence[Annotation]) -> None:
        """Say something beside lines of the contribution.

        Args:
            opening: stands above them all where the host shows them together.
        """

    def set_verdict(self, head: str, verdict: Verdict, address: str) -> None:
        """Set the check of a commit.

        Args:
            address: where there is more to read; empty for nowhere.
        """

    def find_download(self, number: int, head: str) -> str:
        """Return the address of the artifact or of the run that has it; empty where it is not known."""
