"""Front matter of other programs: what means the same in a lesson, and what has no place in one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from courseforge.importing.draft import Remark
from courseforge.model import LessonMetadata
from courseforge.reading.front_matter import take_front_matter
from courseforge.reading.wording import one_line

_OURS = frozenset(field.name for field in fields(LessonMetadata))
_KEPT = _OURS - {"title", "description", "authors", "license", "duration", "objectives", "state", "was"}
_KEPT |= {"kernelspec", "jupytext"}
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,100}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,9}")
_BLOCK = re.compile(r"(?m)^([A-Za-z_][\w-]*)[ \t]*:.*(?:\n(?:[ \t#-].*|[ \t]*(?=\n)))*")


@dataclass(frozen=True, slots=True)
class FrontFacts:
    """A text's front matter, taken apart.

    Attributes:
        value: its keys and values; empty where there is none, or it cannot be read.
        rest: the text after it.
        rest_line: 1-based line where ``rest`` begins.
        blocks: the lines of each key, as they were written.
    """

    value: Mapping[str, Any]
    rest: str
    rest_line: int
    blocks: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()

    def text(self, *keys: str) -> str:
        """Return the first of these facts that is a text or a number, on one line."""
        found = (self.value.get(key) for key in keys)
        return next((one_line(str(value)) for value in found if isinstance(value, str | int | float) and value), "")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a fact as texts: of a list of people, their names."""
        value = self.value.get(key)
        items = value if isinstance(value, list) else [value]
        named = (item.get("name") if isinstance(item, Mapping) else item for item in items)
        return tuple(one_line(str(name)) for name in named if isinstance(name, str | int | float) and name != "")

    def keep(self) -> Mapping[str, str]:
        """Return the lines that mean the same in a lesson."""
        return {key: block for key, block in self.blocks.items() if key in _KEPT or self._gives_values(key)}

    def refuse(self, taken: frozenset[str]) -> tuple[Remark, ...]:
        """Say of each key that is neither kept nor taken whole that it stands beside the lesson."""
        refused = [
            block
            for key, block in self.blocks.items()
            if key not in _KEPT
            and not self._gives_values(key)
            and not (key in taken and (key == "based_on" or _is_plain(self.value.get(key))))
        ]
        said = "A fact at the top has no place in a lesson."
        remarks = [Remark("kept", said, "the top", without_addresses(block)) for block in refused]
        if any(_MAIL.search(block) for block in refused):
            told = "A mail address is left out: in Git it would stay for ever."
            remarks.append(Remark("changed", told, "the top"))
        return tuple(remarks)

    def _gives_values(self, key: str) -> bool:
        """Tell whether a key does nothing but give names values, which a lesson may do, too."""
        value = self.value.get(key)
        return key == "myst" and isinstance(value, Mapping) and value.keys() == {"substitutions"}


def _is_plain(value: object) -> bool:
    """Tell a value of which nothing is lost: a text, a number, or a list of them."""
    items = value if isinstance(value, list) else [value]
    return all(isinstance(item, str | int | float) and item != "" for item in items)


def without_addresses(block: str) -> str:
    """Leave out mail addresses: they would stay in Git for ever."""
    return _MAIL.sub("(an address, left out)", block)


def read_front_facts(text: str) -> FrontFacts:
    """Take the front matter off a text; one that cannot be read is kept beside the lesson."""
    head = take_front_matter(text)
    if head.front is not None:
        written = head.front.text
        blocks = {match[1]: match[0].rstrip() for match in _BLOCK.finditer(written)}
        return FrontFacts(head.front.document.value, head.rest, head.rest_line, blocks)
    if not head.faults or head.rest == text:
        return FrontFacts({}, text, 1, {})
    written = text[: len(text) - len(head.rest)].strip()
    remark = Remark("kept", "The facts at the top cannot be read.", "the top", without_addresses(written))
    return FrontFacts({}, head.rest, head.rest_line, {}, (remark,))
