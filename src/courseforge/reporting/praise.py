"""What already works in a lesson: facts that its file and its last run bear out, and nothing else."""

from collections.abc import Collection, Iterator
from itertools import chain

from courseforge.checks.subject import LessonSubject
from courseforge.reporting.words import Words

_MOST = 6
_AN_HOUR = 60


def list_strengths(lesson: LessonSubject, codes: Collection[str], words: Words) -> tuple[str, ...]:
    """Say what works, the reader's gain first.

    Args:
        codes: of the rules that the lesson breaks; what they are about is not praised.
    """
    families = {code[:3] for code in codes}
    return tuple(
        chain(
            _praise_code(lesson, families, words),
            _praise_pictures(lesson, families, words),
            _praise_facts(lesson, words),
            _praise_order(lesson, codes, words),
        )
    )[:_MOST]


def _praise_code(lesson: LessonSubject, families: Collection[str], words: Words) -> Iterator[str]:
    ran = lesson.library.settings.execute.execute_notebooks != "off"
    known = (lesson.id, lesson.lesson.language) in lesson.library.outputs
    if ran and known and lesson.lesson.code_cells and "CF5" not in families:
        yield words.text("Its code runs from the first cell to the last.")


def _praise_pictures(lesson: LessonSubject, families: Collection[str], words: Words) -> Iterator[str]:
    pictures = [image for cell in lesson.markdown_cells for image in cell.prose.images]
    if pictures and "CF3" not in families:
        yield words.count(
            "Its picture has words for people who cannot see it.",
            "All {n} pictures have words for people who cannot see them.",
            len(pictures),
        )


def _praise_facts(lesson: LessonSubject, words: Words) -> Iterator[str]:
    facts = lesson.lesson.metadata
    if facts.objectives:
        yield words.count(
            "It says what readers will be able to do: {n} objective.",
            "It says what readers will be able to do: {n} objectives.",
            len(facts.objectives),
        )
    if facts.minutes and facts.minutes <= _AN_HOUR:
        yield words.count("It fits into {n} minute.", "It fits into {n} minutes.", facts.minutes)
    if facts.product:
        yield words.text("Readers make something and know beforehand what it will be.")
    if facts.without_equipment:
        yield words.text("It can be done without the equipment, too.")


def _praise_order(lesson: LessonSubject, codes: Collection[str], words: Words) -> Iterator[str]:
    if len(lesson.headings) > 1 and "CF2" not in {code[:3] for code in codes}:
        yield words.text("Its headings are in good order.")
    if lesson.lesson.metadata.title and lesson.lesson.metadata.description:
        yield words.text("It has a title and a description, so that people can find it.")
