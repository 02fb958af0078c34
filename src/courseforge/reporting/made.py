"""What a build made, in the numbers that every report of it gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """The site after a build.

    Attributes:
        site: its folder, relative to the library's.
        pages: HTML pages.
        lessons: lessons published, every language counted.
        written: files that are new or different.
        removed: files that no longer belong to it.
        kept: nothing could be published, so the site was left as it was.
        is_book: they are the pages of a Jupyter Book.
    """

    site: str
    pages: int
    lessons: int
    written: int
    removed: int
    kept: bool = False
    is_book: bool = False
