"""What the showcase says: works of learners, the latest first, each with the lesson that it grew from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from courseforge.model import Work
from courseforge.model.vocabulary import LocalizedText, localize
from courseforge.records.addresses import page_path, relative_url
from courseforge.records.licenses import license_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import author_facts, date_fact, license_name
from courseforge.rendering.views.page import Fact, SiteView
from courseforge.rendering.views.people import link_people
from courseforge.rendering.views.shelf import Shelf
from courseforge.rendering.views.sources import Sources

_SHOWN = 352  # CSS pixels that a picture is wide, but on a narrow screen
_SIZES = f"(min-width: 46em) {_SHOWN}px, 92vw"


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture with its lighter copies, for browsers to choose from."""

    href: str
    width: int
    height: int
    copies: str
    sizes: str


@dataclass(frozen=True, slots=True)
class WorkView:
    """A work.

    Attributes:
        id: of its place on the page.
        title, alt, words: each with its own language where that is not the page's.
    """

    id: str
    title: Fact
    by: Fact
    picture: PictureView | None
    sound: str
    alt: Fact
    words: Fact
    lesson: Fact | None
    license: Fact
    date: Fact | None


@dataclass(frozen=True, slots=True)
class ShowcaseView:
    """All works."""

    works: tuple[WorkView, ...]


def make_showcase_view(shelf: Shelf) -> ShowcaseView:
    """Make the view of the showcase."""
    works = sorted(list_shown(shelf.sources).items(), key=lambda item: item[1].date, reverse=True)
    return ShowcaseView(tuple(_make_work(key, work, shelf) for key, work in works))


def list_shown(sources: Sources) -> dict[str, Work]:
    """Return the works whose files are whole, by key, in the file's order."""
    return {key: work for key, work in sources.library.showcase.items() if key in sources.exhibits}


def made_with(lesson_id: str, path: str, site: SiteView, sources: Sources) -> tuple[Fact, ...]:
    """Name what grew from a lesson, with links from the page at ``path``."""
    shown = ((key, work) for key, work in list_shown(sources).items() if work.lesson == lesson_id)
    return tuple(_link_work(key, work, path, site, sources) for key, work in shown)


def link_shown(path: str, site: SiteView, sources: Sources) -> Iterator[tuple[str, Work, Fact]]:
    """Link from the page at ``path`` to each work, by its title."""
    for key, work in list_shown(sources).items():
        title = _say(work.title, work, site.language, sources)
        yield key, work, replace(title, href=f"{relative_url(site.showcase, path)}#{_place(key)}")


def _link_work(key: str, work: Work, path: str, site: SiteView, sources: Sources) -> Fact:
    title = _say(work.title, work, site.language, sources)
    maker = author_facts([work.by], sources.library.vocabulary)[0].text
    words = Interface(site.language).text("{title}, by {name}", title=title.text, name=maker)
    return Fact(words, f"{relative_url(site.showcase, path)}#{_place(key)}")


def _place(key: str) -> str:
    return f"cf-work-{key}"


def _make_work(key: str, work: Work, shelf: Shelf) -> WorkView:
    sources, ui = shelf.sources, shelf.ui
    exhibit = sources.exhibits[key]
    return WorkView(
        id=_place(key),
        title=_say(work.title, work, ui.language, sources),
        by=link_people([work.by], shelf.path, sources, ui)[0],
        picture=_make_picture(key, shelf) if exhibit.picture else None,
        sound=relative_url(exhibit.sound, shelf.path) if exhibit.sound else "",
        alt=_say(work.alt, work, ui.language, sources),
        words=_say(work.words, work, ui.language, sources),
        lesson=next(_find_lesson(work.lesson, shelf), None),
        license=Fact(license_name(work.license, ui), license_url(work.license), rel="license"),
        date=date_fact(work.date, ui) if work.date else None,
    )


def _make_picture(key: str, shelf: Shelf) -> PictureView:
    exhibit = shelf.sources.exhibits[key]
    copies = ", ".join(f"{relative_url(path, shelf.path)} {width}w" for width, path in exhibit.copies)
    return PictureView(relative_url(exhibit.picture, shelf.path), *exhibit.size, copies, _SIZES)


def _say(text: LocalizedText, work: Work, language: str, sources: Sources) -> Fact:
    """Choose a text for a language, and name its own where that is another one."""
    said = localize(text, language)
    own = work.language or sources.default_language
    if not isinstance(text, str):
        own = next((tag for tag, words in text.items() if words == said), own)
    return Fact(said, language="" if not said or own.split("-")[0] == language.split("-", maxsplit=1)[0] else own)


def _find_lesson(lesson_id: str, shelf: Shelf) -> Iterator[Fact]:
    """Link to the lesson in the page's language, else to its original; nothing where it is not published."""
    holding = next((one for one in shelf.sources.holdings if one.id == lesson_id), None)
    if holding is not None:
        lesson = holding.edition(shelf.ui.language)
        target = page_path("lesson", lesson.id, lesson.language, shelf.sources.default_language)
        foreign = "" if lesson.language == shelf.ui.language else lesson.language
        yield Fact(lesson.metadata.title, relative_url(target, shelf.path), language=foreign)
