"""Pages at addresses where something was: that it has moved, or that it was taken back."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from courseforge.model import PublishedItem
from courseforge.model.vocabulary import localize
from courseforge.records.addresses import PageKind, page_path, relative_url
from courseforge.rendering.interface import Interface, own_name
from courseforge.rendering.views.facts import date_fact
from courseforge.rendering.views.links import canonical_address, root_of
from courseforge.rendering.views.page import Alternate, Fact, PageView, SiteView, View
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """What was taken back. Neither its title nor whoever made it is named.

    Attributes:
        is_course: a whole course was.
        date: since when; None where nobody knows.
        reason: why, in the page's language or with its own; None where nobody says.
        instead: link to what can be read now.
    """

    is_course: bool
    date: Fact | None
    reason: Fact | None
    instead: Fact | None


@dataclass(frozen=True, slots=True)
class MovedView:
    """What stands elsewhere now.

    Attributes:
        target: link to it, by its title.
        path: of it, below the site's root; empty where it is on another site.
    """

    is_course: bool
    target: Fact
    path: str


def make_former_pages(sites: Mapping[str, SiteView], sources: Sources, taken: Collection[str]) -> Iterator[View]:
    """Make a page for each address that readers were given and that has none today, each once.

    Args:
        taken: paths of the pages that are there.
    """
    seen = set(taken)
    for item in sources.items:
        site = _dress(sites.get(item.language) or sites[sources.default_language], item.language)
        ids = (item.id, *item.moved_from) if item.withdrawn else item.moved_from
        for id in ids:
            path = _path(id, item.language, sources)
            view = _make_page(item, path, site, sources) if path not in seen else None
            if view is not None:
                seen.add(path)
                yield view


def list_moves(views: Iterable[View]) -> list[tuple[str, str]]:
    """Return the path of each page that has moved, and where it is now."""
    return sorted(
        (view.page.path, view.content.path)
        for view in views
        if isinstance(view.content, MovedView) and view.content.path
    )


def _dress(site: SiteView, language: str) -> SiteView:
    """Speak a language in which nothing is left to read, with links to what there is."""
    return (
        site
        if site.language == language
        else replace(site, language=language, direction=Interface(language).direction)
    )


def _make_page(item: PublishedItem, path: str, site: SiteView, sources: Sources) -> View | None:
    if item.withdrawn:
        return _withdrawn_page(item, path, site, sources)
    is_there = (item.id, item.language) in sources.records  # else it is held back, and comes again
    return _moved_page(item, path, site, sources) if is_there else None


def _withdrawn_page(item: PublishedItem, path: str, site: SiteView, sources: Sources) -> View:
    ui, is_course = Interface(item.language), _is_course(item.id)
    told = sources.library.find_withdrawal(item.id)
    day = (told.date if told else "") or item.withdrawn
    title = ui.text("This course was taken back") if is_course else ui.text("This lesson was taken back")
    page = PageView(
        kind="withdrawn",
        path=path,
        root=root_of(path),
        title=title,
        window_title=f"{title} | {site.title}",
        description="",
        language=item.language,
        languages=_list_languages(item, path, sources),
    )
    reason = _say(told.reason, item.language, sources) if told and told.reason else None
    # Without a word about it, it may still be there in another language.
    instead = _link(told.instead if told else item.id, item.language, path, sources)
    return View(site, page, WithdrawnView(is_course, date_fact(day, ui), reason, instead))


def _moved_page(item: PublishedItem, path: str, site: SiteView, sources: Sources) -> View | None:
    ui, is_course = Interface(item.language), _is_course(item.id)
    target = _path(item.id, item.language, sources)
    title = ui.text("This course has moved") if is_course else ui.text("This lesson has moved")
    record = sources.records[item.id, item.language]
    moved = MovedView(is_course, Fact(record.title, relative_url(target, path)), target)
    page = make_moved_page(path, title, canonical_address(target, sources.settings), site, item.language)
    return View(site, page, moved)


def make_moved_page(path: str, title: str, canonical: str, site: SiteView, language: str) -> PageView:
    """Describe a page that says that what was there has moved.

    Args:
        canonical: address of what it leads to.
        language: of the page, as a BCP 47 tag.
    """
    return PageView(
        kind="moved",
        path=path,
        root=root_of(path),
        title=title,
        window_title=f"{title} | {site.title}",
        description="",
        language=language,
        canonical=canonical,
    )


def _is_course(item_id: str) -> bool:
    return "/" not in item_id


def _path(item_id: str, language: str, sources: Sources) -> str:
    kind: PageKind = "course" if _is_course(item_id) else "lesson"
    return page_path(kind, item_id, language, sources.default_language)


def _list_languages(item: PublishedItem, path: str, sources: Sources) -> tuple[Alternate, ...]:
    """Name the languages in which a thing was taken back, so that readers can choose theirs."""
    if path != _path(item.id, item.language, sources):
        return ()
    tags = [other.language for other in sources.items if other.id == item.id and other.withdrawn]
    hrefs = {tag: relative_url(_path(item.id, tag, sources), path) for tag in tags}
    urls = {tag: canonical_address(_path(item.id, tag, sources), sources.settings) for tag in tags}
    return tuple(Alternate(tag, own_name(tag), hrefs[tag], urls[tag] or hrefs[tag]) for tag in tags if len(tags) > 1)


def _say(text: str | Mapping[str, str], language: str, sources: Sources) -> Fact:
    """Choose a text for a language, and name its own where that is another one."""
    said = localize(text, language)
    own = sources.default_language if isinstance(text, str) else _find_language(text, said)
    return Fact(said, language="" if own.split("-")[0] == language.split("-", maxsplit=1)[0] else own)


def _find_language(text: Mapping[str, str], said: str) -> str:
    return next((tag for tag, words in text.items() if words == said), "")


def _link(item_id: str, language: str, path: str, sources: Sources) -> Fact | None:
    """Link to a lesson or a course in a language, else in another; None where it is not published."""
    tags = sources.languages_of(item_id)
    if not tags:
        return None
    tag = language if language in tags else tags[0]
    title = sources.records[item_id, tag].title
    return Fact(title, relative_url(_path(item_id, tag, sources), path), "" if tag == language else tag)
