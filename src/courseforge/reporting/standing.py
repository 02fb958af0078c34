"""How far every lesson of a library has come, who did what for it, and what it waits for: in words and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rich.text import Text

from courseforge.model import Role
from courseforge.reporting.wording import indent, join_words, printable

Stage = Literal["proposed", "in review", "accepted", "needs update", "published", "withdrawn"]
STAGES: tuple[Stage, ...] = ("proposed", "in review", "accepted", "needs update", "published", "withdrawn")
_LISTED = STAGES[:4]  # of the others there are many, and nobody has to do anything with most of them
_SHOWN = 8  # of a stage; the others are only counted

#: What a lesson can wait for, by a word that stays the same from version to version.
SENTENCES = {
    "author": "Nobody has said yet who made it.",
    "reader": "It waits for somebody to read it.",
    "second-reader": "It waits for a second person to read it.",
    "own-reader": "It waits for one of the library's own people to read it.",
    "decision": "Those who have read it can decide now.",
    "error": "Something has to be mended: {note}",
    "error-elsewhere": "Something that it needs has to be mended first.",
    "update": "It waits for somebody to bring it up to date.",
    "review": "Somebody should have looked at it again by {day}.",
    "translation": "Its original has changed. Sections that differ: {number}.",
    "build": "Readers get it with the next build.",
}
#: Stands for somebody whose name may not be shown.
UNNAMED = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that a lesson waits for.

    Attributes:
        name: a key of ``SENTENCES``.
        day: ISO 8601, where the matter has one.
        number: of errors or of sections.
        code: of the rule that said so.
        note: what it said.
    """

    name: str
    day: str = ""
    number: int = 0
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a lesson stands.

    Attributes:
        title: empty where it may not be shown.
        people: who did what, by the names they chose; ``UNNAMED`` for a name that may not be shown.
        readers: who has looked at it besides its authors.
        day: ISO 8601, since when it is withdrawn.
    """

    id: str
    language: str
    stage: Stage
    path: str = ""
    title: str = ""
    people: tuple[tuple[Role, tuple[str, ...]], ...] = ()
    readers: tuple[str, ...] = ()
    waits: tuple[Wait, ...] = ()
    day: str = ""

    def find_people(self, *roles: Role) -> tuple[str, ...]:
        """Name who has one of these roles and may be named, each once."""
        named = (name for role, names in self.people if role in roles for name in names if name != UNNAMED)
        return tuple(dict.fromkeys(named))


def standing_document(standing: Standing) -> dict[str, Any]:
    """Return one entry of ``board`` in ``status --format json``."""
    return {
        "id": standing.id,
        "language": standing.language,
        "path": standing.path,
        "title": standing.title,
        "state": standing.stage,
        "people": {role: [name or None for name in names] for role, names in standing.people},
        "waits": [
            {"name": wait.name, "day": wait.day, "number": wait.number, "code": wait.code, "note": wait.note}
            for wait in standing.waits
        ],
    }


def count_stages(standings: Sequence[Standing]) -> dict[str, int]:
    """Count the lessons of each state."""
    return {stage: sum(one.stage == stage for one in standings) for stage in STAGES}


def describe_standings(
    standings: Sequence[Standing], *, width: int | None = None, verbose: bool = False
) -> Iterator[Text]:
    """Say how many lessons there are of each state, then go through those that somebody has to do something with."""
    yield Text("How far the lessons have come", "bold underline")
    counts = [f"{number} {stage}" for stage, number in count_stages(standings).items() if number]
    yield Text(f"  {join_words(counts) or 'no lessons'}")
    for stage in STAGES if verbose else _LISTED:
        found = [one for one in standings if one.stage == stage]
        shown = found if verbose else found[:_SHOWN]
        for one in shown:
            yield from _describe(one, width)
        if len(shown) < len(found):
            yield Text(f"  and {len(found) - len(shown)} more {stage}; --verbose shows them all", "dim")


def _describe(one: Standing, width: int | None) -> Iterator[Text]:
    yield Text(f"  {one.stage}: " + "  ".join(filter(None, (f"{one.id} ({one.language})", printable(one.title)))))
    roles = "; ".join(f"{role}: {join_words(map(_say_name, names))}" for role, names in one.people)
    told = (*((roles,) if roles else ()), *map(say_wait, one.waits))
    yield from (Text(line) for part in told for line in indent(part, width, "    "))


def _say_name(name: str) -> str:
    return name or "somebody"


def say_wait(wait: Wait) -> str:
    """Say what a lesson waits for, and which rule asks for it."""
    code = f" ({wait.code})" if wait.code else ""
    return SENTENCES[wait.name].format(day=wait.day, number=wait.number, note=wait.note) + code
