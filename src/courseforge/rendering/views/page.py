"""What every page has: its place in the site, its head, its neighbors."""

from dataclasses import dataclass
from typing import Literal

from courseforge.records.addresses import PageKind
from courseforge.rendering.interface import Interface

ViewKind = PageKind | Literal["notfound", "moved", "withdrawn", "bookpage", "contents", "index"]
RowShape = Literal["", "lead", "wide"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A few words, perhaps with a link, a date or a language of their own.

    Attributes:
        href: relative to the page for pages of this site.
        language: BCP 47 tag where the words are in another language than the page.
        date: ISO 8601, where the words are a date.
        rel: what the link is to this page (``license``, ``next``, ``prev``).
    """

    text: str
    href: str = ""
    language: str = ""
    date: str = ""
    rel: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the label or of the credits. A row without values is never made.

    Attributes:
        shape: ``lead`` is set large, ``wide`` gives the values a line of their own.
    """

    term: str
    values: tuple[Fact, ...]
    shape: RowShape = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language.

    Attributes:
        name: the language's own name.
        href: relative to the page.
        url: absolute where the library states its address, else as ``href``.
    """

    language: str
    name: str
    href: str
    url: str


@dataclass(frozen=True, slots=True)
class LogoView:
    """The library's logo; its path is relative to the site's root, its size in CSS pixels.

    Attributes:
        needs_light: made for light paper; in the dark it stands on a piece of it.
    """

    path: str
    width: int
    height: int
    needs_light: bool


@dataclass(frozen=True, slots=True)
class BookView:
    """What all pages of a Jupyter Book share; paths are relative to the site's root.

    Attributes:
        css: its own rules besides the theme's.
        contents: the page with its table of contents.
        index: the page with its general index.
        announcement: HTML to stand above each page, sanitized.
        footer: HTML to stand below each page, sanitized.
        repository: where its sources lie, if it says so.
    """

    css: str
    contents: str
    index: str
    announcement: str
    footer: str
    copyright: str
    repository: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """What all pages of one language share. Paths are relative to the site's root.

    Attributes:
        newest, showcase, skills, branches, holdings: empty where the library has none.
        book: what only a Jupyter Book has, which in turn has no pages for choosing, no contributors and no catalog.
    """

    title: str
    publisher: str
    publisher_url: str
    language: str
    direction: str
    license: Fact
    home: str
    contributors: str
    search: str
    chooser: str
    lessons: str
    newest: str
    showcase: str
    skills: str
    branches: str
    holdings: str
    desk: str  # what catalogs are told, and what to print for the shelves
    feed: str  # of new lessons; empty where the library states no address, which a feed needs
    catalog: str
    books: str  # a catalog of the courses as books (OPDS); empty where there is none
    css: str
    js: str
    icon: str
    card: str  # address on the web of the picture beside links to the site; empty where the library states none
    icon_type: str = "image/svg+xml"
    logo: LogoView | None = None
    book: BookView | None = None


@dataclass(frozen=True, slots=True)
class PageView:
    """One page's place and head.

    Attributes:
        path: below the site's root.
        root: from the page to the site's root: ``./``, ``../``; absolute for the page that stands for missing ones.
        title: the page's own name; ``window_title`` adds where it belongs.
        canonical: absolute address, or empty where the library states none.
        languages: every language of this page with itself, where there are others (``hreflang``).
        crumbs: from home to this page; the last has no link.
        json_ld: stands inside a ``script`` element as it is.
        statements: names and contents of ``meta`` elements (Dublin Core).
    """

    kind: ViewKind
    path: str
    root: str
    title: str
    window_title: str
    description: str
    language: str
    canonical: str = ""
    languages: tuple[Alternate, ...] = ()
    crumbs: tuple[Fact, ...] = ()
    json_ld: str = ""
    statements: tuple[tuple[str, str], ...] = ()
    previous: Fact | None = None
    next: Fact | None = None

    @property
    def alternates(self) -> tuple[Alternate, ...]:
        """The other languages of this page: the language switch."""
        return tuple(alternate for alternate in self.languages if alternate.language != self.language)


@dataclass(frozen=True, slots=True)
class View:
    """One page, complete but for the body that Sphinx makes.

    Attributes:
        content: what is particular to the kind of page (``LessonView``, ``CourseView``, …).
    """

    site: SiteView
    page: PageView
    content: object = None

    @property
    def template(self) -> str:
        """File name of the template in the theme."""
        return f"{self.page.kind}.html"

    def context(self) -> dict[str, object]:
        """Return the template's variables; the content goes by the page's kind (``lesson``, ``course``, …)."""
        ui = Interface(self.page.language)
        return {"site": self.site, "page": self.page, "ui": ui, self.page.kind: self.content}
