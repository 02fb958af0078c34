"""What pages of a Jupyter Book need to know of all others: the numbers of headings, and the general index."""

from collections.abc import Iterator
from dataclasses import dataclass

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries


@dataclass(frozen=True, slots=True)
class IndexLine:
    """Words of the general index, the places that they lead to, and what stands below them."""

    words: str
    places: tuple[str, ...]
    below: tuple["IndexLine", ...]


def list_numbers(env: BuildEnvironment) -> dict[str, str]:
    """Return the number of each page that has one (``2.1``), by the page's name."""
    numbers = {name: of.get("") for name, of in env.toc_secnumbers.items()}
    return {name: ".".join(map(str, number)) for name, number in numbers.items() if number}


def list_index(app: Sphinx) -> list[tuple[str, tuple[IndexLine, ...]]]:
    """Return the letters of the general index, each with its lines."""
    entries = IndexEntries(app.env).create_index(app.builder)
    return [(letter, tuple(_list_lines(lines))) for letter, lines in entries]


def _list_lines(lines: object) -> Iterator[IndexLine]:
    for words, (places, below, _key) in lines:  # type: ignore[attr-defined]
        lower = tuple(IndexLine(one, tuple(uri for _, uri in links), ()) for one, links in below)
        yield IndexLine(words, tuple(uri for _, uri in places), lower)
