"""A book from its plan to its bytes."""

from io import BytesIO
from zipfile import ZipFile

from courseforge.catalog.epub.accessibility import describe_access, summarize
from courseforge.catalog.epub.archive import write_archive
from courseforge.catalog.epub.books import Book
from courseforge.catalog.epub.chapters import make_chapters
from courseforge.catalog.epub.cover import draw_cover
from courseforge.catalog.epub.frame import (
    CONTAINER,
    STYLE,
    write_cover_page,
    write_navigation,
    write_ncx,
    write_title_page,
)
from courseforge.catalog.epub.media import Media
from courseforge.catalog.epub.package import write_package
from courseforge.rendering.interface import Interface

_COVER = "EPUB/cover.png"


def bind_book(book: Book) -> bytes:
    """Make the whole book."""
    ui = Interface(book.language)
    media = Media(book.files, book.baseurl)
    chapters = make_chapters(book, media)
    access = describe_access(chapters, book.accessibility)
    frame = {
        "package.opf": write_package(book, chapters, media.used, access),
        "nav.xhtml": write_navigation(book, chapters, ui),
        "toc.ncx": write_ncx(book, chapters),
        "cover.xhtml": write_cover_page(book, ui),
        "title.xhtml": write_title_page(book, summarize(access, ui), ui),
        "book.css": STYLE,
        "cover.png": draw_cover(book.title, book.publisher, book.colors, book.identifier),
    }
    texts = {chapter.name: chapter.data for chapter in chapters}
    shown = {name: media.used[name].read_bytes() for name in sorted(media.used)}
    return write_archive(
        (
            ("META-INF/container.xml", CONTAINER),
            *((f"EPUB/{name}", content) for name, content in (frame | texts | shown).items()),
        )
    )


def take_cover(book: bytes) -> bytes:
    """Return the cover of a book that was bound."""
    with ZipFile(BytesIO(book)) as archive:
        return archive.read(_COVER)
