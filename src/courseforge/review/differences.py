"""Two states of a lesson's page, compared block by block: paragraphs, lists, cells, figures."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from courseforge.rendering.facing.sides import Block, Part
from courseforge.review.marking import mark_words

_MOST = 2_000  # blocks
_LABEL = re.compile(r' aria-label="[^"]*"')  # says on which side it stands
#: What cannot be read word by word: it stands side by side.
_WHOLE = re.compile(r"<(?:pre|img|table|math|svg|video|audio|figure)[\s>]")


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a block.

    Attributes:
        kind: ``marked``: ``after`` has its new and its old words marked.
        before: its HTML; empty for a new one.
        after: its HTML; empty for one that is gone.
    """

    kind: Literal["same", "new", "gone", "marked", "sides"]
    before: str
    after: str


def compare(
    before: Sequence[Part], after: Sequence[Part], identify: Callable[[str], str] = lambda html: html
) -> tuple[Difference, ...]:
    """Compare two pages.

    Args:
        identify: puts into a block's HTML, in the place of the addresses of files, what the files hold.
    """
    old, new = list(_flatten(before))[:_MOST], list(_flatten(after))[:_MOST]
    old_keys, new_keys = ([_key(block, identify) for block in blocks] for blocks in (old, new))
    found: list[Difference] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Difference("same", "", block.html) for block in new[j1:j2]]
        else:
            found += _pair(old[i1:i2], new[j1:j2])
    return tuple(found)


def _flatten(parts: Sequence[Part]) -> Iterator[Block]:
    for part in parts:
        if part.title:
            yield Block("h2", part.title)
        yield from part.blocks


def _key(block: Block, identify: Callable[[str], str]) -> tuple[str, ...]:
    if block.content:
        return (block.kind, *block.content)
    return (block.kind, identify(_LABEL.sub("", block.html)))


def _pair(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Difference]:
    """Put beside each other what is of one kind, in order."""
    old_kinds, new_kinds = ([block.kind for block in blocks] for blocks in (old, new))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old_kinds, new_kinds, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (_show(*pair) for pair in zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            yield from (Difference("gone", block.html, "") for block in old[i1:i2])
            yield from (Difference("new", "", block.html) for block in new[j1:j2])


def _show(old: Block, new: Block) -> Difference:
    if not _WHOLE.search(old.html) and not _WHOLE.search(new.html):
        marked = mark_words(old.html, new.html)
        if marked is not None:
            return Difference("marked", old.html, marked)
    return Difference("sides", old.html, new.html)
