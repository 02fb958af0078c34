"""The words of headings (CF203, CF209)."""

import re
from collections.abc import Iterator

from courseforge.checks.prose import Heading
from courseforge.checks.quotation import quote_heading
from courseforge.checks.rule import Finding
from courseforge.checks.structure.empty_parts import list_empty_parts
from courseforge.checks.subject import CellSubject, LessonSubject


def find_twin_headings(lesson: LessonSubject) -> Iterator[Finding]:
    """Headings beside each other differ.

    Two headings of the same level below the same heading do not have the same words.

    Why: in a list of headings nobody can tell which is which, and a link to one of them leads to the first.

    Fails::

        ## Try it
        ...
        ## Try it

    Mended::

        ## Try it: slow
        ...
        ## Try it: fast
    """
    path: list[str] = []
    seen: set[tuple[str, ...]] = set()
    empty = {(cell.cell.number, heading.line) for cell, heading in list_empty_parts(lesson)}
    for cell, heading in lesson.headings:
        if (cell.cell.number, heading.line) in empty:
            continue  # it goes, or gets its part first
        words = " ".join(heading.text.casefold().split())
        path = [*path[: heading.level - 1], *[""] * (heading.level - 1 - len(path)), words]
        if words and heading.level > 1 and tuple(path) in seen:
            message = f"“{quote_heading(heading.text)}” is the heading of two parts beside each other."
            yield Finding(cell.at(heading.line), message, "Say in one of them what is different.")
        seen.add(tuple(path))


def find_empty_headings(cell: CellSubject) -> Iterator[Finding]:
    """Headings have words.

    No heading is empty, or only a picture without words.

    Why: a list of headings shows an empty line there, and a reader who listens hears “heading level 2” and nothing.

    Fails::

        ##

    Mended::

        ## Listen to the loop
    """
    for heading in cell.prose.headings:
        if not re.search(r"\w", heading.text):
            yield Finding(
                cell.at(heading.line),
                "This heading has no words.",
                f"Write what the part is about, or delete the {'line' if _has_more(cell, heading) else 'cell'}.",
            )


def _has_more(cell: CellSubject, heading: Heading) -> bool:
    """Tell whether anything else stands in the heading's cell, or in the whole text file."""
    lines = (*cell.lines[: heading.line - 1], *cell.lines[heading.last_line :])
    return cell.cell.line is not None or any(line.strip() for line in lines)
