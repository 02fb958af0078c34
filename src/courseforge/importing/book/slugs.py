"""Names of lessons, made of the names of pages: nested folders become one, and each page keeps a name of its own."""

from collections import Counter
from collections.abc import Mapping, Sequence

from courseforge.reading.names import SITE_NAMES, is_slug
from courseforge.reading.wording import slugify

_LONGEST = 64
#: The name of the file beside the lessons that keeps what was the book's own.
KEPT_BOOK = "the-book"
_TAKEN = SITE_NAMES | {"readme", KEPT_BOOK}
_FIRST = "introduction"


def name_lessons(pages: Sequence[str]) -> Mapping[str, str]:
    """Give each page (``basics/loops``), the book's first one first, the last part of a lesson's id.

    Where two would have the same, their folders come before it; where that is not enough, a number behind it.
    """
    slugs: dict[str, str] = {}
    taken = set[str]()
    depths = _choose_depths(pages)
    for number, page in enumerate(pages):
        name = slugify(page.rpartition("/")[2], otherwise="")
        otherwise = f"{name}-page" if name and is_slug(name) else f"page-{number + 1}"
        wanted = _propose(page, depths[page]) or (otherwise if number else _FIRST)
        slugs[page] = _make_free(wanted, taken)
        taken.add(slugs[page])
    return slugs


def _choose_depths(pages: Sequence[str]) -> Mapping[str, int]:
    """Say how many folders of each page's path its name has to tell; the first page's tells none."""
    depths = dict.fromkeys(pages, 0)
    for depth in range(max((page.count("/") for page in pages), default=0)):
        shared = Counter(_propose(page, depths[page]) for page in pages)
        for page in pages[1:]:
            name = _propose(page, depths[page])
            if depths[page] == depth < page.count("/") and (not name or shared[name] > 1):
                depths[page] += 1
    return depths


def _propose(page: str, depth: int) -> str:
    """Make a name of the last parts of a path; empty where it cannot be a lesson's."""
    parts = page.split("/")[-1 - depth :]
    if depth and slugify(parts[-1], otherwise="") in _TAKEN:  # basics/index is called basics
        parts.pop()
    slug = "-".join(filter(None, (slugify(part, otherwise="") for part in parts)))[-_LONGEST:].strip("-")
    return slug if is_slug(slug) and slug not in _TAKEN else ""


def _make_free(slug: str, taken: set[str]) -> str:
    if slug not in taken:
        return slug
    numbered = (f"{slug[: _LONGEST - 5].rstrip('-')}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in numbered if name not in taken)
