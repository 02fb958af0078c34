"""What lessons refer to by key: people, skills, interests, equipment and branches.

Each kind is one optional file beside ``_config.yml`` (``contributors.yml``, ``skills.yml``, …): a mapping from key to
fields. A name or description may be a text, or a mapping from language to text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from courseforge.model.origin import KeyPath

LocalizedText = str | Mapping[str, str]


def localize(text: LocalizedText, language: str) -> str:
    """Choose the text for a BCP 47 language, else its base language, else the first one given."""
    if isinstance(text, str):
        return text
    for tag in (language, language.split("-", maxsplit=1)[0]):
        if tag in text:
            return text[tag]
    return next(iter(text.values()), "")


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who made something, under the name they chose. No age, no contact, no account is kept."""

    name: str
    url: str = ""
    note: LocalizedText = ""
    consent: str = ""  # opaque reference; the paper itself stays outside the repository
    consent_until: str = ""  # ISO 8601 date of the last day on which it holds
    credit: Literal["", "confirmed"] = ""  # confirmed: they want to be named by first and last name
    staff: bool = False  # works for the library, or is a group of it: needs no paper
    group: bool = False  # stands for several people: a club, a team, a studio
    heading: str = ""  # the form that a cataloger chose for catalogs; of somebody without one, none is made up
    authority: str = ""  # address of that heading: http://id.loc.gov/authorities/names/…


@dataclass(frozen=True, slots=True)
class Skill:
    """Something a reader can do after a lesson (schema.org ``DefinedTerm`` in ``teaches``)."""

    name: LocalizedText
    description: LocalizedText = ""
    url: str = ""
    brought: bool = False  # readers have it from elsewhere: no lesson here need teach it


@dataclass(frozen=True, slots=True)
class Interest:
    """What draws a learner in: a door into the library."""

    name: LocalizedText
    description: LocalizedText = ""


@dataclass(frozen=True, slots=True)
class Equipment:
    """A thing a lesson needs."""

    name: LocalizedText
    description: LocalizedText = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A place where people can learn, and what it owns."""

    name: LocalizedText
    address: str = ""
    url: str = ""
    equipment: tuple[str, ...] = ()  # keys of Equipment


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every vocabulary file of a library, by key. A kind whose file is absent is empty.

    Attributes:
        lines: path of the file (``skills.yml``) -> key path in it -> 1-based line.
    """

    contributors: Mapping[str, Contributor] = field(default_factory=dict)
    skills: Mapping[str, Skill] = field(default_factory=dict)
    interests: Mapping[str, Interest] = field(default_factory=dict)
    equipment: Mapping[str, Equipment] = field(default_factory=dict)
    branches: Mapping[str, Branch] = field(default_factory=dict)
    lines: Mapping[str, Mapping[KeyPath, int]] = field(default_factory=dict)
