"""What was published, and when: the next ``catalog/published.json`` from the last one.

Dates come from this file and never from a clock, so that the same sources give the same bytes on any day. The one
date that has to come from outside, the day of this publication, is handed in.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from functools import partial

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Course, CourseMetadata, Lesson, LessonMetadata, Library, PublishedItem
from courseforge.reading.published import FORMAT
from courseforge.reading.published import PUBLISHED_FILE as PUBLISHED_FILE  # noqa: PLC0414 - handed on

ItemKey = tuple[str, str]  # id, language


def index_items(items: Iterable[PublishedItem]) -> dict[ItemKey, PublishedItem]:
    """Index a manifest by id and language."""
    return {(item.id, item.language): item for item in items}


def lesson_hash(lesson: Lesson) -> str:
    """Return the SHA-256 of what readers are given: metadata and cells, without saved outputs."""
    cells = [(cell.kind, cell.source, cell.tags, sorted(cell.attachments.items())) for cell in lesson.cells]
    return _digest({"metadata": _stated(lesson.metadata), "cells": cells, "kernel": lesson.kernel})


def course_hash(course: Course) -> str:
    """Return the SHA-256 of a course's own words and the ids of its lessons, in order."""
    own = {
        "metadata": _stated(course.metadata),
        "lessons": [lesson.id for lesson in course.lessons],
        "welcome": [cell.source for cell in course.welcome],
    }
    return _digest(own)


def update_published(
    library: Library, published: Iterable[PublishedItem], today: str, memory: Memory = NO_MEMORY
) -> tuple[tuple[PublishedItem, ...], tuple[Diagnostic, ...]]:
    """Bring the manifest up to date with what is about to be published.

    Args:
        library: what will be published (lessons with errors already left out, but named in ``unreadable``).
        published: the committed manifest.
        today: ISO 8601 date of this publication.
        memory: of the lessons that were hashed before.

    Returns:
        The next manifest, sorted, and an error for each id that vanished without being withdrawn or moved.
    """
    before = index_items(published)
    now: dict[ItemKey, PublishedItem] = {}
    moved: set[str] = set()
    for item_id, language, digest, was in _items(library, before, memory):
        known = _known(item_id, language, was, before)
        now[item_id, language] = _move(_dated(item_id, language, digest, known, today), known, was)
        moved.update(was)
    kept = {key: item for key, item in before.items() if key not in now and _is_only_away(key[0], library)}
    gone = {key: _take_back(item, library, today) for key, item in before.items() if key not in now | kept}
    gone |= {key: replace(gone[key], withdrawn=before[key].withdrawn or today) for key in _list_emptied(gone)}
    lost = [key for key, item in gone.items() if not item.withdrawn and key[0] not in moved]
    stay = {key: item for key, item in gone.items() if key in lost or (item.withdrawn and key[0] not in moved)}
    items = sorted((now | kept | stay).values(), key=lambda item: (item.id, item.language))
    return tuple(items), tuple(_vanished(*key) for key in sorted(lost))


def _take_back(item: PublishedItem, library: Library, today: str) -> PublishedItem:
    """Date an item that was taken back on purpose: catalogs have to be told so for as long as they may list it."""
    taken_back = library.find_withdrawal(item.id) is not None
    return replace(item, withdrawn=(item.withdrawn or today) if taken_back else "")


def _list_emptied(gone: Mapping[ItemKey, PublishedItem]) -> list[ItemKey]:
    """Name the courses that are gone because every lesson they had in a language was taken back."""
    withdrawn: dict[ItemKey, list[bool]] = {}
    for (item_id, language), item in gone.items():
        if "/" in item_id:
            withdrawn.setdefault((item_id.partition("/")[0], language), []).append(bool(item.withdrawn))
    return [key for key, lessons in withdrawn.items() if all(lessons) and key in gone and not gone[key].withdrawn]


def dump_published(items: Iterable[PublishedItem]) -> bytes:
    """Return the manifest as the text that is committed."""
    stated = [{key: value for key, value in asdict(item).items() if value} for item in items]
    content = {"format": FORMAT, "items": stated}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def list_changed(lessons: Iterable[Lesson], published: Iterable[PublishedItem]) -> dict[ItemKey, str]:
    """Name the lessons that readers were given in other words: id and language -> the day when those were published.

    That a person has looked at a lesson is no change of it.
    """
    before = index_items(published)
    changed: dict[ItemKey, str] = {}
    for lesson in lessons:
        item = _known(lesson.id, lesson.language, lesson.metadata.was, before)
        if item is not None and item.hash not in (lesson_hash(lesson), _hash_unreviewed(lesson)):
            changed[lesson.id, lesson.language] = item.last
    return changed


def _hash_unreviewed(lesson: Lesson) -> str:
    return lesson_hash(replace(lesson, metadata=replace(lesson.metadata, reviewed=())))


def _items(
    library: Library, before: Mapping[ItemKey, PublishedItem], memory: Memory
) -> Iterable[tuple[str, str, str, tuple[str, ...]]]:
    stated: dict[str, tuple[str, ...]] = {}
    for lesson in library.lessons:
        stated[lesson.id] = (*stated.get(lesson.id, ()), *lesson.metadata.was)
    for course in library.courses:
        yield course.id, course.language, _course_digest(course, library, before), course.metadata.was
        for lesson in course.lessons:
            digest = memory.recall(("hash", lesson.path), (lesson,), partial(lesson_hash, lesson))
            # A lesson moves along with its course and with its original.
            along = (*stated[lesson.id], *(f"{old}/{lesson.slug}" for old in course.metadata.was))
            was = (*lesson.metadata.was, *(id for id in along if (id, lesson.language) in before))
            yield lesson.id, lesson.language, digest, was


def _course_digest(course: Course, library: Library, before: Mapping[ItemKey, PublishedItem]) -> str:
    """Return the course's hash; the one from before while a lesson that readers had is only withheld."""
    known = _known(course.id, course.language, course.metadata.was, before)
    missing = library.unreadable - {lesson.id for lesson in course.lessons}
    withheld = any((item, course.language) in before for item in missing if item.startswith(f"{course.id}/"))
    return known.hash if known is not None and withheld else course_hash(course)


def _known(
    item_id: str, language: str, was: Iterable[str], before: Mapping[ItemKey, PublishedItem]
) -> PublishedItem | None:
    """Find what was published under this id, or under one it had before it moved."""
    return next((before[i, language] for i in (item_id, *was) if (i, language) in before), None)


def _dated(item_id: str, language: str, digest: str, known: PublishedItem | None, today: str) -> PublishedItem:
    if known is None:
        return PublishedItem(item_id, language, first=today, last=today, hash=digest)
    lasting = "" if known.lasting_id == item_id else known.lasting_id
    is_back = bool(known.withdrawn)
    known = replace(known, id=item_id, identifier=lasting, withdrawn="")
    if is_back:  # whoever took it out of a catalog has to hear of it again
        known = replace(known, last=today, recorded=today if known.record else "")
    return known if known.hash == digest else replace(known, last=today, hash=digest)


def _move(item: PublishedItem, known: PublishedItem | None, was: Iterable[str]) -> PublishedItem:
    """Remember where an item was: its old addresses are kept when its author no longer names them."""
    before = (*known.moved_from, known.lasting_id, known.id) if known else ()
    old = tuple(dict.fromkeys(id for id in (*before, *was) if id != item.id))
    return item if item.moved_from == old else replace(item, moved_from=old)


def _stated(metadata: LessonMetadata | CourseMetadata) -> dict[str, object]:
    """Return what an author wrote: a field that a later version adds changes nobody's hash."""
    stated, unstated = asdict(metadata), asdict(type(metadata)())
    if not metadata.based_on.lesson:  # a later version's, inside of one that was there before
        for values in (stated, unstated):
            del values["based_on"]["lesson"]
    # Where a lesson lay, what it was translated from and what catalogs say of it is nothing that readers are given.
    unseen = ("was", "translation_of", "catalog", "subjects", "alignments")
    return {key: value for key, value in stated.items() if value != unstated[key] and key not in unseen}


def _is_only_away(item_id: str, library: Library) -> bool:
    """Tell whether the item is still there, only not fit to be published this time."""
    return item_id in library.unreadable or any(other.startswith(f"{item_id}/") for other in library.unreadable)


def _vanished(item_id: str, language: str) -> Diagnostic:
    return Diagnostic(
        code="CF090",
        severity=Severity.ERROR,
        message=f"“{item_id}” ({language}) was published, and now its file is gone.",
        location=Location(PUBLISHED_FILE),
        hint="If it moved, write `was: [" + item_id + "]` between the --- lines at the top of its new place. "
        "If it was taken back on purpose, add it to withdrawn.yml. Otherwise bring the file back.",
    )


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
