"""Reads ``privacy_planted.yml``: what the privacy rules must find, and what they must leave alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PLANTED_FILE = Path(__file__).with_name("privacy_planted.yml")


@dataclass(frozen=True, slots=True)
class Sample:
    """One item of the set.

    Attributes:
        rule: the code that must report it (planted), or is tempted to (innocent, arguable).
        place: where the text stands; the file's head lists the kinds.
        value: what was planted, in one piece.
        text: what stands there, with the value in it.
        structured: whether a pattern can be expected to find it.
        given: what else has to be the case.
        why: what careful people would disagree about.
    """

    id: str
    rule: str
    language: str
    place: str
    value: str
    text: str
    structured: bool
    given: str
    why: str


@dataclass(frozen=True, slots=True)
class PlantedSet:
    """All items: to be reported, not to be reported, and those that may be or not."""

    planted: tuple[Sample, ...]
    innocent: tuple[Sample, ...]
    arguable: tuple[Sample, ...]


def read_planted_set() -> PlantedSet:
    document = yaml.load(PLANTED_FILE.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    planted = tuple(
        _make_sample(item, fact, language)
        for fact, languages in document["planted"].items()
        for language, items in languages.items()
        for item in items
    )
    innocent, arguable = (
        tuple(
            _make_sample(item, item["like"], language) for language, items in document[kind].items() for item in items
        )
        for kind in ("innocent", "arguable")
    )
    return PlantedSet(planted, innocent, arguable)


def _make_sample(item: Mapping[str, Any], fact: str, language: str) -> Sample:
    pieces = item["value"]
    value = pieces if isinstance(pieces, str) else "".join(pieces)
    return Sample(
        id=item["id"],
        rule=f"CF7{fact[1:]}",
        language=language,
        place=item["in"],
        value=value,
        text=item["text"].replace("{value}", value),
        structured=item.get("structured", True),
        given=item.get("given", ""),
        why=item.get("why", ""),
    )
