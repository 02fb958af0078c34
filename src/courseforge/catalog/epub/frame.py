"""The pages of a book that are no lesson's: cover, title page, tables of contents, style sheet."""

from collections.abc import Iterable, Iterator, Sequence

from courseforge.catalog.epub.books import NO_DAY, Book
from courseforge.catalog.epub.chapters import Chapter
from courseforge.catalog.epub.cover import HEIGHT, WIDTH
from courseforge.catalog.epub.page import visible
from courseforge.catalog.epub.xhtml import text, write_document
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import license_name

CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
#: No sizes in pixels and no colors of text: these are the reader's. Nothing is told by color alone.
STYLE = b"""\
body { margin: 0 4%; line-height: 1.5; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.2; hyphens: none; break-after: avoid; page-break-after: avoid; }
li > p, td > p, th > p, dd > p { margin: 0.2em 0; }
h1 { font-size: 1.7em; margin: 0.4em 0; }
h2 { font-size: 1.3em; margin: 1.6em 0 0.5em; }
h3 { font-size: 1.1em; margin: 1.2em 0 0.4em; }
header { margin: 1.5em 0; }
img, video { max-width: 100%; height: auto; }
audio { width: 100%; }
figure { margin: 1em 0; break-inside: avoid; page-break-inside: avoid; }
figcaption, .place, .byline, .see, caption { font-size: 0.9em; }
.place { margin: 0; }
.dek { font-size: 1.1em; margin: 0.4em 0; }
dl.facts, section.credits dl { margin: 1em 0; }
dt { font-weight: bold; }
dd { margin: 0 0 0.4em 1em; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85em; line-height: 1.4; margin: 0; }
pre, code, samp, kbd { font-family: monospace; hyphens: none; }
pre .k, pre .kc, pre .kd, pre .kn, pre .kp, pre .kr, pre .kt, pre .ow { font-weight: bold; }
pre .c, pre .ch, pre .cm, pre .cp, pre .cpf, pre .c1, pre .cs { font-style: italic; }
.cell { margin: 1em 0; border-left: 0.2em solid; padding-left: 0.7em; }
.cell .out { margin-top: 0.6em; border-top: 1px dotted; padding-top: 0.4em; }
.cell-bar { font-size: 0.8em; font-weight: bold; }
.goals, .activity, .exercise, .checkpoint, .reflection, .case-study, .next-steps, .objectives, .admonition, .opened,
.answer, .slip { margin: 1.2em 0; border: 1px solid; padding: 0.2em 0.9em; }
.goals h2 { margin-top: 0.6em; }
.activity, .exercise { border-width: 0.2em; }
.checkpoint, .reflection { border-style: dashed; }
.kind, .admonition-title { font-weight: bold; margin: 0.6em 0; break-after: avoid; page-break-after: avoid; }
.answers { break-before: page; page-break-before: always; }
blockquote { margin: 1em 0 1em 1em; border-left: 0.2em solid; padding-left: 0.8em; }
table { border-collapse: collapse; margin: 1em 0; font-size: 0.85em; }
th, td { border: 1px solid; padding: 0.3em 0.5em; text-align: left; text-align: start; vertical-align: top; }
.elsewhere { font-style: italic; }
.titlepage { text-align: center; margin-top: 15%; }
.titlepage dl { text-align: left; text-align: start; margin-top: 3em; }
.cover { text-align: center; margin: 0; }
.cover img { max-height: 100%; }
nav ol { list-style: none; padding-left: 0; }
nav ol ol { padding-left: 1.2em; }
nav li { margin: 0.4em 0; }
"""


def write_cover_page(book: Book, ui: Interface) -> bytes:
    """Show the cover."""
    alt = text(ui.text("Cover: {title}", title=book.title))
    picture = f'<img src="cover.png" alt="{alt}" role="doc-cover" width="{WIDTH}" height="{HEIGHT}"/>'
    return write_document(
        book.title, book.language, f'<section epub:type="cover" class="cover" aria-label="{alt}">{picture}</section>'
    )


def write_title_page(book: Book, access: str, ui: Interface) -> bytes:
    """Say what the book is, who made it, and what one may do with it.

    Args:
        access: how it can be perceived, in sentences.
    """
    names = ui.join(list(dict.fromkeys(credit.name for credit in book.credits)))
    head = [f'<h1 id="cf-title">{text(book.title)}</h1>']
    head += [f'<p class="dek">{text(book.description)}</p>'] if book.description else []
    byline = ui.text("By {names}", names=names)
    head += [f'<p class="byline">{text(byline)}</p>'] if names else []
    facts = "\n".join(f"<dt>{text(term)}</dt><dd>{said}</dd>" for term, said in _list_facts(book, access, ui) if said)
    body = "\n".join((*head, f"<dl>\n{facts}\n</dl>"))
    return write_document(
        book.title,
        book.language,
        f'<section epub:type="titlepage" class="titlepage" aria-labelledby="cf-title">\n{body}\n</section>',
    )


def _list_facts(book: Book, access: str, ui: Interface) -> Iterator[tuple[str, str]]:
    yield ui.text("Published by"), text(book.publisher)
    if visible(book.license):
        name = license_name(book.license, ui)
        yield ui.text("License"), _link(name, book.license_url)
    else:
        yield ui.text("License"), text(ui.text("Each lesson states its license."))
    yield ui.text("Last changed"), text(ui.date(book.day)) if book.day != NO_DAY else ""
    yield ui.text("On the web"), _link(book.url, book.url)
    yield ui.text("How this book can be read"), text(access)


def _link(words: str, address: str) -> str:
    return f'<a href="{text(address)}">{text(words)}</a>' if address else text(words)


def write_navigation(book: Book, chapters: Sequence[Chapter], ui: Interface) -> bytes:
    """Write the table of contents, and where a reader's own buttons lead."""
    contents, places_name = ui.text("Contents"), ui.text("Places in the book")
    first = chapters[0].name
    landmarks = (
        ("titlepage", "title.xhtml", book.title),
        ("toc", "nav.xhtml#cf-toc", contents),
        ("bodymatter", first, ui.text("Begin to read")),
    )
    entries = "\n".join(_entry(chapter) for chapter in chapters)
    places = "\n".join(
        f'<li><a epub:type="{kind}" href="{place}">{text(name)}</a></li>' for kind, place, name in landmarks
    )
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="cf-toc" aria-labelledby="cf-contents">\n'
        f'<h1 id="cf-contents">{text(contents)}</h1>\n<ol>\n{entries}\n</ol>\n</nav>\n'
        f'<nav epub:type="landmarks" aria-label="{text(places_name)}" hidden="hidden">\n'
        f"<ol>\n{places}\n</ol>\n</nav>"
    )
    return write_document(contents, book.language, body)


def _entry(chapter: Chapter) -> str:
    head = f'<a href="{chapter.name}">{text(chapter.title)}</a>'
    parts = "\n".join(f'<li><a href="{chapter.name}#{id}">{text(words)}</a></li>' for id, words in chapter.sections)
    return f"<li>{head}\n<ol>\n{parts}\n</ol></li>" if parts else f"<li>{head}</li>"


def write_ncx(book: Book, chapters: Iterable[Chapter]) -> bytes:
    """Write the table of contents for readers made before EPUB 3 (OPF 2.0.1, section 2.4.1)."""
    points = "\n".join(
        f'<navPoint id="p-{number}" playOrder="{number}">'
        f"<navLabel><text>{text(chapter.title)}</text></navLabel>"
        f'<content src="{chapter.name}"/></navPoint>'
        for number, chapter in enumerate(chapters, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{text(book.language)}">\n'
        f'<head><meta name="dtb:uid" content="{text(book.identifier)}"/></head>\n'
        f"<docTitle><text>{text(book.title)}</text></docTitle>\n<navMap>\n{points}\n</navMap>\n</ncx>\n"
    ).encode()
