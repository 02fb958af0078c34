"""The title of a lesson: its one heading of level 1 (CF201)."""

from collections.abc import Iterator

from courseforge.checks.quotation import quote_heading
from courseforge.checks.rule import Finding
from courseforge.checks.structure.levels import begins_with_heading, change_level, plan_levels
from courseforge.checks.subject import LessonSubject

_MOST_NAMED = 8


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
    for number in titles if moved or not begins_with_heading(lesson) else titles[1:]:
        cell, heading = lesson.headings[number]
        if moved and cell.at(heading.line) == moved.place:
            continue
        alone = not any(following.level > 1 for _, following in lesson.headings[number + 1 : number + 2])
        message = f"“{quote_heading(heading.text)}” is one more heading of level 1, below the title."
        hint = "Write ## instead of # here" + ("." if alone else ", and one # more in each heading of this part.")
        yield Finding(cell.at(heading.line), message, hint, change_level(cell, heading, 2) if alone else None)


def _find_moved_title(lesson: LessonSubject) -> Finding | None:
    """Find the title where it is a heading of another level, or stands below something else."""
    title = lesson.lesson.metadata.title
    cell, heading = next((found for found in lesson.headings if found[1].level == 1), (None, None))
    if begins_with_heading(lesson):
        cell, heading = lesson.headings[0]
        if heading.level == 1 or heading.text != title:
            return None
        message = f"“{quote_heading(title)}” is the title, and a heading of level {heading.level}."
        others = list(_list_changes(lesson))
        if not others:
            return Finding(cell.at(heading.line), message, "Write one # here.", change_level(cell, heading, 1))
        more = " and so on below" if len(others) > _MOST_NAMED else ""
        hint = f"Write one # here, {', '.join(others[:_MOST_NAMED])}{more}."
        return Finding(cell.at(heading.line), message, hint)
    if cell is None or heading is None or heading.text != title:
        return None
    message = f"“{quote_heading(title)}” is the title and does not stand at the top."
    return Finding(cell.at(heading.line), message, "Move this line to the very top, before all other text and code.")


def _list_changes(lesson: LessonSubject) -> Iterator[str]:
    """Name the headings below the title whose level changes with its own."""
    for (cell, heading), level in zip(lesson.headings[1:], plan_levels(lesson)[1:], strict=True):
        if level != heading.level:
            place = cell.at(heading.line)
            inside = f"cell {place.cell}, line {place.line}" if place.cell else f"line {place.line}"
            yield f"{'#' * level} in {inside}"
