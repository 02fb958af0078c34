"""The pages of a book: its introduction, and a chapter for each lesson."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from courseforge.catalog.epub.books import Book
from courseforge.catalog.epub.folded import move_answers
from courseforge.catalog.epub.links import lead_links
from courseforge.catalog.epub.media import Media, take_pictures, take_recordings
from courseforge.catalog.epub.page import read_page, visible
from courseforge.catalog.epub.xhtml import clean_up, text, write_document, write_inner
from courseforge.model import Level, Record
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import ages_text, level_name


@dataclass(frozen=True, slots=True)
class Chapter:
    """A finished page of the book.

    Attributes:
        name: of its file.
        sections: id and heading of each part.
        has_math: there is MathML in it.
        kinds: what its text holds of ``img``, ``audio``, ``video``.
        undescribed: it has a picture without a description that is more than decoration.
    """

    name: str
    title: str
    data: bytes
    sections: tuple[tuple[str, str], ...] = ()
    has_math: bool = False
    kinds: frozenset[str] = frozenset()
    undescribed: bool = False


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    name: str
    root: HtmlElement
    ids: frozenset[str]


def make_chapters(book: Book, media: Media) -> tuple[Chapter, ...]:
    """Make a page of every page of the site that the book holds, in order.

    Args:
        media: where what they show is gathered.
    """
    ui = Interface(book.language)
    paths = [(book.home, "introduction.xhtml")] if book.home else []
    paths += [(lesson.path, f"lesson-{n:03}.xhtml") for n, lesson in enumerate(book.lessons, start=1)]
    pages = [_read(path, name, media, ui) for path, name in paths]
    names = {page.path: page.name for page in pages}
    ids = {page.name: page.ids for page in pages}
    for page in pages:
        lead_links(page.root, page.path, names, ids, book.baseurl)
    lessons = pages[1:] if book.home else pages
    introduction = [_make_introduction(pages[0], ui, book)] if book.home and len(pages[0].root) else []
    chapters = [
        _make_chapter(page, record, _say_place(book, record, number, ui), ui)
        for number, (page, record) in enumerate(zip(lessons, book.lessons, strict=True), start=1)
    ]
    return (*introduction, *chapters)


def _read(path: str, name: str, media: Media, ui: Interface) -> _Page:
    root = read_page(media.files[path].read_bytes())
    take_pictures(root, path, media)
    take_recordings(root, path, media, ui)
    move_answers(root, ui)
    return _Page(path, name, root, clean_up(root))


def _make_introduction(page: _Page, ui: Interface, book: Book) -> Chapter:
    title = ui.text("About this course")
    head = f'<h1 id="cf-title">{text(title)}</h1>\n'
    return _finish(page, title, book.language, "introduction", head)


def _make_chapter(page: _Page, record: Record, place: str, ui: Interface) -> Chapter:
    title = visible(record.title) or record.id
    names = ui.join([credit.name for credit in record.credits if visible(credit.name)])
    byline = ui.text("By {names}", names=names)
    lines = (
        f'<p class="place">{text(place)}</p>',
        f'<h1 id="cf-title">{text(title)}</h1>',
        f'<p class="dek">{text(record.description)}</p>' if visible(record.description) else "",
        f'<p class="byline">{text(byline)}</p>' if names else "",
        _list_facts(record, ui),
    )
    return _finish(page, title, record.language, "chapter", "\n".join(filter(None, lines)))


def _finish(page: _Page, title: str, language: str, kind: str, head: str) -> Chapter:
    inner = write_inner(page.root)
    body = (
        f'<section epub:type="{kind}" role="doc-{kind}" aria-labelledby="cf-title">\n'
        f"<header>\n{head}\n</header>\n{inner}\n</section>"
    )
    pictures = list(page.root.iter("img"))
    return Chapter(
        page.name,
        title,
        write_document(title, language, body),
        tuple(_list_sections(page.root)),
        next(page.root.iter("math"), None) is not None,
        frozenset(str(element.tag) for element in page.root.iter("img", "audio", "video")),
        any(not picture.get("alt") for picture in pictures),
    )


def _list_sections(root: HtmlElement) -> Iterable[tuple[str, str]]:
    for heading in root.iter("h2"):
        words = visible(" ".join(heading.text_content().split()))
        if (place := heading.get("id")) and words:
            yield place, words


def _say_place(book: Book, record: Record, number: int, ui: Interface) -> str:
    """Say where in the book a chapter stands; in an anthology, from which course it comes."""
    if not book.home:
        return record.course_title
    return ui.text("{course}, lesson {number} of {total}", course=book.title, number=number, total=len(book.lessons))


def _list_facts(record: Record, ui: Interface) -> str:
    """List what somebody has to know before the lesson, as its label on the site does."""
    levels = {level.value: level for level in Level}
    rows: Sequence[tuple[str, str]] = (
        (ui.text("Time"), ui.duration(record.minutes) if record.minutes else ""),
        (ui.text("Level"), level_name(levels[record.level], ui) if record.level in levels else ""),
        (ui.text("Ages"), ages_text(record.ages)),
        (ui.text("What you need"), ", ".join(record.equipment)),
        (ui.text("No kit?"), record.without_equipment),
    )
    lines = "\n".join(f"<dt>{text(term)}</dt><dd>{text(said)}</dd>" for term, said in rows if visible(said))
    return f'<dl class="facts">\n{lines}\n</dl>' if lines else ""
