"""Facts that are free texts and must still be understood: a page shows them, the catalog reckons with them."""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from courseforge.model import Contributor, KeyPath, LessonMetadata, is_day
from courseforge.reading.codes import FACT_IS_UNDERSTOOD, REFERENCE_EXISTS, Fault, at_most
from courseforge.reading.marc_lines import check_marc_lines
from courseforge.reading.wording import show, slugify
from courseforge.reading.yaml_document import YamlDocument

_AGES = re.compile(r"\d{1,2}\s*(?:[-–]\s*\d{1,2}|\+)")
_DOTTED_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_NO_SPACE = re.compile(r"-[^\s\d-]")


def check_facts(metadata: LessonMetadata, document: YamlDocument) -> tuple[Fault, ...]:
    """Name the facts that nothing can be made of."""
    return (
        *_check_forms(metadata, document),
        *at_most(_check_objectives(metadata, document)),
        *check_marc_lines(metadata.catalog.fields, document, ("catalog", "fields")),
    )


def check_authors(
    authors: Collection[str],
    contributors: Mapping[str, Contributor],
    document: YamlDocument,
    at: KeyPath = ("authors",),
) -> tuple[Fault, ...]:
    """Name authors that are nearly a key of ``contributors.yml``; any other name is a name."""
    names = {person.name for person in contributors.values()}
    return at_most(
        Fault(
            REFERENCE_EXISTS,
            f"{show(author)} is not in contributors.yml, so it is shown as a name.",
            f"Did you mean {show(near)}?",
            line=document.line((*at, number)),
        )
        for number, author in enumerate(authors)
        if author not in contributors and author not in names and (near := _find_key(author, contributors))
    )


def _find_key(author: str, keys: Collection[str]) -> str:
    """Find the key that was probably meant: the same but for its form, or a word that looks like a key."""
    slug = slugify(author[:100])
    if slug in keys:
        return slug
    looks_like_one = author.islower() and not any(map(str.isspace, author))
    near = get_close_matches(slug, sorted(keys), n=1, cutoff=0.75) if looks_like_one else []
    return near[0] if near else ""


def _check_forms(metadata: LessonMetadata, document: YamlDocument) -> Iterator[Fault]:
    if metadata.duration and metadata.minutes is None:
        hint = "Write for example: duration: 45 min, or duration: 1 h 30 min"
        yield _not_understood("duration", metadata.duration, hint, document)
    if metadata.ages and not _AGES.fullmatch(metadata.ages.strip()):
        yield _not_understood("ages", metadata.ages, "Write for example: ages: 12-18, or ages: 16+", document)
    if metadata.review_by and not is_day(metadata.review_by):
        hint = f"Write year, month and day: review_by: {_propose_date(metadata.review_by) or '2027-11-01'}"
        yield _not_understood("review_by", metadata.review_by, hint, document)
    for number, review in enumerate(metadata.reviewed):
        if not review.is_dated:
            hint = f"Write year, month and day: date: {_propose_date(review.date) or '2026-10-31'}"
            yield _not_understood("reviewed", review.date, hint, document, number)


def _not_understood(key: str, value: str, hint: str, document: YamlDocument, *more: int) -> Fault:
    message = f"“{key}” says {show(value)}, which courseforge does not understand."
    return Fault(FACT_IS_UNDERSTOOD, message, hint, line=document.line((key, *more)))


def _propose_date(text: str) -> str:
    match = _DOTTED_DATE.fullmatch(text)
    if match is None:
        return ""
    proposed = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    return proposed if is_day(proposed) else ""


def _check_objectives(metadata: LessonMetadata, document: YamlDocument) -> Iterator[Fault]:
    for number, objective in enumerate(metadata.objectives):
        if _NO_SPACE.match(objective):
            message = f"A space is missing after the hyphen of {show(objective)}."
            hint = "Begin each objective on a line of its own, with a hyphen and a space: - Change the tempo"
            yield Fault(FACT_IS_UNDERSTOOD, message, hint, line=document.line(("objectives", number)))
