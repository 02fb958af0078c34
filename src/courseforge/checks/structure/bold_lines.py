"""Bold lines that stand where a heading should (CF204)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from courseforge.checks.prose import Heading, Paragraph
from courseforge.checks.quotation import LONGEST_HEADING
from courseforge.checks.rule import Finding, replace_line
from courseforge.checks.structure.levels import plan_levels
from courseforge.checks.subject import CellSubject, CourseSubject, LessonSubject
from courseforge.model import CellKind

_MOST_WORDS = 10  # of a heading in disguise: more make a sentence


def find_bold_headings(lesson: LessonSubject) -> Iterator[Finding]:
    """Headings are headings, not bold lines.

    A short line that is all bold and stands by itself above other text is written as a heading. A bold line right
    below a heading, or at the beginning of a part, is a remark about it and may stay.

    Why: bold only looks like a heading. It is missing from the table of contents, and who listens to the page cannot
    jump to it.

    Fails::

        **What you need**

        A laptop and headphones.

    Mended::

        ### What you need

        A laptop and headphones.
    """
    places = ((cell.cell.number, heading.line) for cell, heading in lesson.headings)
    yield from _find_bold_headings(lesson.cells, dict(zip(places, plan_levels(lesson), strict=True)))


def find_bold_headings_in_welcome(course: CourseSubject) -> Iterator[Finding]:
    """Find them on the course's first page."""
    yield from _find_bold_headings(course.welcome, {})


def _find_bold_headings(cells: Sequence[CellSubject], levels: Mapping[tuple[int, int], int]) -> Iterator[Finding]:
    level = 1  # of the heading above, as it will be once levels don't skip
    for cell, below in zip(cells, (*cells[1:], None), strict=False):
        begun = {_next_line(cell, line) for line in _list_beginnings(cell)}
        is_above_code = below is not None and below.cell.kind is CellKind.CODE
        paragraphs = cell.prose.paragraphs if is_above_code else cell.prose.paragraphs[:-1]
        pieces: list[Heading | Paragraph] = [*cell.prose.headings]
        pieces += [paragraph for paragraph in paragraphs if _is_heading_in_disguise(paragraph)]
        for piece in sorted(pieces, key=lambda piece: piece.line):
            if isinstance(piece, Heading):
                level = levels.get((cell.cell.number, piece.line), min(piece.level, level + 1))
            elif piece.line not in begun:
                right = f"{'#' * min(level + 1, 6)} {_leave_out_bold(cell, piece)}"
                message = f"“{piece.text}” looks like a heading and is only bold."
                fix = replace_line(cell, piece.line, right)
                yield Finding(cell.at(piece.line), message, f"Write: {right}", fix)


def _leave_out_bold(cell: CellSubject, paragraph: Paragraph) -> str:
    """Return the line without its stars, with all other marks that are in it."""
    written = cell.lines[paragraph.line - 1].strip()
    whole = re.fullmatch(r"(\*\*|__)(.+)\1", written)
    return whole[2].strip() if whole else paragraph.text


def _list_beginnings(cell: CellSubject) -> Iterator[int]:
    """Give the lines below which a heading, a directive or a tagged cell begins to speak."""
    yield from (0,) if cell.cell.tags else ()
    yield from (heading.last_line for heading in cell.prose.headings)
    yield from (directive.content_line - 1 for directive in cell.prose.directives)


def _next_line(cell: CellSubject, line: int) -> int:
    """Return the number of the next line that is not empty."""
    return next((n for n in range(line + 1, len(cell.lines) + 1) if cell.lines[n - 1].strip()), 0)


def _is_heading_in_disguise(paragraph: Paragraph) -> bool:
    return (
        paragraph.bold
        and paragraph.kind == "paragraph"
        and paragraph.line == paragraph.last_line
        and len(paragraph.text) <= LONGEST_HEADING
        and len(paragraph.text.split()) <= _MOST_WORDS
        and not re.search(r"[.!?…,;:]$", paragraph.text)
    )
