"""What already works in a lesson: facts that its file and its last run bear out, and nothing else."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from courseforge.checks.subject import LessonSubject
from courseforge.reporting.words import Words

_MOST = 6
_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Strength:
    """Something that works.

    Attributes:
        name: of what it is, a key of ``SENTENCES``.
        number: of things, where the sentence counts.
    """

    name: str
    number: int = 1


#: What is said of each strength.
SENTENCES: Mapping[str, Callable[[Words, int], str]] = {
    "code": lambda words, number: words.text("Its code runs from the first cell to the last."),
    "pictures": lambda words, number: words.count(
        "Its picture has words for people who cannot see it.",
        "All {n} pictures have words for people who cannot see them.",
        number,
    ),
    "objectives": lambda words, number: words.count(
        "It says what readers will be able to do: {n} objective.",
        "It says what readers will be able to do: {n} objectives.",
        number,
    ),
    "minutes": lambda words, number: words.count("It fits into {n} minute.", "It fits into {n} minutes.", number),
    "product": lambda words, number: words.text("Readers make something and know beforehand what it will be."),
    "equipment": lambda words, number: words.text("It can be done without the equipment, too."),
    "headings": lambda words, number: words.text("Its headings are in good order."),
    "title": lambda words, number: words.text("It has a title and a description, so that people can find it."),
}


def list_strengths(lesson: LessonSubject, codes: Collection[str], words: Words) -> tuple[str, ...]:
    """Say what works, the reader's gain first.

    Args:
        codes: of the rules that the lesson breaks; what they are about is not praised.
    """
    return say_strengths(find_strengths(lesson, codes), words)


def say_strengths(strengths: Iterable[Strength], words: Words) -> tuple[str, ...]:
    """Put strengths into words."""
    return tuple(SENTENCES[strength.name](words, strength.number) for strength in strengths)


def find_strengths(lesson: LessonSubject, codes: Collection[str]) -> tuple[Strength, ...]:
    """Find what works, the reader's gain first.

    Args:
        codes: of the rules that the lesson breaks.
    """
    families = {code[:3] for code in codes}
    return tuple(
        chain(
            _praise_code(lesson, families),
            _praise_pictures(lesson, families),
            _praise_facts(lesson),
            _praise_order(lesson, families),
        )
    )[:_MOST]


def _praise_code(lesson: LessonSubject, families: Collection[str]) -> Iterator[Strength]:
    ran = lesson.library.settings.execute.execute_notebooks != "off"
    known = (lesson.id, lesson.lesson.language) in lesson.library.outputs
    if ran and known and lesson.lesson.code_cells and "CF5" not in families:
        yield Strength("code")


def _praise_pictures(lesson: LessonSubject, families: Collection[str]) -> Iterator[Strength]:
    pictures = [image for cell in lesson.markdown_cells for image in cell.prose.images]
    if pictures and "CF3" not in families:
        yield Strength("pictures", len(pictures))


def _praise_facts(lesson: LessonSubject) -> Iterator[Strength]:
    facts = lesson.lesson.metadata
    if facts.objectives:
        yield Strength("objectives", len(facts.objectives))
    if facts.minutes and facts.minutes <= _AN_HOUR:
        yield Strength("minutes", facts.minutes)
    if facts.product:
        yield Strength("product")
    if facts.without_equipment:
        yield Strength("equipment")


def _praise_order(lesson: LessonSubject, families: Collection[str]) -> Iterator[Strength]:
    if len(lesson.headings) > 1 and "CF2" not in families:
        yield Strength("headings")
    if lesson.lesson.metadata.title and lesson.lesson.metadata.description:
        yield Strength("title")
