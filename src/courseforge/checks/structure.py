"""Facts about how a lesson is built (CF2xx)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from courseforge.checks.prose import Heading, Paragraph
from courseforge.checks.rule import ADVICE_IN_BOOKS, INFO, WARNING, Finding, Rule, replace_line
from courseforge.checks.subject import CellSubject, CourseSubject, LessonSubject
from courseforge.diagnostics import ReplaceLines
from courseforge.model import Cell, CellKind
from courseforge.reading.headings import find_opening

_EXERCISES = frozenset({"exercise", "exercise-start"})
_ANSWERS = frozenset({"solution", "solution-start", "answer"})
_CHECKPOINTS = frozenset({"checkpoint"})
_LONG_TEMPLATES = frozenset({"workshop", "project", "facilitator"})
_MOST_WORDS = 10  # of a heading in disguise: more make a sentence
_MOST_NAMED = 8
_LONGEST_HEADING = 80  # characters: a longer line in bold is a sentence that matters, not a heading


def find_other_titles(lesson: LessonSubject) -> Iterator[Finding]:
    """A lesson has one heading of level 1: its title.

    Only one heading of the lesson begins with a single ``#``, and the lesson begins with it. A lesson without such a
    heading gets its title from its facts.

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
    if moved := _find_moved_title(lesson):
        yield moved
    titles = [number for number, (_, heading) in enumerate(lesson.headings) if heading.level == 1]
    for number in titles if moved or not _begins_with_heading(lesson) else titles[1:]:
        cell, heading = lesson.headings[number]
        if moved and cell.at(heading.line) == moved.place:
            continue
        alone = not any(following.level > 1 for _, following in lesson.headings[number + 1 : number + 2])
        message = f"“{_shorten(heading.text)}” is one more heading of level 1, below the title."
        hint = "Write ## instead of # here" + ("." if alone else ", and one # more in each heading of this part.")
        yield Finding(cell.at(heading.line), message, hint, _change_level(cell, heading, 2) if alone else None)


def _find_moved_title(lesson: LessonSubject) -> Finding | None:
    """Find the title where it is a heading of another level, or stands below something else."""
    title = lesson.lesson.metadata.title
    cell, heading = next((found for found in lesson.headings if found[1].level == 1), (None, None))
    if _begins_with_heading(lesson):
        cell, heading = lesson.headings[0]
        if heading.level == 1 or heading.text != title:
            return None
        message = f"“{_shorten(title)}” is the title, and a heading of level {heading.level}."
        others = list(_list_changes(lesson))
        if not others:
            return Finding(cell.at(heading.line), message, "Write one # here.", _change_level(cell, heading, 1))
        more = " and so on below" if len(others) > _MOST_NAMED else ""
        hint = f"Write one # here, {', '.join(others[:_MOST_NAMED])}{more}."
        return Finding(cell.at(heading.line), message, hint)
    if cell is None or heading is None or heading.text != title:
        return None
    message = f"“{_shorten(title)}” is the title and does not stand at the top."
    return Finding(cell.at(heading.line), message, "Move this line to the very top, before all other text and code.")


def _list_changes(lesson: LessonSubject) -> Iterator[str]:
    """Name the headings below the title whose level changes with its own."""
    for (cell, heading), level in zip(lesson.headings[1:], _plan_levels(lesson)[1:], strict=True):
        if level != heading.level:
            place = cell.at(heading.line)
            inside = f"cell {place.cell}, line {place.line}" if place.cell else f"line {place.line}"
            yield f"{'#' * level} in {inside}"


def _plan_levels(lesson: LessonSubject) -> list[int]:
    """Give each heading the level that it has when the title is of level 1 and no level is skipped."""
    levels = [heading.level for _, heading in lesson.headings]
    lowered = _has_lowered_title(lesson)
    fewer = levels[0] - 1 if lowered and all(level > levels[0] for level in levels[1:]) else 0
    return [*_mend_levels([1, *(max(level - fewer, 2) for level in levels[1:])] if lowered else levels)]


def _has_lowered_title(lesson: LessonSubject) -> bool:
    """Tell whether the lesson begins with its title as a heading of another level."""
    if not _begins_with_heading(lesson):
        return False
    first = lesson.headings[0][1]
    return first.level > 1 and first.text == lesson.lesson.metadata.title


def _begins_with_heading(lesson: LessonSubject) -> bool:
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
    if _has_lowered_title(lesson):
        return  # which level each heading gets is said where the title stands
    levels = _mend_levels(heading.level for _, heading in lesson.headings)
    for (cell, heading), level in zip(lesson.headings, levels, strict=True):
        if heading.level > level:
            right = "#" * level
            message = f"“{_shorten(heading.text)}” skips a level: {'#' * heading.level} stands below {right[1:]}."
            fix = _change_level(cell, heading, level)
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
    empty = {(cell.cell.number, heading.line) for cell, heading in _list_empty_parts(lesson)}
    for cell, heading in lesson.headings:
        if (cell.cell.number, heading.line) in empty:
            continue  # it goes, or gets its part first
        words = " ".join(heading.text.casefold().split())
        path = [*path[: heading.level - 1], *[""] * (heading.level - 1 - len(path)), words]
        if words and heading.level > 1 and tuple(path) in seen:
            message = f"“{_shorten(heading.text)}” is the heading of two parts beside each other."
            yield Finding(cell.at(heading.line), message, "Say in one of them what is different.")
        seen.add(tuple(path))


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
    yield from _find_bold_headings(lesson.cells, dict(zip(places, _plan_levels(lesson), strict=True)))


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
        and len(paragraph.text) <= _LONGEST_HEADING
        and len(paragraph.text.split()) <= _MOST_WORDS
        and not re.search(r"[.!?…,;:]$", paragraph.text)
    )


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


def find_exercises_without_solution(lesson: LessonSubject) -> Iterator[Finding]:
    """An exercise has a solution.

    A part marked as ``exercise`` is followed by a part marked as ``solution`` before the next exercise, holds one, or
    has a label that a solution names. An ``activity`` needs none: often there is more than one good outcome.

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
    parts = [part for part in _list_parts(lesson) if part.name in _ANSWERS | _EXERCISES]
    solved = {part.argument for part in parts if part.name in _ANSWERS}
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        if part.name not in _EXERCISES or part.hidden or (part.label and part.label in solved):
            continue
        if following is None or following.name not in _ANSWERS:
            yield Finding(part.cell.at(part.line), "This exercise has no solution.", _SOLUTION_HINT)


_SOLUTION_HINT = (
    "Add below it, with your own words (or write activity instead of exercise, if there is no one answer):\n"
    ":::{solution}\nThe answer …\n:::"
)


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
    parts = [part for part in _list_parts(lesson) if part.name in _ANSWERS | _CHECKPOINTS]
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        if part.name not in _CHECKPOINTS:
            continue
        inside = (element for element in part.cell.prose.elements if part.line <= element.line <= part.last_line)
        folded = any(element.name == "details" for element in inside)
        if not folded and (following is None or following.name not in _ANSWERS):
            hint = "Add the answer right below it, with your own words:\n:::{solution}\nThe answer …\n:::"
            yield Finding(part.cell.at(part.line), "This checkpoint has no answer.", hint)


class _Part(NamedTuple):
    """A teaching part: where it begins and ends in its cell, what it is called, of what it says it is a part."""

    cell: CellSubject
    name: str
    line: int
    last_line: int
    argument: str = ""
    label: str = ""
    hidden: bool = False


def _list_parts(lesson: LessonSubject) -> Iterator[_Part]:
    """Name each teaching part: cells by tag, and directives."""
    for cell in lesson.cells:
        for tag in cell.cell.tags:
            yield _Part(cell, tag, 1, len(cell.lines))
        for one in cell.prose.directives:
            label, hidden = one.options.get("label", ""), "hidden" in one.options
            yield _Part(cell, one.name, one.line, one.last_line, one.argument, label, hidden)


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
    for cell, heading in _list_empty_parts(lesson):
        message = f"Nothing stands below the heading “{_shorten(heading.text)}”."
        twins = sum(other.text.casefold() == heading.text.casefold() for _, other in lesson.headings) > 1
        hint = "Delete it: it stands there twice." if twins else "Write the part, or delete its heading."
        yield Finding(cell.at(heading.line), message, hint)


def _list_empty_parts(lesson: LessonSubject) -> Iterator[tuple[CellSubject, Heading]]:
    headings = [*lesson.headings]
    linked = {(id(cell), link.line) for cell in lesson.markdown_cells for link in cell.prose.links}
    for (cell, heading), (next_cell, following) in zip(headings, [*headings[1:], (None, None)], strict=False):
        holds_link = any((id(cell), line) in linked for line in range(heading.line, heading.last_line + 1))
        if not holds_link and _promises(heading) and _is_empty_until(lesson, cell, heading, next_cell, following):
            yield cell, heading


def _promises(heading: Heading) -> bool:
    """Tell whether more must come below it: a title or a whole sentence can say all there is."""
    return heading.level > 1 and len(heading.text) <= _LONGEST_HEADING


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
    Rule(
        "CF204",
        "heading-is-no-bold-line",
        LessonSubject,
        WARNING,
        find_bold_headings,
        {CourseSubject: find_bold_headings_in_welcome},
    ),
    Rule("CF205", "exercise-has-a-solution", LessonSubject, ADVICE_IN_BOOKS, find_exercises_without_solution),
    Rule("CF206", "checkpoint-has-an-answer", LessonSubject, ADVICE_IN_BOOKS, find_checkpoints_without_answer),
    Rule("CF207", "code-fits-a-screen", CellSubject, ADVICE_IN_BOOKS, find_long_cells),
    Rule("CF208", "lesson-fits-a-sitting", LessonSubject, INFO, find_lessons_of_strange_length),
    Rule("CF209", "heading-has-words", CellSubject, WARNING, find_empty_headings),
    # CF210 to CF214 are said while pages are made
    Rule("CF215", "heading-has-something-below", LessonSubject, WARNING, find_empty_parts),
)
