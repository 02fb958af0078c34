"""The levels of headings, as they are and as they should be (CF202)."""

from collections.abc import Iterable, Iterator

from courseforge.checks.prose import Heading
from courseforge.checks.quotation import quote_heading
from courseforge.checks.rule import Finding, replace_line
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.diagnostics import ReplaceLines
from courseforge.reading.headings import find_opening


def plan_levels(lesson: LessonSubject) -> list[int]:
    """Give each heading the level that it has when the title is of level 1 and no level is skipped."""
    levels = [heading.level for _, heading in lesson.headings]
    lowered = has_lowered_title(lesson)
    fewer = levels[0] - 1 if lowered and all(level > levels[0] for level in levels[1:]) else 0
    return [*_mend_levels([1, *(max(level - fewer, 2) for level in levels[1:])] if lowered else levels)]


def has_lowered_title(lesson: LessonSubject) -> bool:
    """Tell whether the lesson begins with its title as a heading of another level."""
    if not begins_with_heading(lesson):
        return False
    first = lesson.headings[0][1]
    return first.level > 1 and first.text == lesson.lesson.metadata.title


def begins_with_heading(lesson: LessonSubject) -> bool:
    """Tell whether a heading is the first thing in a lesson."""
    first = next((cell for cell in lesson.cells if cell.source.strip()), None)
    if first is None or not first.prose.headings:
        return False
    return first.prose.headings[0].line == 1 or find_opening(first.source) is not None


def find_skipped_levels(lesson: LessonSubject) -> Iterator[Finding]:
    """Levels of headings don't skip.

    A heading is at most one level below the heading before it: ``##`` follows ``#``, ``###`` follows ``##``. Going
    back up by several levels is fine.

    Why: headings are the table of contents for everybody who listens to a page or jumps through it. A gap sounds as
    if a part were missing.

    Fails::

        ## Listen
        #### What you hear

    Mended::

        ## Listen
        ### What you hear
    """
    if has_lowered_title(lesson):
        return  # which level each heading gets is said where the title stands
    levels = _mend_levels(heading.level for _, heading in lesson.headings)
    for (cell, heading), level in zip(lesson.headings, levels, strict=True):
        if heading.level > level:
            right = "#" * level
            message = (
                f"“{quote_heading(heading.text)}” skips a level: {'#' * heading.level} stands below {right[1:]}."
            )
            fix = change_level(cell, heading, level)
            yield Finding(
                cell.at(heading.line),
                message,
                f"Write {right} here. If it is no heading but small print, leave out the #.",
                fix,
            )


def _mend_levels(levels: Iterable[int]) -> Iterator[int]:
    """Give headings levels that skip none; those that stood beside each other still do."""
    above = [(1, 1)]  # as written and as mended, from the top down
    for level in levels:
        while above and above[-1][0] >= level:
            above.pop()
        mended = min(level, above[-1][1] + 1) if above else level
        above.append((level, mended))
        yield mended


def change_level(cell: CellSubject, heading: Heading, level: int) -> ReplaceLines | None:
    """Write another number of ``#``; an underlined heading has none."""
    line = cell.lines[heading.line - 1]
    margin, text = line[: len(line) - len(line.lstrip(" >"))], line.lstrip(" >")
    if not text.startswith("#"):
        return None
    return replace_line(cell, heading.line, f"{margin}{'#' * level}{text.lstrip('#')}")
