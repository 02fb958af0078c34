"""What pages of a Jupyter Book need to know of all others: the numbers of headings, the general index, the proofs."""

from collections.abc import Iterator
from dataclasses import dataclass

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import get_translation

from courseforge.rendering.views.book.site import PROOFS


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


def list_letters(app: Sphinx, frame: str) -> list[tuple[str, tuple[IndexLine, ...]]]:
    """Return what a page that lists words lists: the proofs, else the words of the general index."""
    return list_proofs(app) if frame == PROOFS else list_index(app)


def list_proofs(app: Sphinx) -> list[tuple[str, tuple[IndexLine, ...]]]:
    """Return the kinds of what sphinx-proof has numbered or named, each with its places."""
    translate, groups = get_translation("proof"), dict[str, list[tuple[tuple[int, ...], IndexLine]]]()
    for label, proof in sorted(getattr(app.env, "proof_list", {}).items()):
        page, kind = proof["docname"], translate(proof["realtype"].title())
        number = app.env.toc_fignumbers.get(page, {}).get(proof["countertype"], {}).get(label, ())
        words = f"{'.'.join(map(str, number))} {app.env.titles[page].astext()}".strip()
        line = IndexLine(words, (f"{app.builder.get_relative_uri(PROOFS, page)}#{label}",), ())
        groups.setdefault(kind, []).append((number, line))
    lines = {kind: sorted(found, key=lambda one: one[0]) for kind, found in sorted(groups.items())}
    return [(kind, tuple(line for _, line in found)) for kind, found in lines.items()]


def list_index(app: Sphinx) -> list[tuple[str, tuple[IndexLine, ...]]]:
    """Return the letters of the general index, each with its lines."""
    entries = IndexEntries(app.env).create_index(app.builder)
    return [(letter, tuple(_list_lines(lines))) for letter, lines in entries]


def _list_lines(lines: object) -> Iterator[IndexLine]:
    for words, (places, below, _key) in lines:  # type: ignore[attr-defined]
        lower = tuple(IndexLine(one, tuple(uri for _, uri in links), ()) for one, links in below)
        yield IndexLine(words, tuple(uri for _, uri in places), lower)
