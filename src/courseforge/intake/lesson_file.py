"""What came in, as the files of a course: named after the lesson, with its facts at its head."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from courseforge.intake.anonymous import Draft
from courseforge.intake.facts import has_facts, keep_facts, state_facts
from courseforge.intake.parcel import Companion
from courseforge.intake.traces import rename_companions, shorten_paths
from courseforge.reading.front_matter import take_front_matter
from courseforge.reading.names import is_slug
from courseforge.reading.wording import one_line, slugify

_HEADING = re.compile(r"(?m)^ {0,3}#{1,2}[ \t]+(.+?)[ \t#]*$")
_LONGEST_TITLE = 120
_LONGEST_SLUG = 50


@dataclass(frozen=True, slots=True)
class LessonFiles:
    """The files of a lesson, by their POSIX paths inside a course."""

    title: str
    slug: str
    lesson: str
    files: dict[str, bytes]


def find_title(draft: Draft) -> str:
    """Find what the lesson is called: its facts say it, or its first heading."""
    for text in draft.list_texts():
        head = take_front_matter(text)
        stated = head.front.document.value.get("title") if head.front else None
        if isinstance(stated, str) and stated.strip():
            return one_line(stated)[:_LONGEST_TITLE]
        if match := _HEADING.search(head.rest):
            return one_line(match[1])[:_LONGEST_TITLE]
    return ""


def propose_slug(title: str) -> str:
    """Make the lesson's part of an address from its title."""
    slug = slugify(title, otherwise="new-lesson")[:_LONGEST_SLUG].strip("-")
    return slug if is_slug(slug) else "new-lesson"


def make_files(draft: Draft, companions: Sequence[Companion], slug: str, key: str) -> LessonFiles:
    """Make the files of a proposed lesson.

    Args:
        slug: the lesson's part of its address, after which its companions are named too.
        key: of the author in ``contributors.yml``.
    """
    title = find_title(draft)
    names = [
        f"{companion.folder}/{slug}-{number}{companion.ending}"
        for number, companion in enumerate(companions, start=1)
    ]
    plain = draft.rewrite(lambda text: rename_companions(shorten_paths(text), companions, names))
    path = f"{slug}{draft.ending}"
    data = _put_facts(plain, title or slug, key).write()
    pairs = zip(names, (companion.data for companion in companions), strict=True)
    return LessonFiles(title or slug, slug, path, {path: data, **dict(pairs)})


def _put_facts(draft: Draft, title: str, key: str) -> Draft:
    if draft.notebook is None:
        kept, rest = keep_facts(draft.text)
        return Draft(draft.ending, None, state_facts(kept, title, key) + rest)
    cells = list(draft.notebook["cells"])
    words = next((n for n, cell in enumerate(cells) if cell["cell_type"] != "code"), None)
    kept = ""
    if words is not None and has_facts(cells[words]["source"]):
        kept, rest = keep_facts(cells[words]["source"])
        cells[words : words + 1] = [{**cells[words], "source": rest}] if rest.strip() else []
    facts = {"cell_type": "raw", "metadata": {}, "source": state_facts(kept, title, key).removesuffix("\n")}
    document = Draft(draft.ending, {**draft.notebook, "cells": [facts, *cells]})
    return document.rewrite(lambda text: text)  # which numbers the cells anew
