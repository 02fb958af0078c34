"""A file that belongs to a course besides its lessons, as far as rules want to know it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture's file says about itself.

    Attributes:
        format: ``PNG``, ``JPEG``, ``GIF``, ``WEBP``, …
        tags: names of what is written beside the pixels (Exif, PNG texts, XMP, comments) -> value as a text.
        location: whether it says where it was taken.
        thumbnail: whether it carries a small copy of itself, which keeps what was cropped away.
    """

    format: str
    width: int
    height: int
    tags: Mapping[str, str] = field(default_factory=dict)
    location: bool = False
    thumbnail: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The head of a data file (CSV, TSV).

    Attributes:
        header: cells of the first row.
        rows: the rows that follow it, as many as a rule looks at.
        is_whole: whether these are all of them.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Asset:
    """One file.

    Attributes:
        path: POSIX path relative to the library's folder.
        size: in bytes.
        head: its first bytes.
        text: all of it where it is a text of moderate size; None otherwise.
        picture: what it says about itself, if it is a picture.
        table: what it begins with, if it is a table.
    """

    path: str
    size: int
    head: bytes = b""
    text: str | None = None
    picture: Picture | None = None
    table: Table | None = None

    @property
    def suffix(self) -> str:
        """The ending of the name in small letters: ``.csv``, or an empty text."""
        name = self.path.rpartition("/")[2]
        stem, dot, ending = name.rpartition(".")
        return f"{dot}{ending}".lower() if stem else ""
