"""The order in which readers should take a course's lessons."""

from collections.abc import Collection, Iterable

from courseforge.model import Lesson
from courseforge.reading.codes import LESSON_ID_IS_UNIQUE, ORDER_IS_TRUE, ORDER_IS_WHOLE, Fault, at_most
from courseforge.reading.wording import did_you_mean, show
from courseforge.reading.yaml_document import YamlDocument


def put_in_order(
    lessons: Iterable[Lesson], order: tuple[str, ...], document: YamlDocument, known: Collection[str]
) -> tuple[list[Lesson], tuple[Fault, ...]]:
    """Sort lessons by the order a course gives, those it does not name last, by name.

    Args:
        lessons: in all languages.
        order: slugs, from ``course.yml``; empty: by name.
        document: ``course.yml``, for the lines.
        known: slugs of all lessons whose file is there, readable or not.
    """
    place = {slug: number for number, slug in reversed(tuple(enumerate(order)))}
    ordered = sorted(lessons, key=lambda lesson: (place.get(lesson.slug, len(order)), lesson.slug, lesson.language))
    faults = (*at_most(_check_named(order, document, known)), *at_most(_check_whole(order, document, known)))
    return ordered, faults


def _check_named(order: tuple[str, ...], document: YamlDocument, known: Collection[str]) -> Iterable[Fault]:
    seen: set[str] = set()
    for number, slug in enumerate(order):
        line = document.line(("lessons", number))
        if slug not in known:
            hint = did_you_mean(slug, known) or "Delete the line, or add the lesson."
            yield Fault(ORDER_IS_TRUE, f"{show(slug)} is not a lesson of this course.", hint, line=line)
        elif slug in seen:
            yield Fault(LESSON_ID_IS_UNIQUE, f"{show(slug)} stands twice in the order.", "Delete one.", line=line)
        seen.add(slug)


def _check_whole(order: tuple[str, ...], document: YamlDocument, known: Collection[str]) -> Iterable[Fault]:
    if not order:
        return
    for slug in sorted(set(known) - set(order)):
        message = f"The lesson {show(slug)} is not in the order; it comes last."
        yield Fault(ORDER_IS_WHOLE, message, "Add it to “lessons”.", line=document.line(("lessons",)))
