"""Names of the facts of a record, in the reader's language: the head of a table, the words of a criterion."""

from collections.abc import Iterable, Mapping

from courseforge.model import Record
from courseforge.rendering.interface import Interface

#: Headings, each with what stands below it.
Statements = tuple[tuple[str, tuple[str, ...]], ...]


def name_facts(ui: Interface) -> Mapping[str, str]:
    """Return the name of each fact that a table of records has, in the order of its columns."""
    return {
        "kind": ui.text("Kind"),
        "title": ui.text("Title"),
        "course_title": ui.text("Course"),
        "language": ui.text("Language"),
        "url": ui.text("Address"),
        "description": ui.text("Description"),
        "credits": ui.text("Written by"),
        "publisher": ui.text("Published by"),
        "license": ui.text("License"),
        "level": ui.text("Level"),
        "ages": ui.text("Ages"),
        "minutes": ui.text("Minutes"),
        "interests": ui.text("Interests"),
        "teaches": ui.text("You practice"),
        "needs": ui.text("It helps to know"),
        "equipment": ui.text("What you need"),
        "subjects": ui.text("Subjects"),
        "call_number": ui.text("Call number"),
        "first": ui.text("First published"),
        "last": ui.text("Last changed"),
        "reviewed": ui.text("Record reviewed"),
        "identifier": ui.text("Identifier"),
    }


def name_kind(record: Record, ui: Interface) -> str:
    """Say what a record describes."""
    return ui.text("Lesson") if record.kind == "lesson" else ui.text("Course")


def list_criteria(course: Record, lessons: Iterable[Record], ui: Interface) -> Statements:
    """Say what somebody can do and show who has done a whole course: headings, each with its statements.

    Nothing is known about a course whose lessons state neither objectives nor a product.
    """
    known = list(lessons)
    objectives = tuple(dict.fromkeys(goal for lesson in known for goal in lesson.objectives))
    products = [course.product] if course.product else [lesson.product for lesson in known]
    said = ((ui.text("By the end you can"), objectives), (ui.text("You take home:"), _distinct(products)))
    return tuple((heading, statements) for heading, statements in said if statements)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in dict.fromkeys(texts) if text)
