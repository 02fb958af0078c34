"""Where a page's links lead: home, up, to its other languages. All are relative, so that a copy on a stick works."""

from courseforge.config import Settings
from courseforge.records.addresses import PageKind, absolute_url, page_path, relative_url
from courseforge.rendering.interface import Interface, own_name
from courseforge.rendering.views.page import Alternate, Fact, SiteView
from courseforge.rendering.views.sources import Sources

_OF_COURSES = ("course", "lesson", "sheets", "labels", "cards")  # which exist in some languages only


def root_of(path: str) -> str:
    """Return the way from a page to the site's root."""
    return "../" * path.count("/") or "./"


def canonical_address(path: str, settings: Settings) -> str:
    """Return a page's address on the web, where the library states its own."""
    return absolute_url(path, settings.html.baseurl) if settings.html.baseurl else ""


def make_crumbs(path: str, site: SiteView, *steps: tuple[str, str]) -> tuple[Fact, ...]:
    """Lead from home to the page itself, by names and paths; the page's own name is no link."""
    home = Fact(Interface(site.language).text("Home"), relative_url(site.home, path))
    return (home, *(Fact(text, "" if target == path else relative_url(target, path)) for text, target in steps))


def make_languages(kind: PageKind, item_id: str, language: str, sources: Sources) -> tuple[Alternate, ...]:
    """Return every language of a page, its own included; none where there is only one."""
    default, baseurl = sources.default_language, sources.settings.html.baseurl
    here = page_path(kind, item_id, language, default)
    tags = sources.languages_of(item_id) if kind in _OF_COURSES else sources.languages
    if len(tags) == 1:
        return ()
    paths = {tag: page_path(kind, item_id, tag, default) for tag in tags}
    hrefs = {tag: relative_url(path, here) for tag, path in paths.items()}
    return tuple(
        Alternate(tag, own_name(tag), hrefs[tag], absolute_url(paths[tag], baseurl) if baseurl else hrefs[tag])
        for tag in tags
    )
