"""Where a course's pictures, data and recordings come from: ``media.yml``, one entry for a file or for several."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from courseforge.model.origin import KeyPath

MEDIA_FILE = "media.yml"
OWN = "own"  # source of what the course's authors made themselves


@dataclass(frozen=True, slots=True)
class Original:
    """Somebody else's work that a lesson or a course was made from."""

    title: str = ""
    author: str = ""
    source: str = ""  # where it can be found, best an address
    license: str = ""  # SPDX
    lesson: str = ""  # its id, where it is a lesson of this library


@dataclass(frozen=True, slots=True)
class Medium:
    """What is said about a file."""

    source: str = ""  # "own", or where it was found, best an address
    license: str = ""  # SPDX; for what is one's own, empty stands for the course's
    author: str = ""  # whoever made it, by the name they chose
    title: str = ""
    changed: bool = False  # it is not as it was found: cut, recolored, translated
    people: str = ""  # "none", or "consented: R-12" with the number of the signed papers
    transcript: str = ""  # file with the words of a recording

    @property
    def is_own(self) -> bool:
        """Whether the course's authors made it."""
        return self.source == OWN


@dataclass(frozen=True, slots=True)
class Media:
    """The whole file.

    Attributes:
        entries: path below the course's folder, or a pattern such as ``images/*`` -> what holds for it.
        patterns: the keys of ``entries`` that are patterns, in order.
        lines: key path -> 1-based line.
    """

    entries: Mapping[str, Medium] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    lines: Mapping[KeyPath, int] = field(default_factory=dict)

    def find_key(self, name: str) -> str | None:
        """Return the entry that holds for a file: its own, else the first pattern that fits."""
        if name in self.entries:
            return name
        return next((key for key in self.patterns if fnmatchcase(name, key)), None)

    def find(self, name: str) -> Medium | None:
        """Return what is said about a file, or None."""
        key = self.find_key(name)
        return None if key is None else self.entries[key]
