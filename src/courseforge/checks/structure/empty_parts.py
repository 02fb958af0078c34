"""Parts that are only a heading (CF215)."""

from collections.abc import Iterator

from courseforge.checks.prose import Heading
from courseforge.checks.quotation import LONGEST_HEADING, quote_heading
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject


def find_empty_parts(lesson: LessonSubject) -> Iterator[Finding]:
    """Every heading has something below it.

    Between a heading and the next heading of the same or a higher level there is text, code or a picture. A heading
    that is a link, or a whole sentence, may stand alone.

    Why: an empty part is a promise that nobody kept, or the rest of a plan.

    Fails::

        ## What you need

        ## Listen

    Mended::

        ## What you need

        A laptop and headphones.

        ## Listen
    """
    for cell, heading in list_empty_parts(lesson):
        message = f"Nothing stands below the heading “{quote_heading(heading.text)}”."
        twins = sum(other.text.casefold() == heading.text.casefold() for _, other in lesson.headings) > 1
        hint = "Delete it: it stands there twice." if twins else "Write the part, or delete its heading."
        yield Finding(cell.at(heading.line), message, hint)


def list_empty_parts(lesson: LessonSubject) -> Iterator[tuple[CellSubject, Heading]]:
    """Give each heading that nothing stands below, with its cell."""
    headings = [*lesson.headings]
    linked = {(id(cell), link.line) for cell in lesson.markdown_cells for link in cell.prose.links}
    for (cell, heading), (next_cell, following) in zip(headings, [*headings[1:], (None, None)], strict=False):
        holds_link = any((id(cell), line) in linked for line in range(heading.line, heading.last_line + 1))
        if not holds_link and _promises(heading) and _is_empty_until(lesson, cell, heading, next_cell, following):
            yield cell, heading


def _promises(heading: Heading) -> bool:
    """Tell whether more must come below it: a title or a whole sentence can say all there is."""
    return heading.level > 1 and len(heading.text) <= LONGEST_HEADING


def _is_empty_until(
    lesson: LessonSubject, cell: CellSubject, heading: Heading, end: CellSubject | None, following: Heading | None
) -> bool:
    """Tell whether nothing stands between a heading and the one that follows it, unless that is one of its parts."""
    if following is not None and following.level > heading.level:
        return False
    if end is cell and following is not None:
        return not any(line.strip() for line in cell.lines[heading.last_line : following.line - 1])
    places = {id(one): place for place, one in enumerate(lesson.cells)}
    between = lesson.cells[places[id(cell)] + 1 : places.get(id(end))]
    lines = [*cell.lines[heading.last_line :], *(line for other in between for line in other.lines)]
    lines += end.lines[: following.line - 1] if end is not None and following is not None else ()
    return not any(line.strip() for line in lines)
