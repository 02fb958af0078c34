"""The pages of two sites of one book, piece by piece: what is in the one and not in the other."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from page_constructs import REPLACEABLE, WORDS, Dialect, Piece, read_page
from site_links import Site

Pages = Mapping[str, Counter[Piece]]
#: Pages that Jupyter Book adds to every book, by which nothing is said that the author wrote.
ADDED_BY_STOCK = frozenset({"genindex.html", "prf-prf.html", "py-modindex.html", "search.html"})


def list_pages(site: Site, dialect: Dialect) -> dict[str, Counter[Piece]]:
    """Read every page that an author wrote."""
    read = ((name, read_page(name, dialect, site)) for name in site.places if name not in ADDED_BY_STOCK)
    return {name: pieces for name, pieces in read if pieces is not None}


def compare_pages(theirs: Pages, ours: Pages) -> dict[str, Any]:
    """Count each construct, and list the pieces that ours do not have: construct -> page, words."""
    names = {name for pieces in theirs.values() for name, _ in pieces}
    ordered = sorted(names, key=lambda name: (name == WORDS, name))
    lost = {name: _list_lost(theirs, ours, name) for name in ordered}
    return {
        "pages_compared": len(theirs),
        "table": [_make_row(name, theirs, ours, len(lost[name])) for name in ordered],
        "lost": {name: pieces for name, pieces in lost.items() if pieces},
    }


def _make_row(name: str, theirs: Pages, ours: Pages, lost: int) -> dict[str, object]:
    stock, own = _count(theirs, name), _count({page: ours[page] for page in theirs if page in ours}, name)
    own = stock - lost if name == REPLACEABLE else own
    return {"construct": name, "jupyter_book": stock, "courseforge": own, "lost": lost}


def _count(pages: Pages, name: str) -> int:
    return sum(count for pieces in pages.values() for (kind, _), count in pieces.items() if kind == name)


def _list_lost(theirs: Pages, ours: Pages, name: str) -> list[tuple[str, str]]:
    lost = []
    for page, pieces in sorted(theirs.items()):
        gone = pieces - ours.get(page, Counter())
        lost += [(page, words) for (kind, words), count in sorted(gone.items()) if kind == name for _ in range(count)]
    return lost
