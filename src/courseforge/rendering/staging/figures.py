"""What a cell says about its pictures and tables, put to where each of them is shown.

Plain Jupyter Book knows one text for all pictures of a cell; what differs from one to the next is for our own pages.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from courseforge.model import Cell, Display, list_picture_alts, pick

#: Key of a staged cell's metadata: a list with ``alt`` and ``caption`` of each picture.
PICTURES = "pictures"

Output = Mapping[str, Any]

_TABLE = re.compile(r"<table\b[^<>]*(?=>)", re.IGNORECASE)


def describe_pictures(cell: Cell, outputs: Iterable[Output]) -> dict[str, Any]:
    """Make the metadata of a staged cell that says what its pictures show."""
    shown = [output for output in outputs if "data" in output]
    alts = list_picture_alts(shown, cell.display)
    words = [{"alt": alt, "caption": pick(cell.display.captions, place)} for place, alt in enumerate(alts)]
    made: dict[str, Any] = {}
    declared = cell.metadata.get("mystnb", {})
    image = {key: value for key, value in declared.get("image", {}).items() if key != "alt"}
    if alts and alts[0] is not None and len(set(alts)) == 1:
        image["alt"] = alts[0]
    if image:
        made["image"] = image
    if len(alts) == len(shown) and len(cell.display.captions) == 1:
        made["figure"] = declared.get("figure", {}) | {"caption": cell.display.captions[0]}
        words = [{"alt": word["alt"], "caption": None} for word in words]
    has_words = any(word["alt"] is not None or word["caption"] for word in words)
    return ({"mystnb": made} if made else {}) | ({PICTURES: words} if has_words else {})


def caption_tables(outputs: Iterable[Output], display: Display) -> tuple[Output, ...]:
    """Give each output that is a table its caption, and a name for those who listen."""
    given = tuple(outputs)
    if not display.table_captions and not display.table_alts:
        return given
    made: list[Output] = []
    place = 0
    for output in given:
        html = output.get("data", {}).get("text/html")
        if html is not None and _TABLE.search(html):
            new = _caption(html, pick(display.table_captions, place), pick(display.table_alts, place))
            made.append({**output, "data": {**output["data"], "text/html": new}})
            place += 1
        else:
            made.append(output)
    return tuple(made)


def _caption(html: str, caption: str | None, alt: str | None) -> str:
    name = f' aria-label="{escape(alt)}"' if alt else ""
    opened = f"<caption>{escape(caption)}</caption>" if caption and "<caption" not in html else ""
    match = _TABLE.search(html)
    assert match is not None
    return f"{html[: match.end()]}{name}>{opened}{html[match.end() + 1 :]}"
