"""Whether somebody who catalogs has looked at a record (CF825)."""

import re
from collections.abc import Iterator

from courseforge.checks.catalog.described import list_described
from courseforge.checks.privacy.persons import WORD
from courseforge.checks.review import Doubt, find_doubt
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CourseSubject
from courseforge.model import CatalogReview, Review, Vocabulary

_NAME = re.compile(rf"{WORD}(?: (?:de|del|la|van|von|{WORD}|[A-Z]\.)){{0,2}} {WORD}")
_JOBS = frozenset(
    "cataloger cataloguer cataloging cataloguing librarian library head manager assistant specialist coordinator "
    "director technician services service metadata branch youth teen adult children chief lead senior team staff "
    "catalogadora catalogador catalogación bibliotecaria bibliotecario biblioteca jefa jefe coordinadora coordinador "
    "técnica técnico responsable equipo metadatos".split()
)


def find_doubtful_catalog_reviews(course: CourseSubject) -> Iterator[Finding]:
    """A record that was reviewed says in which role and on which day.

    ``reviewed`` below ``catalog`` has a ``role`` and a ``date``. The role is no person's name, and the day has come.
    Until then the record says that a program made it.

    Why: from that day on, other libraries rely on the record. They must know whom to ask, and a role can still be
    asked when the person has left. A name would go with the record into every catalog.

    Fails::

        catalog: {reviewed: {role: Robin Garza, date: 2099-01-31}}

    Mended::

        catalog: {reviewed: {role: cataloger, date: 2027-01-31}}
    """
    for described in list_described(course):
        review = described.catalog.reviewed
        if review != CatalogReview():
            for message, hint in _list_faults(review, course):
                yield Finding(described.at("catalog", "reviewed"), message, hint)


def _list_faults(review: CatalogReview, course: CourseSubject) -> Iterator[tuple[str, str]]:
    if not review.role.strip():
        yield "Nothing says who has reviewed this record.", "Write a role, never a name: role: cataloger"
    elif _is_a_person(review.role, course.library.vocabulary):
        hint = "Write what this person does at the library: role: cataloger"
        yield f"“{review.role}” looks like a person's name.", hint
    today = course.library.today
    doubt = find_doubt(Review(review.role, review.date), today, "")
    if doubt is Doubt.UNDATED:
        yield (
            "Nothing says on which day this record was reviewed.",
            f"Write year, month and day: date: {today or '2027-01-31'}",
        )
    elif doubt is Doubt.EARLY:
        message = f"The day of this review, {review.date}, has not come yet, so it does not count."
        yield message, "Write the day on which somebody has looked at the record."


def _is_a_person(role: str, vocabulary: Vocabulary) -> bool:
    words = role.strip()
    known = vocabulary.contributors
    if "@" in words or words in known or any(person.name == words for person in known.values()):
        return True
    return bool(_NAME.fullmatch(words)) and _JOBS.isdisjoint(words.lower().split())
