"""What stands in a page: its constructs, each with the words by which it is found again in another program's page.

Two kinds of pages are read: those of sphinx-book-theme, which plain Jupyter Book makes, and our own.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from courseforge.rendering.sphinx_run.latex import take_definitions
from site_links import Site

#: A construct, the words that stand in it, and the page.
Piece = tuple[str, str]
FORMULA = "∎"
WORDS, REPLACEABLE = "words of prose", "frames, videos, pictures of other hosts"

_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " ", "…": "..."})
_PICTURE = re.compile(r".*\.(?:png|jpe?g|gif|svg|webp)", re.IGNORECASE)
_NOTHING = ("outputs: other HTML", "")  # a style sheet for others, or a place that a script fills
_NO_ALT = ("Picture without a description",)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a program marks up its pages.

    Attributes:
        body: where a page's own content stands.
        furniture: what the program adds to it, by which nothing is said that the author wrote.
        code: the code of a cell, inside the cell.
        outputs: what a cell gave, each child one output.
    """

    body: str
    furniture: str
    cell: str
    code: str
    outputs: str


STOCK = Dialect(
    body="article.bd-article",
    furniture=".headerlink, script, style, .prev-next-area, details.hide > summary, button, .section-number,"
    " span.linenos, .sd-summary-icon, .sd-summary-state-marker, .sd-summary-chevron-right",
    cell="div.cell",
    code=".cell_input pre",
    outputs=".cell_output",
)
OWN = Dialect(
    body="main article",
    furniture=".section-number, span.linenos, .take, section.credits, nav, .place, .dek, .byline, .goals,"
    " aside.label, .cell-bar, .contents, .toc, details.folded > summary, details.cite, #cf-criteria",
    cell="div.cell:not(.example)",
    code="pre > code",
    outputs=".out",
)


@dataclass(frozen=True, slots=True)
class Construct:
    """A kind of piece: where it stands in the pages of either program, and what makes it itself."""

    name: str
    stock: str
    own: str
    words: Callable[[LexborNode], str] | None  # None: nothing tells one from another


def text_of(node: LexborNode) -> str:
    """Return the words in an element, told apart by nothing but their letters."""
    plain = unicodedata.normalize("NFKC", node.text(deep=True, separator=" ")).translate(_PLAIN)
    plain = re.sub("-+", "-", " ".join(plain.split()))
    return re.sub(r"\s+(?=[.,;:)!?\]])|(?<=[(\[])\s+", "", plain)


def _numberless(node: LexborNode) -> str:
    return re.sub(r"\d+(?:\.\d+)*", "#", text_of(node))


def _alternative(node: LexborNode) -> str:
    """Return a picture's words; its address, which docutils puts in their place, is none."""
    alt = " ".join((node.attributes.get("alt") or "").translate(_PLAIN).split())
    return "" if _PICTURE.fullmatch(alt) or alt in _NO_ALT else alt


def _body_words(node: LexborNode) -> str:
    """Return the words of a block without its title, which programs word differently."""
    title = node.css_first(".admonition-title, summary, .kind, .sidebar-title, p.title")
    whole = _numberless(node)
    return whole.removeprefix(_numberless(title)).strip() if title is not None else whole


_ROLES = ".activity, .exercise, .hint, .solution, .objectives, .checkpoint, .reflection, .next-steps, .case-study"
_FOLDED = "details.sd-dropdown, .admonition.dropdown, .toggle, details.toggle"
_LINES = ".line-block .line"
_SMALL = "sub, sup, kbd, abbr, del, s"
_ASIDES = "aside.sidebar, div.sidebar, div.margin"
_NUMBERS = (".caption-number", ".caption-number, .exercise > .kind")
CONSTRUCTS = (
    # A page of ours has one title; another one begins a part.
    Construct("headings, levels 1 and 2", "h1, h2", "h1, h2", _numberless),
    *(Construct(f"headings, level {n}", f"h{n}", f"h{n}", _numberless) for n in range(3, 7)),
    Construct("paragraphs", "p:not(.admonition-title)", "p", _numberless),
    Construct("list items", "li", "li", _numberless),
    Construct("ordered lists", "ol", "ol", None),
    Construct("terms of definition lists, glossaries", "dl > dt", "dl > dt", _numberless),
    Construct("fields", "dl.field-list > dt", "dl.field-list > dt", _numberless),
    Construct("tables", "table", "table", _numberless),
    Construct("rows of tables", "tr", "tr", _numberless),
    Construct("captions", "figcaption, .caption-text, caption", "figcaption, .caption-text, caption", _numberless),
    Construct("numbers of figures, tables, proofs, exercises", *_NUMBERS, text_of),
    Construct("code blocks", "div.highlight pre, pre.literal-block", "pre", text_of),
    Construct("titles of code blocks", ".code-block-caption", ".code-block-caption", _numberless),
    Construct("admonitions", "div.admonition", f"div.admonition, details.admonition, {_ROLES}", _body_words),
    Construct("asides and margins", _ASIDES, _ASIDES, _numberless),
    Construct("folded parts", _FOLDED, "details", _body_words),
    Construct("tabs", ".sd-tab-label, .tab-label", ".sd-tab-label, .tab-label", text_of),
    Construct("cards", ".sd-card", ".sd-card", _numberless),
    Construct("cells of grids", ".sd-col", ".sd-col", _numberless),
    Construct("badges", ".sd-badge", ".sd-badge", text_of),
    Construct("buttons", "a.sd-btn", "a.sd-btn", text_of),
    Construct("proofs, theorems, algorithms", ".proof", ".proof", _body_words),
    Construct("quotations", "blockquote", "blockquote", _numberless),
    Construct("signatures of quotations", ".attribution", ".attribution", text_of),
    Construct("line blocks", _LINES, _LINES, text_of),
    Construct("rubrics", "p.rubric", "p.rubric, .kind, summary", _numberless),
    Construct("footnotes", "aside.footnote, dl.footnote > dd", "aside.footnote, dl.footnote > dd", _numberless),
    Construct("marks of footnotes", "a.footnote-reference", "a.footnote-reference", text_of),
    Construct("sources in bibliographies", "div.citation", "div.citation", text_of),
    Construct("tasks", "input.task-list-item-checkbox", "span.task", None),
    Construct("glued values", ".pasted-text, .pasted-inline", ".pasted-text, .pasted-inline", text_of),
    Construct("code in a line", "code:not(pre code)", "code:not(pre code)", text_of),
    Construct("strong words", "strong, b", "strong, b", text_of),
    Construct("stressed words", "em, i:not([class])", "em, i:not([class])", text_of),
    Construct("sub- and superscripts, keys, abbreviations", _SMALL, _SMALL, text_of),
    Construct("places of index entries", "span.target[id^=index-]", "span[id^=index-]", None),
)


def read_page(name: str, dialect: Dialect, site: Site) -> Counter[Piece] | None:
    """Count the pieces of a page; None where it has no content of its own, as a page that only leads on."""
    path = site.folder / name
    root = LexborHTMLParser(path.read_text(encoding="utf-8")).css_first(dialect.body)
    if root is None:
        return None
    own = dialect is OWN
    numbers = Counter(("numbers of headings", text_of(number)) for number in root.css(".section-number"))
    for extra in root.css(dialect.furniture):
        extra.decompose()
    _undo_shortening(root)
    for label in root.css("svg text, svg title"):  # part of a picture, which may be a file of its own
        label.decompose()
    found = numbers + Counter(_contents(root))
    found.update(_links(root, name, site))
    found.update(_media(root, own=own))
    found.update(_signs(root, own=own))
    found.update(_cells(root, dialect))
    found.update(("pictures", _alternative(picture)) for picture in root.css("img") if _is_there(picture, path))
    found.update(_formulas(root))
    for construct in CONSTRUCTS:
        for node in root.css(construct.own if own else construct.stock):
            words = construct.words(node) if construct.words else ""
            if words or construct.words is None:
                found[(construct.name, words)] += 1
    found.update((WORDS, word) for word in re.findall(r"[^\W\d_]+", text_of(root)))
    return found


def _undo_shortening(root: LexborNode) -> None:
    """Let a bare address of a code host be itself, which Jupyter Book's theme writes as owner/name."""
    for link in root.css("a.github.reference, a.gitlab.reference, a.bitbucket.reference"):
        for part in link.iter(include_text=True):
            part.decompose()
        link.insert_child(link.attributes["href"] or "")


def _words_of(link: LexborNode) -> str:
    """Return a link's words, with a mark in the place of each formula."""
    if link.css_first("math, .math") is None:
        return text_of(link)
    copy = LexborHTMLParser(link.html or "").css("a")[0]
    for formula in copy.css("span.math, math"):
        formula.replace_with(f" {FORMULA} ")
    return text_of(copy)


def _links(root: LexborNode, page: str, site: Site) -> Iterator[Piece]:
    for link in root.css("a[href]"):
        href, words = link.attributes["href"] or "", re.sub(r"\d+(?:\.\d+)*", "#", _words_of(link))
        if not words:
            continue
        if urlsplit(href).scheme:
            yield "links to elsewhere", f"{words} → {href}"
        elif "download" in link.attributes or "download" in (link.attributes.get("class") or ""):
            yield "downloads", words  # of a page's source; ours lead to the page, which offers it
        elif target := site.find(page, href):
            yield "links within the book", f"{words} → {target}"  # the place there has to be, too


def _media(root: LexborNode, *, own: bool) -> Iterator[Piece]:
    """Give the host of each frame, player and picture of elsewhere; of our pages, all that a reader can follow."""
    for node in root.css("iframe[src], video, audio, embed[src], object[data], img[src*='//']"):
        source = node.css_first("source[src]") or node
        yield REPLACEABLE, _address(source.attributes.get("src") or source.attributes.get("data") or "")
    for link in root.css("a[href]") if own else ():
        yield REPLACEABLE, _address(link.attributes["href"] or "")
    for extra in root.css("span.elsewhere"):  # inside a link, where only its words can stand
        yield REPLACEABLE, text_of(extra).rpartition(" ")[2].strip("()")
    for extra in root.css(".elsewhere, img[src*='//']"):
        extra.decompose()


def _signs(root: LexborNode, *, own: bool) -> Iterator[Piece]:
    """Count signs of icon fonts; ours are words."""
    for sign in root.css(".sign" if own else "i[class*=fa-], span[class*=fa-], svg.sd-octicon"):
        yield "signs of icon fonts", ""
        sign.decompose()


def _contents(root: LexborNode) -> Iterator[Piece]:
    """Count lists of pages; ours name every lesson, not those below a page."""
    found = False
    for listed in root.css(".toctree-wrapper, ul.list-of-lessons"):
        if listed.css_first("li") is not None:
            found = True
        listed.decompose()
    if found:
        yield "pages with a list of pages", ""


def _is_there(picture: LexborNode, page: Path) -> bool:
    """Tell whether a picture's file is; one that nobody has is not lost by us."""
    return (page.parent / unquote(picture.attributes.get("src") or "?")).is_file()


def _address(url: str) -> str:
    """Return the host; a file of the book's own has another name in every site."""
    return urlsplit(url).hostname or "a file"


def _cells(root: LexborNode, dialect: Dialect) -> Iterator[Piece]:
    for cell in root.css(dialect.cell):
        for code in cell.css(dialect.code):
            yield "code of cells", "".join(code.text().split())
        for box in cell.css(dialect.outputs):
            yield from (piece for output in box.iter() if (piece := _classify(output)) != _NOTHING)
        for cell_text in cell.css("figcaption, .caption-text"):
            yield "captions of outputs", text_of(cell_text)
    for cell in root.css(dialect.cell):
        cell.decompose()


def _classify(output: LexborNode) -> Piece:
    classes = (output.attributes.get("class") or "").split()

    def holds(selector: str) -> bool:
        return output.css_matches(selector)

    if "traceback" in classes or (output.tag == "pre" and "error" in classes):
        return "outputs: errors", text_of(output).removeprefix("- ")  # the line above it
    if holds("table"):
        return "outputs: tables", " ".join(re.sub("[☐☑]", " ", text_of(output)).split())  # boxes that unfold parts
    if output.tag in ("img", "svg") or holds("img, svg, picture"):
        return "outputs: pictures", ""
    if holds("math, .math"):
        return "outputs: formulas", ""
    if output.tag == "pre" or holds("pre"):
        return "outputs: text", text_of(output)
    return "outputs: other HTML", text_of(output)


def _formulas(root: LexborNode) -> Iterator[Piece]:
    """Count formulas, and put a mark in the place of each: no two programs spell them alike."""
    number = root.css("div.math, .amsmath, math[display=block]")
    outer = [node for node in number if not _is_inside(node, "div", "math")]
    for node in outer:
        if _only_defines(node):
            node.decompose()
            continue
        if node.css_first("code") is None:  # else it is shown as it was written
            yield "formulas that stand alone", ""
        for eqno in node.css(".eqno"):
            yield "numbers of formulas", text_of(eqno)
        node.replace_with(f" {FORMULA} ")
    for node in root.css("span.math, math"):
        if _only_defines(node):
            node.decompose()
            continue
        yield "formulas in a line", ""
        node.replace_with(f" {FORMULA} ")


def _only_defines(formula: LexborNode) -> bool:
    """Tell whether a formula as MathJax reads it shows nothing: it says what commands mean."""
    text = re.sub(r"\\(?:[\[\]()]|(?:begin|end)\{split\})", "", formula.text())
    return "\\" in text and not take_definitions(text)[0].strip()


def _is_inside(node: LexborNode, tag: str, name: str) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag == tag and name in (parent.attributes.get("class") or "").split():
            return True
        parent = parent.parent
    return False
