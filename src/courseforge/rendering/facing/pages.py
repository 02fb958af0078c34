"""Every page in two languages, made of the lessons' finished pages."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from courseforge.model import SiteFile
from courseforge.rendering.facing.rows import FacingSection, make_sections
from courseforge.rendering.facing.sides import read_side
from courseforge.rendering.kept_pages import open_shelf
from courseforge.rendering.pages import render_page
from courseforge.rendering.shards.kept import renderer_digest
from courseforge.rendering.views import FacingView, View

_FOLDER = "facing"  # of what is built


def make_facing_files(
    views: Iterable[View], pages: Mapping[str, SiteFile], templates: Mapping[str, str], build: Path
) -> list[SiteFile]:
    """Make the page of each translation whose two lessons have pages; what did not change is not made again.

    Args:
        pages: the site's finished pages by path.
        templates: of the library's own, by the name of what they replace.
        build: the folder of everything that is built.
    """
    shelf, made = open_shelf(build / _FOLDER), dict[str, SiteFile]()
    for view in views:
        content, path = _content(view), view.page.path
        sides = pages.get(content.original.path), pages.get(content.translation.path)
        if sides[0] is None or sides[1] is None:
            continue  # whoever has no page is left out, and its translations are made without it
        made_from = _digest(view, sides[0], sides[1], templates)
        file = shelf.load(path, made_from)
        if file is None:
            sections = _read_sections(content, sides[0], sides[1], path)
            page = render_page(view.template, {**view.context(), "sections": sections}, templates)
            file = shelf.keep(path, made_from, page.encode())
        made[path] = file
    shelf.remove_others(made)
    return list(made.values())


def _content(view: View) -> FacingView:
    assert isinstance(view.content, FacingView)
    return view.content


def _digest(view: View, original: SiteFile, translation: SiteFile, templates: Mapping[str, str]) -> str:
    words = (
        *(renderer_digest(), original.sha256, translation.sha256),
        *(sorted(templates.items()), sorted(view.context().items())),
    )
    return hashlib.sha256(repr(words).encode()).hexdigest()


def _read_sections(
    content: FacingView, original: SiteFile, translation: SiteFile, path: str
) -> tuple[FacingSection, ...]:
    sides = (
        read_side(original.read_bytes(), original.path, path, prefix="o-", language=content.original.name),
        read_side(translation.read_bytes(), translation.path, path, prefix="t-", language=""),
    )
    titles = content.original.sections, content.translation.sections
    return make_sections(sides[0], sides[1], content.freshness.pairs, titles)
