"""Facts about what lessons and courses say about themselves (CF1xx)."""

import re
from collections.abc import Iterator, Mapping

from courseforge.checks.rule import ADVICE_IN_BOOKS, Finding, Rule
from courseforge.checks.subject import CourseSubject, LessonSubject
from courseforge.diagnostics import Location

#: Template of a lesson -> facts that its front matter must state. An empty name stands for a lesson of no template.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "": ("description",),
    "tutorial": ("description", "authors", "level", "duration", "objectives", "product"),
    "workshop": ("description", "authors", "level", "duration", "objectives"),
    "project": ("description", "authors", "level", "duration", "product"),
    "paper": ("description", "authors", "level", "duration", "objectives", "product"),
    "facilitator": ("description", "authors", "duration"),
    "proposal": ("description",),
}

#: What to write, for each of them.
EXAMPLES: Mapping[str, str] = {
    "description": "description: What a reader will do, in one sentence.",
    "authors": "authors: [the name you want to be credited by]",
    "level": "level: beginner",
    "duration": "duration: 45 min",
    "objectives": "objectives: [Change the tempo and hear why it matters]",
    "product": "product: A 16-step drum loop you can share",
}


def find_missing_facts(lesson: LessonSubject) -> Iterator[Finding]:
    """A lesson states the facts that its template asks for.

    Every lesson has a ``description``. A lesson with ``template: tutorial`` or ``paper`` has authors, level,
    duration, objectives and a product besides; ``workshop`` asks for no product, ``project`` for no objectives,
    ``facilitator`` for authors and duration. A ``proposal`` needs nothing more.

    Why: readers choose by these facts, mentors plan with them, and library catalogs are made of them. A product is
    what a learner has in hand afterwards, and what brings the next one in.

    Fails::

        template: tutorial
        title: Make your first beat

    Mended::

        template: tutorial
        title: Make your first beat
        description: Program a 16-step drum loop and change its feel.
        authors: [dj-nova]
        level: beginner
        duration: 45 min
        objectives: ["Change the tempo and hear why it matters"]
        product: A 16-step drum loop you can share
    """
    metadata = lesson.lesson.metadata
    missing = [name for name in REQUIRED[metadata.template] if not getattr(metadata, name)]
    if not missing or not lesson.lesson.origin.lines:  # without front matter, reading has said so
        return
    asks = f"The template “{metadata.template}” asks for" if metadata.template else "A lesson needs"
    lines = "\n".join(EXAMPLES[name] for name in missing)
    yield Finding(
        lesson.at("title"), f"{asks} {', '.join(missing)}.", f"Add between the --- lines at the top:\n{lines}"
    )


def find_courses_without_description(course: CourseSubject) -> Iterator[Finding]:
    """A course has a description.

    Its ``course.yml`` says in a sentence or two what the course is about.

    Why: it stands on the course's card, in search results and in every catalog record. Without it readers see a title
    only, and a title rarely says for whom something is.

    Fails::

        title: Sound Lab

    Mended::

        title: Sound Lab
        description: Make beats with a few lines of Python, from a first loop to a song.
    """
    if not course.course.metadata.description.strip():
        hint = "Add a line: description: What the course is about, in a sentence or two."
        yield Finding(course.at("title"), "This course has no description.", hint)


# Beginnings of an objective that nobody could watch, by language: verbs for what goes on in a head, and no verbs.
_THOUGHTS = {
    "en": (
        r"understand|know|learn|comprehend|grasp|appreciate|realize|be(?:come)? (?:aware|familiar)|familiarize"
        r"|get (?:to know|an? (?:overview|understanding|idea|feel))|gain|have an? (?:idea|understanding|overview)"
        r"|be introduced"
    ),
    "es": (
        r"entender|entiende|comprender|comprende|saber|sabe|conocer|conoce|aprender|aprende|apreciar|aprecia"
        r"|familiarizar(?:te|se)?|familiarízate|darse cuenta|ser consciente|tener (?:una idea|nociones)"
    ),
}
_NO_VERBS = {
    "en": r"the|an?|how|what|why|when|where|which|introduction|overview|basics",
    "es": r"el|la|los|las|una?|cómo|qué|por qué|cuándo|dónde|cuál(?:es)?|introducción|nociones|conceptos",
}
_PREAMBLES = {
    "en": r"(?:(?:you|learners?|readers?|students?|participants?) (?:will|can|should) )?(?:be able to |to )?",
    "es": r"(?:(?:podrás|serás capaz de|ser capaz de|poder) )?",
}
_WATCHABLE = {
    "en": "build, draw, choose, compare, explain, predict",
    "es": "armar, dibujar, elegir, comparar, explicar, predecir",
}


def find_unwatchable_objectives(lesson: LessonSubject) -> Iterator[Finding]:
    """An objective begins with a verb for something that one can watch a reader do.

    *Understand*, *know* and *learn* happen in a head; *how loops work* is no doing at all. *Build*, *explain*,
    *compare* and *predict* can be seen or heard. English and Spanish are looked at, among the facts and in parts of
    the text with the role ``objectives``.

    Why: readers and mentors see whether it worked, and the lesson can hold an activity in which they do just that.

    Fails::

        objectives: ["Understand loops", "How tempo works"]

    Mended::

        objectives: ["Build a loop of sixteen steps", "Change the tempo and explain what happens"]
    """
    base = lesson.lesson.language.partition("-")[0]
    if base not in _THOUGHTS:
        return
    beginning = re.compile(rf"\W*{_PREAMBLES[base]}({_THOUGHTS[base]}|{_NO_VERBS[base]})\b", re.IGNORECASE)
    for place, objective in _list_objectives(lesson):
        if match := beginning.match(objective):
            message = f"This objective begins with “{match[1]}”; nobody can watch a reader do that."
            hint = f"Begin with what readers will do, for example: {_WATCHABLE[base]}."
            yield Finding(place, message, hint)


def _list_objectives(lesson: LessonSubject) -> Iterator[tuple[Location, str]]:
    """List the objectives among the facts, and in the parts of the text that have this role."""
    for number, objective in enumerate(lesson.lesson.metadata.objectives):
        yield lesson.at("objectives", number), objective
    for cell in lesson.markdown_cells:
        parts = [(d.line, d.last_line) for d in cell.prose.directives if d.name == "objectives"]
        parts += [(1, len(cell.lines))] if "objectives" in cell.cell.tags else []
        for paragraph in cell.prose.paragraphs if parts else ():
            if paragraph.kind == "item" and any(first <= paragraph.line <= last for first, last in parts):
                yield cell.at(paragraph.line), paragraph.text


def find_reviews_overdue(lesson: LessonSubject) -> Iterator[Finding]:
    """The day on which somebody should look at the lesson again has not passed.

    The day is ``review_by`` among the lesson's facts.

    Why: tools change, links die, branches move. A reader who meets the old state thinks that the fault is theirs.

    Fails::

        review_by: "2019-11-01"

    Mended::

        review_by: "2027-11-01"
    """
    day, today = lesson.lesson.metadata.review_by, lesson.library.today
    if _DAY.fullmatch(day) and day < today:
        message = f"Somebody should have looked at this lesson again by {day}."
        hint = "Go through it once: links, tools, names, dates. Then write the day of the next look: "
        yield Finding(lesson.at("review_by"), message, f"{hint}review_by: {_a_year_after(today)}")


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _a_year_after(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:].replace('-02-29', '-02-28')}"


RULES = (
    Rule("CF101", "lesson-states-its-facts", LessonSubject, ADVICE_IN_BOOKS, find_missing_facts),
    Rule("CF102", "course-has-a-description", CourseSubject, ADVICE_IN_BOOKS, find_courses_without_description),
    Rule("CF103", "objective-can-be-watched", LessonSubject, ADVICE_IN_BOOKS, find_unwatchable_objectives),
    Rule("CF104", "review-is-not-overdue", LessonSubject, ADVICE_IN_BOOKS, find_reviews_overdue),
)
