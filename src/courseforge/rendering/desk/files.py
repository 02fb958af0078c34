"""Sheets, labels and cards are kept: a page is made again only when a record of its course says something else."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path

from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import SiteFile
from courseforge.rendering.kept_pages import open_shelf
from courseforge.rendering.pages import render_page
from courseforge.rendering.qr_code import QrCode, draw_qr_code
from courseforge.rendering.shards.kept import renderer_digest
from courseforge.rendering.views import DeskPage, View

_FOLDER = "desk"  # of what is built


def make_desk_files(
    pages: Iterable[DeskPage], templates: Mapping[str, str], build: Path, memory: Memory = NO_MEMORY
) -> list[SiteFile]:
    """Make the pages one after another; each goes to the disk before the next is made.

    Args:
        templates: of the library's own, by the name of what they replace.
        build: the folder of everything that is built.
        memory: of the pages that this process has made before.
    """
    shelf, own = open_shelf(build / _FOLDER), repr(sorted(templates.items()))
    files = []
    for page in pages:
        digest = memory.recall(("desk", page.path), (*page.of, own), partial(_digest, page, own))
        files.append(shelf.load(page.path, digest) or shelf.keep(page.path, digest, _render(page, templates)))
    shelf.remove_others(file.path for file in files)
    return files


def _digest(page: DeskPage, own: str) -> str:
    words = (renderer_digest(), own, sorted(page.make().context().items()))
    return hashlib.sha256(repr(words).encode()).hexdigest()


def _render(page: DeskPage, templates: Mapping[str, str]) -> bytes:
    view = page.make()
    return render_page(view.template, {**view.context(), "codes": _draw_codes(view)}, templates).encode()


def _draw_codes(view: View) -> Mapping[str, QrCode]:
    """Draw what the page shows; this takes longer than all else, so it is done last."""
    return {address: _draw(address) for address in getattr(view.content, "addresses", ())}


@lru_cache(maxsize=4096)  # an address stands on a label and on a card
def _draw(address: str) -> QrCode:
    return draw_qr_code(address)
