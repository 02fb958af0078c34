"""Facts about what a lesson asks of its readers: skills and equipment (CF105 to CF108)."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from courseforge.checks.rule import ADVICE_IN_BOOKS, WARNING, Finding, Rule
from courseforge.checks.subject import LessonSubject, LibrarySubject

_Teachers = Mapping[str, Sequence[LessonSubject]]


def find_circles(library: LibrarySubject) -> Iterator[Finding]:
    """No lesson needs a skill that can only be had by taking the lesson itself.

    Whoever has no skills yet, apart from those that nobody teaches here, can take one lesson after another until
    all are done.

    Why: in a circle there is no lesson to begin with, and a chooser that follows ``needs`` leads nowhere.

    Fails::

        first-beat:   {teaches: [loops], needs: [swing]}
        make-it-swing: {teaches: [swing], needs: [loops]}

    Mended::

        first-beat:   {teaches: [loops], needs: []}
        make-it-swing: {teaches: [swing], needs: [loops]}
    """
    lessons = _originals(library)
    teachers = _teachers(lessons)
    missing = _find_unlearnable(lessons, teachers, library)
    seen: set[str] = set()
    for start in lessons:
        here, walk = start, dict[str, tuple[LessonSubject, str]]()
        while here.id in missing and here.id not in seen:
            seen.add(here.id)
            walk[here.id] = (here, missing[here.id])
            here = teachers[missing[here.id]][0]
        if here.id in walk:
            ids = list(walk)
            yield _say_circle([walk[id] for id in ids[ids.index(here.id) :]])


def _originals(library: LibrarySubject) -> tuple[LessonSubject, ...]:
    return tuple(lesson for course in library.courses if not course.is_translation for lesson in course.lessons)


def _teachers(lessons: Iterable[LessonSubject]) -> _Teachers:
    found: dict[str, list[LessonSubject]] = defaultdict(list)
    for lesson in lessons:
        for skill in lesson.lesson.metadata.teaches:
            found[skill].append(lesson)
    return found


def _find_unlearnable(
    lessons: Iterable[LessonSubject], teachers: _Teachers, library: LibrarySubject
) -> Mapping[str, str]:
    """Take every lesson that can be taken; name those left over, each with a skill that it waits for."""
    waits: dict[str, dict[str, None]] = {}
    waiting: dict[str, list[LessonSubject]] = defaultdict(list)
    ready: deque[LessonSubject] = deque()
    for lesson in lessons:
        needs = dict.fromkeys(
            s for s in lesson.lesson.metadata.needs if s in teachers and not _is_brought(s, library)
        )
        waits[lesson.id] = needs
        for skill in needs:
            waiting[skill].append(lesson)
        ready += [] if needs else [lesson]
    while ready:
        for skill in ready.popleft().lesson.metadata.teaches:
            for lesson in waiting.pop(skill, ()):
                del waits[lesson.id][skill]
                ready += [] if waits[lesson.id] else [lesson]
    return {id: next(iter(needs)) for id, needs in waits.items() if needs}


def _is_brought(skill: str, library: LibrarySubject) -> bool:
    known = library.vocabulary.skills.get(skill)
    return known is not None and known.brought


def _say_circle(circle: list[tuple[LessonSubject, str]]) -> Finding:
    first, skill = circle[0]
    place = first.at("needs")
    if len(circle) == 1:
        message = f"This lesson needs “{skill}”, which only this lesson teaches."
        return Finding(place, message, f"Take {skill} out of needs, or out of teaches.")
    steps = (
        f"{lesson.id} needs “{skill}”, taught by {after.id}"
        for (lesson, skill), (after, _) in zip(circle, (*circle[1:], circle[0]), strict=True)
    )
    message = f"There is no lesson to begin with: {'; '.join(steps)}."
    return Finding(place, message, "Take a skill out of the needs of the lesson that comes first.")


def find_untaught_skills(library: LibrarySubject) -> Iterator[Finding]:
    """Every skill that a lesson needs is taught by a lesson of the library, or readers bring it.

    A skill that readers bring along has ``brought: true`` in ``skills.yml``.

    Why: “you need this first” is fair only with a place to get it.

    Fails::

        needs: [reading-notes]

    Mended::

        reading-notes:          # in skills.yml
          name: Reading notes
          brought: true
    """
    lessons = _originals(library)
    taught = _teachers(lessons).keys()
    for lesson in lessons:
        for number, skill in enumerate(lesson.lesson.metadata.needs):
            known = skill in library.vocabulary.skills  # of an unknown word, reading has said so
            if known and skill not in taught and not _is_brought(skill, library):
                message = f"This lesson needs “{skill}”, and no lesson of the library teaches it."
                hint = (
                    f"Write a lesson that teaches it. If readers bring it along, write below {skill} in skills.yml:"
                )
                yield Finding(lesson.at("needs", number), message, f"{hint}\n  brought: true")


def find_skills_taught_later(library: LibrarySubject) -> Iterator[Finding]:
    """A lesson comes after those of its course that teach what it needs.

    Looked at are skills that only later lessons of the same course teach.

    Why: most readers go through a course from top to bottom. The one who meets the second step first gives up.

    Fails::

        lessons: [make-it-swing, first-beat]     # make-it-swing needs loops, first-beat teaches them

    Mended::

        lessons: [first-beat, make-it-swing]
    """
    lessons = _originals(library)
    places = {lesson.id: number for number, lesson in enumerate(lessons)}
    first_teachers = {skill: found[0] for skill, found in _teachers(lessons).items() if _share_a_course(found)}
    for lesson in lessons:
        for number, skill in enumerate(lesson.lesson.metadata.needs):
            teacher = first_teachers.get(skill)
            if teacher and teacher.course is lesson.course and places[teacher.id] > places[lesson.id]:
                name, own = teacher.lesson.slug, lesson.lesson.slug
                message = f"This lesson needs “{skill}”, which only {name} teaches, later in the course."
                hint = f"Put {name} before {own}: in course.yml, “lessons” gives the order."
                yield Finding(lesson.at("needs", number), message, hint)


def _share_a_course(lessons: Sequence[LessonSubject]) -> bool:
    return all(lesson.course is lessons[0].course for lesson in lessons)


def find_equipment_nobody_owns(lesson: LessonSubject) -> Iterator[Finding]:
    """What a lesson needs is owned by a branch, or the lesson says how to take part without it.

    Looked at where the library lists its branches in ``branches.yml``.

    Why: a lesson with a machine that no branch has is a promise to those who own one at home.

    Fails::

        equipment: [laser-cutter]

    Mended::

        equipment: [laser-cutter]
        without_equipment: Cut the same shapes out of cardboard with a knife.
    """
    metadata, branches = lesson.lesson.metadata, lesson.library.vocabulary.branches
    if not branches or metadata.without_equipment:
        return
    owned = {thing for branch in branches.values() for thing in branch.equipment}
    for number, thing in enumerate(metadata.equipment):
        if thing not in owned:
            message = f"No branch owns “{thing}”, and the lesson does not say how to take part without it."
            hint = f"Add {thing} to a branch in branches.yml, or finish this line between the --- lines at the top:"
            yield Finding(lesson.at("equipment", number), message, f"{hint}\nwithout_equipment: …")


RULES = (
    Rule("CF105", "needs-go-in-no-circle", LibrarySubject, WARNING, find_circles),
    Rule("CF106", "needed-skill-is-taught-or-brought", LibrarySubject, ADVICE_IN_BOOKS, find_untaught_skills),
    Rule("CF107", "lesson-comes-after-what-it-needs", LibrarySubject, ADVICE_IN_BOOKS, find_skills_taught_later),
    Rule("CF108", "equipment-is-owned-or-optional", LessonSubject, ADVICE_IN_BOOKS, find_equipment_nobody_owns),
)
