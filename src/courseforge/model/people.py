"""Who did what for a lesson besides writing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["author", "editor", "reviewer", "translator", "tester", "mentor"]
#: How far a lesson has come that is not simply there. What is published or withdrawn, other files know.
State = Literal["", "proposed", "in review", "accepted", "needs update"]
#: Of these states a lesson is not for readers yet.
UNPUBLISHED = frozenset({"proposed", "in review"})


#: Stands in a copy where its new authors are to write their names.
NAME_TO_COME = "Write your chosen name here"


@dataclass(frozen=True, slots=True)
class People:
    """Keys of ``contributors.yml``, or plain names, by what they did (``people:``)."""

    editors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    testers: tuple[str, ...] = ()
    mentors: tuple[str, ...] = ()

    def list_roles(self) -> Iterator[tuple[Role, str]]:
        """Pair each role with each of its people, in the order of a list of credits."""
        yield from (("editor", key) for key in self.editors)
        yield from (("translator", key) for key in self.translators)
        yield from (("reviewer", key) for key in self.reviewers)
        yield from (("tester", key) for key in self.testers)
        yield from (("mentor", key) for key in self.mentors)
