"""A page of the finished site."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from courseforge.checks.markup import Element, read_elements
from courseforge.checks.passage import Passage, make_page_passage
from courseforge.checks.subject.library import LibrarySubject
from courseforge.diagnostics import Location


@dataclass(frozen=True)
class PageSubject:
    """A page of the built site, or another text of it (a feed, a style sheet).

    Attributes:
        path: below the site's root.
        read: gives its text: HTML, or what else it is.
        source: file of the library that it was made of; empty where there is no single one.
        digest: of its text.
    """

    path: str
    read: Callable[[], str]
    library: LibrarySubject
    source: str = ""
    digest: str = ""

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.read()

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The tags of a page; nothing for another text."""
        return read_elements(self.text) if self.path.endswith((".html", ".xhtml")) else ()

    @cached_property
    def passage(self) -> Passage:
        """All of it, with its tags."""
        return make_page_passage(self)

    def at(self, line: int | None = None) -> Location:
        """Point at the page's source where it has one, else at the page."""
        return Location(self.source) if self.source else Location(f"_build/site/{self.path}", line)
