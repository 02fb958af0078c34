"""What is known about a work, completed from its neighbors; what nobody has said stays unsaid."""

from collections.abc import Iterator
from dataclasses import replace

from courseforge.importing.draft import Facts
from courseforge.importing.surroundings import Surroundings
from courseforge.model import Original


def complete_facts(facts: Facts, around: Surroundings, stem: str, author: str, own: bool) -> Facts:
    """Add what the neighbors say; of somebody's own work, only its license."""
    title = facts.title or stem.replace("_", " ").replace("-", " ").strip().capitalize()
    license = facts.license or around.license
    authors = (author,) if author else ()
    if own:
        return replace(facts, title=title, license=license, authors=authors, based_on=Original())
    stated = facts.based_on
    original = Original(
        stated.title or title, stated.author or around.author, stated.source or around.address,
        stated.license or license,
    )  # fmt: skip
    known = original.author or original.source or original.license
    return replace(facts, title=title, license=license, authors=authors, based_on=original if known else Original())


def list_known(facts: Facts) -> Iterator[str]:
    """Name the facts that are known."""
    for name in ("title", "description", "authors", "license", "duration", "objectives"):
        if getattr(facts, name):
            yield name
    if facts.based_on != Original():
        yield "based_on"
    yield from facts.kept


def list_unknown(facts: Facts) -> Iterator[str]:
    """Name the facts that somebody should add."""
    known = set(list_known(facts))
    yield from (name for name in ("description", "authors", "license", "duration", "objectives") if name not in known)
