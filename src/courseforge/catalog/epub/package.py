"""A book's package document: what it is, and what it is made of (https://www.w3.org/TR/epub-33/#sec-package-doc)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from courseforge.catalog.epub.accessibility import summarize
from courseforge.catalog.epub.books import Book
from courseforge.catalog.epub.chapters import Chapter
from courseforge.catalog.epub.media import media_type
from courseforge.catalog.epub.page import visible
from courseforge.catalog.epub.xhtml import text
from courseforge.model import Accessibility, SiteFile, Subject
from courseforge.rendering.interface import Interface, find_locale
from courseforge.rendering.views.facts import license_name

#: Vocabularies that the standard has names for (https://www.w3.org/TR/epub-33/#sec-authority).
_AUTHORITIES = {"lcsh": "LCSH", "thema": "Thema", "aat": "AAT"}
_FRAME = (
    ("cover", "cover.xhtml", "application/xhtml+xml", ""),
    ("titlepage", "title.xhtml", "application/xhtml+xml", ""),
    ("nav", "nav.xhtml", "application/xhtml+xml", "nav"),
    ("ncx", "toc.ncx", "application/x-dtbncx+xml", ""),
    ("css", "book.css", "text/css", ""),
    ("cover-image", "cover.png", "image/png", "cover-image"),
)


def write_package(
    book: Book, chapters: Sequence[Chapter], media: Mapping[str, SiteFile], access: Accessibility
) -> bytes:
    """Write the package document.

    Args:
        media: pictures and recordings by their names in the book.
    """
    ui = Interface(book.language)
    direction = find_locale(book.language).text_direction
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{text(book.language)}" dir="{direction}">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *_list_metadata(book, ui),
        *_list_access(access, ui),
        "</metadata>",
        "<manifest>",
        *_list_items(chapters, media),
        "</manifest>",
        f'<spine toc="ncx" page-progression-direction="{direction}">',
        '<itemref idref="cover"/>',
        '<itemref idref="titlepage"/>',
        '<itemref idref="nav"/>',
        *(f'<itemref idref="{_id(chapter.name)}"/>' for chapter in chapters),
        "</spine>",
        "</package>",
    )
    return ("\n".join(lines) + "\n").encode()


def _list_metadata(book: Book, ui: Interface) -> Iterator[str]:
    yield f'<dc:identifier id="id">{text(book.identifier)}</dc:identifier>'
    yield f"<dc:title>{text(book.title)}</dc:title>"
    yield f"<dc:language>{text(book.language)}</dc:language>"
    yield f'<meta property="dcterms:modified">{book.day}T00:00:00Z</meta>'
    for number, credit in enumerate(book.credits, start=1):
        yield f'<dc:creator id="creator-{number}">{text(credit.name)}</dc:creator>'
        yield _refine(f"creator-{number}", "role", "aut", ' scheme="marc:relators"')
    if book.publisher:
        yield f"<dc:publisher>{text(book.publisher)}</dc:publisher>"
    if book.description:
        yield f"<dc:description>{text(book.description)}</dc:description>"
    if visible(book.license):
        rights = " ".join(filter(None, (license_name(book.license, ui), book.license_url)))
    else:
        rights = ui.text("Each lesson states its license.")
    yield f"<dc:rights>{text(rights)}</dc:rights>"
    if book.url:
        yield f"<dc:source>{text(book.url)}</dc:source>"
    yield from _list_subjects(book)
    if book.collection:
        yield f'<meta property="belongs-to-collection" id="collection">{text(book.collection)}</meta>'
        yield _refine("collection", "collection-type", "series")


def _list_subjects(book: Book) -> Iterator[str]:
    for number, subject in enumerate(book.subjects, start=1):
        yield f'<dc:subject id="subject-{number}">{text(subject.term)}</dc:subject>'
        term = _find_code(subject)
        if subject.scheme in _AUTHORITIES and term:
            yield _refine(f"subject-{number}", "authority", _AUTHORITIES[subject.scheme])
            yield _refine(f"subject-{number}", "term", term)
    terms = {subject.term for subject in book.subjects}
    yield from (f"<dc:subject>{text(name)}</dc:subject>" for name in book.interests if name not in terms)


def _find_code(subject: Subject) -> str:
    return visible(subject.code or subject.uri.rstrip("/").rpartition("/")[2])


def _refine(id: str, name: str, value: str, more: str = "") -> str:
    return f'<meta refines="#{id}" property="{name}"{more}>{text(value)}</meta>'


def _list_access(access: Accessibility, ui: Interface) -> Iterator[str]:
    sufficient = (",".join(modes) for modes in access.sufficient)
    facts: Iterable[tuple[str, Iterable[str]]] = (
        ("accessMode", access.modes),
        ("accessModeSufficient", sufficient),
        ("accessibilityFeature", access.features),
        ("accessibilityHazard", access.hazards),
        ("accessibilitySummary", (summarize(access, ui),)),
    )
    for name, values in facts:
        yield from (f'<meta property="schema:{name}">{text(value)}</meta>' for value in values)


def _list_items(chapters: Iterable[Chapter], media: Mapping[str, SiteFile]) -> Iterator[str]:
    for id, name, kind, properties in _FRAME:
        yield _item(id, name, kind, properties)
    for chapter in chapters:
        yield _item(_id(chapter.name), chapter.name, "application/xhtml+xml", "mathml" if chapter.has_math else "")
    for name in sorted(media):
        yield _item(_id(name), name, media_type(name), "")


def _item(id: str, name: str, kind: str, properties: str) -> str:
    stated = f' properties="{properties}"' if properties else ""
    return f'<item id="{id}" href="{name}" media-type="{kind}"{stated}/>'


def _id(name: str) -> str:
    return "i-" + name.replace("/", "-").replace(".", "-")
