"""What a lesson asks of its reader and of the place: practice in reading, the internet, a computer."""

import re

from courseforge.model import CellKind, Lesson
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import make_row
from courseforge.rendering.views.page import Fact, Row

_ADDRESS = re.compile(r"\bhttps?://")
_GRADES = (1, 12)  # years of school in the United States; above them a formula only says "hard"


def reading_rows(level: float | None, ui: Interface) -> tuple[Row, ...]:
    """Say how hard the text is: in English as a year of school, in Spanish in the words of the INFLESZ scale.

    Args:
        level: from ``checks.readability.rate_lesson``; None where no formula tells.
    """
    said = "" if level is None else _say_grade(level, ui) if ui.language.startswith("en") else _say_ease(level, ui)
    return make_row(ui.text("Reading level"), [Fact(said)])


def _say_grade(level: float, ui: Interface) -> str:
    least, most = _GRADES
    grade = max(round(level), least)
    return ui.text("About grade {n}", n=grade) if grade <= most else ui.text("Above grade {n}", n=most)


def _say_ease(level: float, ui: Interface) -> str:
    scale = (
        (20, ui.text("Very easy")),
        (35, ui.text("Quite easy")),
        (45, ui.text("Average")),
        (60, ui.text("Somewhat hard")),
    )
    return next((words for limit, words in scale if level <= limit), ui.text("Very hard"))


def demand_rows(lesson: Lesson, ui: Interface) -> tuple[Row, ...]:
    """Say whether the internet is needed once the page is there, and how much can be done on a phone."""
    return (
        *make_row(ui.text("Internet"), [Fact(_say_internet(lesson, ui))], "wide"),
        *make_row(ui.text("On a phone"), [Fact(_say_phone(lesson, ui))], "wide"),
    )


def _say_internet(lesson: Lesson, ui: Interface) -> str:
    if lesson.metadata.network:
        return ui.text("Needed: its code uses it")
    if any(cell.kind is CellKind.MARKDOWN and _ADDRESS.search(cell.source) for cell in lesson.cells):
        return ui.text("Only for its links to other sites")
    return ui.text("Not needed once you have the page")


def _say_phone(lesson: Lesson, ui: Interface) -> str:
    has_code = any(cell.kind is CellKind.CODE for cell in lesson.cells)
    return ui.text("To read; to run the code, use a computer") if has_code else ui.text("Yes, all of it")
