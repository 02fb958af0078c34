"""Words of a template that still wait for an author's own (CF223)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, list_lesson_passages
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CourseSubject, LessonSubject
from courseforge.diagnostics import Location

#: How the places begin that a template leaves to its author, in each language that has templates.
BEGINNINGS = ("[Write here", "[Escribe aquí")
_PLACE = re.compile(r"(?<!`)\[(?:Write here|Escribe aquí)\b[^\]\n]{0,300}\]?")  # not where a page quotes it
_WRITTEN = frozenset({Kind.FACTS, Kind.PROSE, Kind.CODE})
_SHOWN = 60  # characters of a place that are enough to find it


def find_template_words(lesson: LessonSubject) -> Iterator[Finding]:
    """Where a template says *Write here*, the author's own words stand.

    Templates mark such places with square brackets, in the facts, in the text and in the words about a picture. In
    Spanish they begin with *Escribe aquí*. A part that a lesson does not need is deleted, with its heading.

    Why: what a template says is for authors. A reader who meets it sees that nobody has looked at the page.

    Fails::

        [Write here whom to show it to.]

    Mended::

        Play your loop to somebody at home.
    """
    texts = (lesson.lesson.origin.head, *(cell.source for cell in lesson.cells))
    if any(beginning in text for text in texts for beginning in BEGINNINGS):
        for passage in list_lesson_passages(lesson):
            if passage.kind in _WRITTEN:
                yield from _find_places(passage)


def find_template_words_in_course(course: CourseSubject) -> Iterator[Finding]:
    """Find them in what a course says of itself."""
    if course.course.metadata.description.startswith(BEGINNINGS):
        yield _say(course.course.metadata.description, course.at("description"))


def _find_places(passage: Passage) -> Iterator[Finding]:
    for match in _PLACE.finditer(passage.text):
        yield _say(match[0], passage.at(match.start()))


def _say(words: str, place: Location) -> Finding:
    said = words.strip("[]")
    said = said if len(said) <= _SHOWN else f"{said[:_SHOWN].rsplit(' ', 1)[0]} …"
    message = f"The words of the template still stand here: “{said}”"
    return Finding(place, message, "Write your own words in place of the brackets, or delete what you do not need.")
