"""HTML as rules want to see it: its tags, in order, with their attributes, lines and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
_DEPTH = 50  # elements that are open at the same time; nobody reads what lies deeper
_LONGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Element:
    """A tag that was opened.

    Attributes:
        name: in small letters.
        attributes: by name in small letters; one without a value has an empty one.
        line: 1-based.
        text: the words in it; empty where its closing tag stands elsewhere.
        inside: names of the elements around it, the outermost first.
    """

    name: str
    attributes: Mapping[str, str]
    line: int
    text: str = ""
    inside: tuple[str, ...] = ()


def read_elements(html: str, first_line: int = 1) -> tuple[Element, ...]:
    """Read the tags of a page or a piece of one; nothing in it is refused."""
    parser = _Parser(first_line)
    parser.feed(html[:_LONGEST])
    parser.close()
    return parser.finish()


class _Parser(HTMLParser):
    """Keeps what is open in a list, the innermost last."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self._first_line = first_line
        self._found: list[tuple[str, Mapping[str, str], int, list[str], tuple[str, ...]]] = []
        self._open: list[tuple[str, list[str]]] = []

    # What begins and never ends takes the rest of the page along, as in a browser; the standard library would look at
    # the rest again for each letter of it.

    def parse_starttag(self, i: int) -> int:
        return self._to_the_end(super().parse_starttag(i))

    def parse_endtag(self, i: int) -> int:
        return self._to_the_end(super().parse_endtag(i))

    def parse_html_declaration(self, i: int) -> int:
        return self._to_the_end(super().parse_html_declaration(i))

    def parse_comment(self, i: int, report: int = 1) -> int:
        return self._to_the_end(super().parse_comment(i, bool(report)))

    def parse_pi(self, i: int) -> int:
        return self._to_the_end(super().parse_pi(i))

    def _to_the_end(self, end: int) -> int:
        return end if end >= 0 else len(self.rawdata)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words: list[str] = []
        around = tuple(name for name, _ in self._open)
        line = self.getpos()[0] + self._first_line - 1
        attributes = {name: value or "" for name, value in reversed(attrs)}  # the first of two counts
        self._found.append((tag, attributes, line, words, around))
        if tag not in _EMPTY and len(self._open) < _DEPTH:
            self._open.append((tag, words))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # <a/> opens an element in HTML

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                for _, words in self._open[place + 1 :]:
                    words.append("")
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        for _, words in self._open:
            words.append(data)

    def finish(self) -> tuple[Element, ...]:
        """Return what was found."""
        return tuple(
            Element(name, attributes, line, " ".join("".join(words).split()), around)
            for name, attributes, line, words, around in self._found
        )
