"""Records of lessons that nobody has written: with as many facts as careful people state, and no two alike."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from courseforge.config import CatalogSettings, CourseforgeSettings, JupyterBookHtml, Publisher, Settings
from courseforge.model import (
    Accessibility,
    Alignment,
    CatalogFacts,
    CatalogReview,
    Credit,
    PublishedItem,
    Record,
    Resource,
    Subject,
    Translation,
)

ADDRESS = "https://learn.example.org"
_LESSONS_OF_A_COURSE = 20
_WORDS = (
    "river signal paper lantern garden rhythm pattern window market story color number bridge ocean engine".split()
)
_LANGUAGES = {"en": "es", "es": "en"}
_FIRST = date(2026, 1, 5)

SETTINGS = Settings(
    title="Larkfield Learns",
    html=JupyterBookHtml(ADDRESS),
    courseforge=CourseforgeSettings(
        languages=("en", "es"),
        publisher=Publisher("Larkfield Public Library", ADDRESS, "TxLark"),
        catalog=CatalogSettings(
            email="catalog@example.org",
            place="Larkfield, Texas",
            country="txu",
            government="local",
            call_number="ONLINE",
            fields=("942 __ $c EBOOK",),
            gateway="https://gateway.example.org/oai",
            shelves={"isbn": "https://catalog.example.org/isbn/{isbn}"},
        ),
    ),
)


def make_described_lessons(lessons: int) -> tuple[tuple[Record, ...], tuple[PublishedItem, ...]]:
    """Make the records of so many lessons and of their courses, and the manifest of what was published.

    Every second course is the Spanish translation of the one before it. One item in a hundred is withdrawn.
    """
    records = tuple(_make_records(lessons))
    items = [
        PublishedItem(
            record.id, record.language, record.first, record.last, "0" * 64, "", "0" * 64, record.recorded,
            withdrawn="" if number % 100 else record.recorded,
        )
        for number, record in enumerate(records)
    ]  # fmt: skip
    there = tuple(record for record, item in zip(records, items, strict=True) if not item.withdrawn)
    return there, tuple(items)


def _make_records(lessons: int) -> Iterator[Record]:
    for start in range(0, lessons, _LESSONS_OF_A_COURSE):
        course = start // _LESSONS_OF_A_COURSE
        pair, language = course // 2, ("en", "es")[course % 2]
        numbers = range(start, min(start + _LESSONS_OF_A_COURSE, lessons))
        parts = [f"course-{pair:04}/lesson-{number - start:02}" for number in numbers]
        yield _make_course(f"course-{pair:04}", parts, language, Random(-course))
        for number, part in zip(numbers, parts, strict=True):
            yield _make_lesson(part, language, Random(number))


def _make_course(course: str, parts: list[str], language: str, random: Random) -> Record:
    return Record(
        **_make_common(course, f"{course}/index.html", language, random),
        kind="course",
        minutes=45 * len(parts),
        parts=tuple(parts),
        part_urls=tuple(_locate(f"{part}.html", language) for part in parts),
        part_titles=tuple(_make_words(random, 5) for _ in parts),
    )


def _make_lesson(id: str, language: str, random: Random) -> Record:
    course = id.partition("/")[0]
    return Record(
        **_make_common(id, f"{id}.html", language, random),
        kind="lesson",
        level=random.choice(("beginner", "intermediate", "advanced")),
        ages=random.choice(("8-12", "12-18", "16+", "")),
        minutes=random.choice((20, 45, 60, None)),
        teaches=(f"Explain a {random.choice(_WORDS)}", f"Draw a {random.choice(_WORDS)}"),
        needs=(f"Count a {random.choice(_WORDS)}",),
        objectives=tuple(_make_words(random, 8) for _ in range(3)),
        equipment=("Laptop", "Headphones"),
        course_id=course,
        course_title=f"Course {course}",
        course_url=_locate(f"{course}/index.html", language),
        course_identifier=course if language == "en" else f"{course}.{language}",
        template=random.choice(("", "workshop", "tutorial")),
        product=_make_words(random, 6),
        without_equipment=_make_words(random, 15),
        settings=("library", "home"),
        opportunity=_make_words(random, 9),
        resources=(Resource("A book to go with it", isbn="9780306406157"),),
    )


def _make_common(id: str, path: str, language: str, random: Random) -> dict[str, Any]:
    """State what courses and lessons have alike."""
    first = _FIRST + timedelta(days=random.randrange(300))
    last = first + timedelta(days=random.randrange(60))
    other = _LANGUAGES[language]
    identifier = id if language == "en" else f"{id}.{language}"
    return {
        "id": id,
        "language": language,
        "url": _locate(path, language),
        "path": path if language == "en" else f"{language}/{path}",
        "identifier": identifier,
        "title": _make_words(random, 5),
        "description": _make_words(random, 30),
        "publisher": "Larkfield Public Library",
        "publisher_url": ADDRESS,
        "credits": (Credit(f"Maker {random.randrange(500)}"), Credit("Teen Makers Club", group=True)),
        "license": "CC-BY-4.0",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "interests": ("Make music", "Read the land"),
        "interest_ids": ("music", "land"),
        "translations": (
            Translation(
                other,
                _locate(path, other),
                _make_words(random, 5),
                id if other == "en" else f"{id}.{other}",
                original=other == "en",
            ),
        ),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "recorded": last.isoformat(),
        "subjects": (
            Subject("Drum machines", "lcsh", "http://id.loc.gov/authorities/subjects/sh2003003219"),
            Subject(random.choice(_WORDS)),
        ),
        "alignments": (Alignment("DigComp", "3.4", "Programming", "https://example.org/digcomp", "2.2"),),
        "accessibility": Accessibility(
            ("textual", "visual"),
            (("textual",), ("textual", "visual")),
            ("alternativeText", "displayTransformability", "readingOrder", "structuralNavigation"),
            ("noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"),
        ),
        "catalog": CatalogFacts(
            CatalogReview("cataloger", last.isoformat()) if random.random() < 0.5 else CatalogReview(),
            genres=("Instructional and educational works",),
        ),
    }


def _locate(path: str, language: str) -> str:
    return f"{ADDRESS}/{path}" if language == "en" else f"{ADDRESS}/{language}/{path}"


def _make_words(random: Random, count: int) -> str:
    return " ".join(random.choice(_WORDS) for _ in range(count)).capitalize()
