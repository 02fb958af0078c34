"""What a lesson asks of the place where it is read: the internet, a computer."""

import re

from courseforge.model import CellKind, Lesson
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import make_row
from courseforge.rendering.views.page import Fact, Row

_ADDRESS = re.compile(r"\bhttps?://")


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
