"""The front matter of a new lesson, written so that YAML reads back what was meant."""

import json
from collections.abc import Iterator

from courseforge.importing.draft import Facts
from courseforge.model import Original


def write_front_matter(facts: Facts) -> str:
    """Write the facts between two lines of three dashes; what is not known is left out."""
    lines = (
        f"title: {quote(facts.title)}",
        *_write("description", facts.description),
        *((f"authors: [{', '.join(map(quote, facts.authors))}]",) if facts.authors else ()),
        *_write("license", facts.license),
        *_write("duration", facts.duration),
        *_write_list("objectives", facts.objectives),
        "state: proposed",
        *write_original(facts.based_on),
        *facts.kept.values(),
    )
    return "\n".join(("---", *lines, "---"))


def write_original(original: Original) -> Iterator[str]:
    """Write the lines that name an original."""
    facts = {name: getattr(original, name) for name in ("title", "author", "source", "license", "lesson")}
    if any(facts.values()):
        yield "based_on:"
        yield from (f"  {name}: {quote(text)}" for name, text in facts.items() if text)


def quote(text: str) -> str:
    """Write a text in double quotes, on one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _write(key: str, text: str) -> Iterator[str]:
    if text:
        yield f"{key}: {quote(text)}"


def _write_list(key: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        yield f"{key}:"
        yield from (f"  - {quote(text)}" for text in texts)
