"""Where each value stands in a JSON text, so that one can be changed and every other character stays."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+')

Edit = tuple[int, int, str]  # from, to, what shall stand there


@dataclass(slots=True)
class Place:
    """A value and where it stands.

    Attributes:
        start: of the value; in an object, ``key_start`` is that of its name.
        members: what an object or a list holds, by name or position.
    """

    key_start: int
    start: int
    end: int = 0
    members: dict[str | int, "Place"] = field(default_factory=dict)


def lay_out(text: str) -> Place:
    """Find every value of a text that is known to be JSON."""
    root = Place(0, 0)
    open_places = [root]
    key: tuple[str, int] | None = None
    last: tuple[str, int] | None = None
    for match in _WORD.finditer(text):
        word, holder = match[0], open_places[-1]
        if word == ":":
            assert last is not None
            key = (json.loads(last[0]), last[1])
            del holder.members[len(holder.members) - 1]  # the name was taken for a value
        elif word in "}]":
            open_places.pop().end = match.end()
        elif word != ",":
            name: str | int = key[0] if key else len(holder.members)
            place = Place(key[1] if key else match.start(), match.start(), match.end())
            holder.members[name] = place
            key = None
            if word in "{[":
                open_places.append(place)
        last = (word, match.start())
    return root.members[0]


def find(place: Place, keys: Sequence[str | int]) -> Place | None:
    """Follow a way of names and positions."""
    for key in keys:
        if key not in place.members:
            return None
        place = place.members[key]
    return place


def remove_members(holder: Place, names: Sequence[str | int]) -> list[Edit]:
    """Take members out of an object or a list, each with its comma and the space before its neighbor."""
    members = list(holder.members.items())
    kept = [number for number, (name, _) in enumerate(members) if name not in names]
    if not kept:
        return [(holder.start + 1, holder.end - 1, "")]
    edits = []
    for number, (name, place) in enumerate(members):
        if name in names and number < kept[-1]:
            edits.append((place.key_start, members[number + 1][1].key_start, ""))
        elif name in names:
            edits.append((members[number - 1][1].end, place.end, ""))
    return edits


def write_texts(text: str, holder: Place, items: Sequence[str]) -> Edit:
    """Replace a list of texts by another in the same layout; a text that stays is written as it was."""
    places = list(holder.members.values())
    written = {json.loads(text[place.start : place.end]): text[place.start : place.end] for place in places}
    opening = text[holder.start + 1 : places[0].start] if places else ""
    closing = text[places[-1].end : holder.end - 1] if places else ""
    joint = text[places[0].end : places[1].start] if len(places) > 1 else f",{opening or ' '}"
    made = joint.join(written.get(item) or write_text(text, item) for item in items)
    return (holder.start, holder.end, f"[{opening}{made}{closing}]" if items else "[]")


def write_text(text: str, value: str) -> str:
    """Write one text, with escapes where the file has them."""
    return json.dumps(value, ensure_ascii=text.isascii() and "\\u" in text)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Make the edits, from the end to the beginning; one that lies in another is part of it."""
    done = len(text) + 1
    for start, end, new in sorted(edits, key=lambda edit: (-edit[1], edit[0])):
        if end <= done:
            text = text[:start] + new + text[end:]
            done = start
    return text
