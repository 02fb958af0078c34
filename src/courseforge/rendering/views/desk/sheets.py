"""What the sheets of a course say: its record and those of its lessons, each on a page of paper."""

from dataclasses import dataclass

from courseforge.model import Course, Lesson, Record, is_day
from courseforge.rendering.interface import Interface
from courseforge.rendering.stylesheet import STATIC_FOLDER
from courseforge.rendering.views.desk.questions import Question, ask_questions, search_words, write_lines
from courseforge.rendering.views.desk.rows import Group, group_rows
from courseforge.rendering.views.page import Fact, SiteView
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class SheetView:
    """One record.

    Attributes:
        anchor: of its place on the page.
        state: who has looked at it, or that nobody has.
        questions: what nobody has said yet.
        searches: words under which headings can be looked for, with links; none of them is a heading.
        lines: what to write into the source, and where; empty where nothing is left to say.
        source: path of the file to write it into, from the library's folder.
    """

    anchor: str
    title: str
    kind: str
    state: str
    reviewed: bool
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    searches: tuple[Fact, ...]
    lines: str
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class SheetsView:
    """All records of a course in one language."""

    style: str
    course: str
    sheets: tuple[SheetView, ...]


def make_sheets_view(course: Course, path: str, site: SiteView, sources: Sources) -> SheetsView:
    """Make the view of a course's sheets for the page at ``path``."""
    lessons = {lesson.id: lesson for lesson in course.lessons}
    records = list_records(course, sources)
    return SheetsView(
        style=f"{STATIC_FOLDER}/{sources.static.desk_css}",
        course=course.metadata.title,
        sheets=tuple(_make_sheet(record, course, lessons.get(record.id), path, sources) for record in records),
    )


def list_records(course: Course, sources: Sources) -> tuple[Record, ...]:
    """List the records of a course and its lessons in its language, that of the course first."""
    ids = (course.id, *(lesson.id for lesson in course.lessons))
    return tuple(sources.records[item_id, course.language] for item_id in ids)


def is_reviewed(record: Record) -> bool:
    """Tell whether somebody who catalogs has looked at a record, and said when."""
    return bool(record.catalog.reviewed.role) and is_day(record.catalog.reviewed.date)


def _make_sheet(record: Record, course: Course, lesson: Lesson | None, path: str, sources: Sources) -> SheetView:
    ui, reviewed = Interface(record.language), is_reviewed(record)
    questions = ask_questions(record, ui, reviewed=reviewed)
    teaches = lesson.metadata.teaches if lesson else ()
    return SheetView(
        anchor=f"cf-record-{record.id.replace('/', '-')}",
        title=record.title,
        kind=ui.text("Lesson") if lesson else ui.text("Course"),
        state=_say_state(record, ui, reviewed=reviewed),
        reviewed=reviewed,
        groups=group_rows(record, path, sources, ui),
        questions=questions,
        searches=search_words(record, teaches, sources.library.vocabulary),
        lines=write_lines(record, questions, ui),
        source=lesson.path if lesson else course.metadata_path,
        where=ui.text("between the --- lines at the top of this file") if lesson else ui.text("in this file"),
    )


def _say_state(record: Record, ui: Interface, *, reviewed: bool) -> str:
    if not reviewed:
        return ui.text("A program made this record from what the authors wrote. Nobody has reviewed it.")
    review = record.catalog.reviewed
    return ui.text("Reviewed: {role}, {date}", role=review.role, date=ui.date(review.date))
