"""What HTML in a text holds: tags, comments, pictures and links."""

import re
from collections.abc import Iterator

from courseforge.checks.markup import read_elements
from courseforge.checks.prose.pieces import Image, Link, Note, Piece

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)


def read_html(content: str, line: int) -> Iterator[Piece]:
    """Read a piece of HTML that begins in this line."""
    for match in _COMMENT.finditer(content):
        yield "comments", Note(match[1].strip(), line + content.count("\n", 0, match.start()))
    for element in read_elements(content, line):
        yield element
        said = element.attributes
        if element.name == "img":
            classes = tuple(said.get("class", "").split())
            yield Image(
                said.get("src", ""), said.get("alt"), element.line, "html", said.get("title", ""), classes, said
            )
        elif element.name == "a" and "href" in said:
            yield Link(said["href"], element.text, element.line, "html", said.get("title", ""))
