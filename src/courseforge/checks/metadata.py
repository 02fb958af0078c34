"""Facts about what lessons and courses say about themselves (CF1xx)."""

from collections.abc import Iterator, Mapping

from courseforge.checks.rule import ADVICE_IN_BOOKS, Finding, Rule
from courseforge.checks.subject import CourseSubject, LessonSubject

#: Template of a lesson -> facts that its front matter must state. An empty name stands for a lesson of no template.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "": ("description",),
    "tutorial": ("description", "authors", "level", "duration", "objectives", "product"),
    "workshop": ("description", "authors", "level", "duration", "objectives"),
    "project": ("description", "authors", "level", "duration", "product"),
    "facilitator": ("description", "authors", "duration"),
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

    Every lesson has a ``description``. A lesson with ``template: tutorial`` has authors, level, duration, objectives
    and a product besides; ``workshop`` asks for no product, ``project`` for no
    objectives, ``facilitator`` for authors and duration.

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
    yield Finding(lesson.at("title"), f"{asks} {', '.join(missing)}.", f"Add to the facts at the top:\n{lines}")


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


RULES = (
    Rule("CF101", "lesson-states-its-facts", LessonSubject, ADVICE_IN_BOOKS, find_missing_facts),
    Rule("CF102", "course-has-a-description", CourseSubject, ADVICE_IN_BOOKS, find_courses_without_description),
)
