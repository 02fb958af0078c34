"""Facts about how a lesson is built (CF2xx)."""

import re
from collections.abc import Iterator

from courseforge.checks.prose import Heading, Paragraph
from courseforge.checks.rule import ADVICE_IN_BOOKS, INFO, WARNING, Finding, Rule, replace_line
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.diagnostics import ReplaceLines
from courseforge.model import Cell, CellKind

_ANSWERS = frozenset({"solution", "answer"})
_CHECKPOINTS = frozenset({"checkpoint"})
_LONG_TEMPLATES = frozenset({"workshop", "project", "facilitator"})
_LONGEST_HEADING = 80  # characters: a longer line in bold is a sentence that matters, not a heading


def find_other_titles(lesson: LessonSubject) -> Iterator[Finding]:
    """A lesson has one heading of level 1: its title.

    Only one heading of the lesson begins with a single ``#``. A lesson without any gets its title from its facts.

    Why: the heading of level 1 says what the page is. People who listen to a page jump there first, and search
    engines show it. With two, the second half of the lesson looks like another page.

    Fails::

        # Make your first beat
        ...
        # Swing

    Mended::

        # Make your first beat
        ...
        ## Swing
    """
    titles = [(cell, heading) for cell, heading in lesson.headings if heading.level == 1]
    for cell, heading in titles[1:]:
        message = f"“{_shorten(heading.text)}” is a second heading of level 1; the title is the first."
        yield Finding(cell.at(heading.line), message, "Write ## instead of # here.", _change_level(cell, heading, 2))


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
    before = 1
    for cell, heading in lesson.headings:
        if heading.level > before + 1:
            right = "#" * (before + 1)
            message = f"“{_shorten(heading.text)}” skips a level: {'#' * heading.level} comes after {'#' * before}."
            fix = _change_level(cell, heading, before + 1)
            yield Finding(cell.at(heading.line), message, f"Write {right} here, or add the level between.", fix)
            before += 1
        else:
            before = heading.level


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
    seen: dict[tuple[str, ...], CellSubject] = {}
    for cell, heading in lesson.headings:
        words = " ".join(heading.text.casefold().split())
        path = [*path[: heading.level - 1], *[""] * (heading.level - 1 - len(path)), words]
        if words and heading.level > 1 and tuple(path) in seen:
            message = f"“{_shorten(heading.text)}” is the heading of two parts beside each other."
            yield Finding(cell.at(heading.line), message, "Say in one of them what is different.")
        seen.setdefault(tuple(path), cell)


def find_bold_headings(cell: CellSubject) -> Iterator[Finding]:
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
    prose = cell.prose
    begun = {_next_line(cell, line) for line in _list_beginnings(cell)}
    for paragraph in prose.paragraphs[:-1]:
        if _is_heading_in_disguise(paragraph) and paragraph.line not in begun:
            level = next((h.level for h in reversed(prose.headings) if h.line < paragraph.line), 1)
            right = f"{'#' * min(level + 1, 6)} {paragraph.text}"
            message = f"“{paragraph.text}” looks like a heading and is only bold."
            fix = replace_line(cell, paragraph.line, right)
            yield Finding(cell.at(paragraph.line), message, f"Write: {right}", fix)


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
        and len(paragraph.text) <= _LONGEST_HEADING
        and not re.search(r"[.!?…,;:]$", paragraph.text)
    )


def find_empty_headings(cell: CellSubject) -> Iterator[Finding]:
    """Headings have words.

    No heading is empty, or only a picture or a formula without words.

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
                "Write what the part is about, or delete the line.",
            )


def find_exercises_without_solution(lesson: LessonSubject) -> Iterator[Finding]:
    """An exercise has a solution.

    A part marked as ``exercise`` is followed by a part marked as ``solution`` before the next exercise, or holds one.
    An ``activity`` needs none: often there is more than one good outcome.

    Why: who learns alone has nobody to ask. A folded solution shows that it can be done, and how.

    Fails::

        :::{exercise} Twice as fast
        Change the loop so that it takes half the time.
        :::

    Mended: the same, followed by ::

        :::{solution} Twice as fast
        Write 240 in the place of 120.
        :::
    """
    parts = [part for part in _list_parts(lesson) if part[1] in _ANSWERS or part[1] == "exercise"]
    for place, (cell, name, line, _) in enumerate(parts):
        if name != "exercise":
            continue
        following = parts[place + 1] if place + 1 < len(parts) else None
        if following is None or following[1] not in _ANSWERS:
            hint = "Add below it a part :::{solution}, or call it an activity if there is no one answer."
            yield Finding(cell.at(line), "This exercise has no solution.", hint)


def find_checkpoints_without_answer(lesson: LessonSubject) -> Iterator[Finding]:
    """A checkpoint has an answer.

    A part marked as ``checkpoint`` holds its answer in a ``solution`` (or in a folded ``<details>``), or is followed
    by one before the next checkpoint.

    Why: a question to check oneself is of use only if there is something to check against.

    Fails::

        ::::{checkpoint}
        How many steps has a bar of four beats?
        ::::

    Mended::

        ::::{checkpoint}
        How many steps has a bar of four beats?
        :::{solution}
        Sixteen: four for each beat.
        :::
        ::::
    """
    parts = [part for part in _list_parts(lesson) if part[1] in _ANSWERS | _CHECKPOINTS]
    for place, (cell, name, line, last) in enumerate(parts):
        if name not in _CHECKPOINTS:
            continue
        following = parts[place + 1] if place + 1 < len(parts) else None
        folded = any(element.name == "details" and line <= element.line <= last for element in cell.prose.elements)
        if not folded and (following is None or following[1] not in _ANSWERS):
            hint = "Add the answer in a part :::{solution}, inside the checkpoint or right below it."
            yield Finding(cell.at(line), "This checkpoint has no answer.", hint)


_Part = tuple[CellSubject, str, int, int]


def _list_parts(lesson: LessonSubject) -> Iterator[_Part]:
    """Name each teaching part with where it begins and ends in its cell: cells by tag, and directives."""
    for cell in lesson.cells:
        for tag in cell.cell.tags:
            yield cell, tag, 1, len(cell.lines)
        for directive in cell.prose.directives:
            yield cell, directive.name, directive.line, directive.last_line


def find_long_cells(cell: CellSubject) -> Iterator[Finding]:
    """A code cell fits a screen.

    A code cell that readers see has at most 25 lines of code; empty lines and remarks don't count. The number is
    ``cell_lines`` in ``courseforge: check: thresholds:``.

    Why: who learns reads code beside its explanation. What does not fit a screen (or a phone) is scrolled past, and a
    fault in it is hard to find.

    Fails::

        a cell of 40 lines that reads, counts and draws

    Mended::

        three cells, each with a sentence of text above it
    """
    most = cell.library.thresholds.cell_lines
    if cell.cell.kind is not CellKind.CODE or is_hidden(cell.cell):
        return
    count = sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in cell.lines)
    if count > most:
        message = f"This cell has {count} lines of code; {most} fit a screen."
        hint = "Divide it, with a sentence of text before each part, or put functions into a file beside the lesson."
        yield Finding(cell.at(), message, hint)


def is_hidden(cell: Cell) -> bool:
    """Tell whether readers do not see a cell's code, or only when they ask for it."""
    return bool({"hide-input", "hide-cell", "remove-input", "remove-cell"} & set(cell.tags))


def find_lessons_of_strange_length(lesson: LessonSubject) -> Iterator[Finding]:
    """A lesson takes 15 to 60 minutes.

    By its own ``duration``. The numbers are ``lesson_minutes_least`` and ``lesson_minutes_most`` in ``courseforge:
    check: thresholds:``. A workshop, a project and a facilitator's sheet may take longer.

    Why: an hour is what people have: a lunch break, one class, one booking of a computer. What takes longer is better
    divided, so that each part ends with something done.

    Fails::

        duration: 3 h

    Mended: three lessons, each with ::

        duration: 1 h
    """
    minutes, limits = lesson.lesson.metadata.minutes, lesson.library.thresholds
    if minutes is None:
        return
    if minutes > limits.lesson_minutes_most and lesson.lesson.metadata.template not in _LONG_TEMPLATES:
        message = f"This lesson takes {minutes} minutes; people seldom have more than {limits.lesson_minutes_most}."
        yield Finding(lesson.at("duration"), message, "Divide it into lessons that each end with something done.")
    elif minutes < limits.lesson_minutes_least:
        message = f"This lesson takes only {minutes} minutes."
        hint = (
            f"Join it with its neighbor, or say what it really takes ({limits.lesson_minutes_least} minutes or more)."
        )
        yield Finding(lesson.at("duration"), message, hint)


def find_empty_parts(lesson: LessonSubject) -> Iterator[Finding]:
    """Every heading has something below it.

    Between a heading and the next heading of the same or a higher level there is text, code or a picture.

    Why: an empty part is a promise that nobody kept, or the rest of a plan.

    Fails::

        ## What you need

        ## Listen

    Mended::

        ## What you need

        A laptop and headphones.

        ## Listen
    """
    headings = [*lesson.headings]
    for (cell, heading), (next_cell, following) in zip(headings, [*headings[1:], (None, None)], strict=False):
        if heading.level > 1 and _is_empty_until(lesson, cell, heading, next_cell, following):
            message = f"Nothing stands below the heading “{_shorten(heading.text)}”."
            yield Finding(cell.at(heading.line), message, "Write the part, or delete its heading.")


def _is_empty_until(
    lesson: LessonSubject, cell: CellSubject, heading: Heading, end: CellSubject | None, following: Heading | None
) -> bool:
    """Tell whether nothing stands between a heading and the one that follows it, unless that is one of its parts."""
    if following is not None and following.level > heading.level:
        return False
    if end is cell and following is not None:
        return not any(line.strip() for line in cell.lines[heading.last_line : following.line - 1])
    between = lesson.cells[lesson.cells.index(cell) + 1 :]
    between = between[: between.index(end)] if end in between else between
    lines = [*cell.lines[heading.last_line :], *(line for other in between for line in other.lines)]
    lines += end.lines[: following.line - 1] if end is not None and following is not None else ()
    return not any(line.strip() for line in lines)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_HEADING else text[: _LONGEST_HEADING - 1] + "…"


def _change_level(cell: CellSubject, heading: Heading, level: int) -> ReplaceLines | None:
    """Write another number of ``#``; an underlined heading has none."""
    line = cell.lines[heading.line - 1]
    margin, text = line[: len(line) - len(line.lstrip(" >"))], line.lstrip(" >")
    if not text.startswith("#"):
        return None
    return replace_line(cell, heading.line, f"{margin}{'#' * level}{text.lstrip('#')}")


RULES = (
    Rule("CF201", "lesson-has-one-title", LessonSubject, ADVICE_IN_BOOKS, find_other_titles),
    Rule("CF202", "heading-levels-do-not-skip", LessonSubject, WARNING, find_skipped_levels),
    Rule("CF203", "headings-beside-each-other-differ", LessonSubject, WARNING, find_twin_headings),
    Rule("CF204", "heading-is-no-bold-line", CellSubject, WARNING, find_bold_headings),
    Rule("CF205", "exercise-has-a-solution", LessonSubject, ADVICE_IN_BOOKS, find_exercises_without_solution),
    Rule("CF206", "checkpoint-has-an-answer", LessonSubject, ADVICE_IN_BOOKS, find_checkpoints_without_answer),
    Rule("CF207", "code-fits-a-screen", CellSubject, ADVICE_IN_BOOKS, find_long_cells),
    Rule("CF208", "lesson-fits-a-sitting", LessonSubject, INFO, find_lessons_of_strange_length),
    Rule("CF209", "heading-has-words", CellSubject, WARNING, find_empty_headings),
    # CF210 to CF214 are said while pages are made
    Rule("CF215", "heading-has-something-below", LessonSubject, WARNING, find_empty_parts),
)
