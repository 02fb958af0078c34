"""A page's text with the course's own names in it: of other lessons, and of the files that came along."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname

from courseforge.importing.book.links import PageLink, find_page_links
from courseforge.importing.book.mentions import Mention, find_mentions
from courseforge.importing.book.resolving import resolve_page
from courseforge.importing.book.shelf import Shelf
from courseforge.importing.companions import Missing, list_marked_names
from courseforge.importing.draft import Remark
from courseforge.reading.codes import FaultError
from courseforge.reading.source_file import decode, line_at

_INCLUDING = frozenset({"include", "literalinclude"})
_MOVED_PAGE = "A link to another page has the name of its lesson now."
_MOVED_FILE = "A file lies in another place now."
_GONE = "A link leads to a page that is no lesson here. Mend it, or keep its words and leave out the link."

_NO_NAME = re.compile(r"[:<>{}*#]|, ")  # stands in no file's name that somebody means


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in the course.

    Attributes:
        pages: each page of the book -> its file.
        lessons: page -> the new lesson's file; only of those that came along.
        labels: names of places, in small letters, which links may mean, too.
        course: its folder, by name.
    """

    pages: Mapping[str, str]
    lessons: Mapping[str, str]
    labels: frozenset[str]
    course: str
    shelf: Shelf


@dataclass(slots=True)
class Rewriting:
    """Writes the texts of one page anew, and remembers what it changed.

    Attributes:
        page: whose texts these are.
        before: lines of the page's file that stand above its text.
    """

    page: str
    names: Names
    before: int = 0
    remarks: list[Remark] = field(default_factory=list)
    missing: dict[str, Missing] = field(default_factory=dict)
    files: dict[str, None] = field(default_factory=dict)

    def rewrite(self, text: str, place: str, *, is_code: bool = False) -> str:
        """Return a text with new names.

        Args:
            place: of the text (``cell 3``); empty where it is the whole page, of which lines are counted.
        """
        changes = {} if is_code else dict(self._list_links(text, place))
        blanked = _blank(text, changes)
        for mention in find_mentions(blanked, self._find):
            if new := self._bring(mention):
                changes[mention.start, mention.end] = (new, _MOVED_FILE)
        self._look_for_missing(blanked)
        return self._apply(text, place, changes)

    def _list_links(self, text: str, place: str) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
        for link in find_page_links(text):
            if link.bare and link.written.casefold() in self.names.labels:
                continue
            target = resolve_page(link.written, self.page, self.names.pages)
            if not target:
                continue
            lesson = self.names.lessons.get(target, "")
            if not lesson:
                self.remarks.append(Remark("look", _GONE, place or self._line(text, link.start), link.written))
            yield (link.start, link.end), (_name(lesson, link) if lesson else link.written, _MOVED_PAGE)

    def _find(self, written: str) -> str:
        return self.names.shelf.find(written, dirname(self.page))

    def _bring(self, mention: Mention) -> str:
        """Bring a file and return what the text calls it now; empty where it stays as it is."""
        is_page = mention.path in self.names.pages.values()
        if is_page and mention.directive not in _INCLUDING:
            return ""
        is_new = mention.path not in self.names.shelf.names
        name = self.names.shelf.bring(mention.path)
        if not name:
            self.missing[mention.path] = Missing(mention.written, self.names.shelf.reasons[mention.path])
            return ""
        self.files[name] = None
        if is_new and mention.directive == "include" and mention.path.endswith((".md", ".txt")):
            self._rewrite_included(mention.path)
        return f"courses/{self.names.course}/{name}" if mention.directive == "bibliography" else name

    def _rewrite_included(self, path: str) -> None:
        """Write new names into a text that is put into this page: paths in it are seen from the page."""
        try:
            text = decode((self.names.shelf.folder / self.names.shelf.names[path]).read_bytes())[0]
        except FaultError:
            return
        new = self.rewrite(text, path)
        if new != text:
            self.names.shelf.put(path, new.encode())

    def _look_for_missing(self, text: str) -> None:
        for written in list_marked_names(text):
            is_name = not _NO_NAME.search(written)
            if is_name and not self._find(written) and written not in self.missing:
                reason = self.names.shelf.explain_missing(written, dirname(self.page))
                self.missing[written] = Missing(written, reason)

    def _apply(self, text: str, place: str, changes: Mapping[tuple[int, int], tuple[str, str]]) -> str:
        parts, end = list[str](), 0
        for (start, stop), (new, said) in sorted(changes.items()):
            parts += (text[end:start], new)
            if new != text[start:stop]:
                line = _line_around(text, start)
                after = line.replace(text[start:stop], new)
                self.remarks.append(Remark("changed", said, place or self._line(text, start), line, after))
            end = stop
        return "".join((*parts, text[end:]))

    def _line(self, text: str, position: int) -> str:
        return f"line {line_at(text, position) + self.before}"


def _blank(text: str, changes: Mapping[tuple[int, int], object]) -> str:
    """Put spaces in the place of what is settled already."""
    parts, end = list[str](), 0
    for start, stop in sorted(changes):
        parts += (text[end:start], " " * (stop - start))
        end = stop
    return "".join((*parts, text[end:]))


def _name(lesson: str, link: PageLink) -> str:
    """Write a link to a lesson as its form asks for."""
    name = lesson if link.form == "file" else lesson.rpartition(".")[0]
    target, mark, place = link.written.partition("#")
    scheme, colon, _ = target.rpartition(":")
    return f"{scheme}{colon}{name}{mark}{place}"


def _line_around(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return text[start : end if end >= 0 else len(text)]
