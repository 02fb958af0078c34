"""``_toc.yml`` -> ``Contents``, in every form that Jupyter Book 1 has read.

Today's forms are those of sphinx-external-toc (https://sphinx-external-toc.readthedocs.io): ``jb-book`` with parts,
chapters and sections, ``jb-article`` with sections, and its own with subtrees and entries. Before version 0.11 it was
a list. What does not fit is said and left out; the rest of the book is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

from courseforge.model import KeyPath
from courseforge.model.contents import Contents, Entry, Part
from courseforge.reading.book.patterns import matches
from courseforge.reading.book.project import SUFFIXES, Project
from courseforge.reading.codes import (
    CONTENTS_ARE_READABLE,
    CONTENTS_NAME_EACH_PAGE_ONCE,
    CONTENTS_NAME_PAGES,
    Fault,
    FaultError,
    refuse,
)
from courseforge.reading.vocabulary import is_http
from courseforge.reading.wording import did_you_mean, show
from courseforge.reading.yaml_document import YamlDocument

_ALL_LEVELS = 999
_ITEMS = ("chapters", "sections", "entries", "items")
_PARTS = ("parts", "subtrees")
_CAPTIONS = ("caption", "part", "chapter", "header")
_KINDS = ("file", "glob", "url")
_FORMATS = ("jb-book", "jb-article", "default")
#: Keys that say how a list of links looks, which no page of ours carries; and those of the whole file.
_SILENT = frozenset(
    "title options defaults meta format maxdepth hidden titlesonly reversed style restart_numbering expand_sections "
    "name numbered".split()
)
_BEGIN = "Name the page with which the book begins, in the first lines:\nformat: jb-book\nroot: intro"


def read_contents(document: YamlDocument, project: Project) -> tuple[Contents, tuple[Fault, ...]]:
    """Read the table of contents.

    Raises:
        FaultError: it does not say with which page the book begins.
    """
    value = document.value
    at: KeyPath = ()
    if isinstance(value, list):
        document, at = _make_mapping(value, document), (0,)
        value = document.value
    if not isinstance(value, dict):
        raise refuse(CONTENTS_ARE_READABLE, "This file says nothing about the pages of the book.", _BEGIN)
    reader = _Reader(document, project)
    if (stated := value.get("format")) is not None and stated not in _FORMATS:
        reader.say(
            CONTENTS_ARE_READABLE,
            f"{show(stated)} is no format of a table of contents; it is read as jb-book.",
            "Write format: jb-book, or format: jb-article",
            ("format",),
        )
    root = value.get("root", value.get("file"))
    if not isinstance(root, str) or not root:
        raise refuse(
            CONTENTS_ARE_READABLE,
            "The table of contents does not say with which page the book begins.",
            _BEGIN,
            line=document.line(()),
        )
    if "root" in value and "file" in value:
        reader.say(
            CONTENTS_NAME_EACH_PAGE_ONCE,
            f"The book begins twice, with root: {value['root']} and with file: {value['file']}; it begins with the "
            "first.",
            "Delete one of the two lines.",
            (*at, "file"),
        )
    name = reader.find_page(root, (*at, "root" if "root" in value else "file"))
    if name is None:
        raise FaultError(*reader.faults)
    reader.take(name)
    entry = Entry(document=name, title=_text(value.get("title")), parts=reader.read_parts(value, at, 0))
    return Contents(entry), tuple(reader.faults)


def _make_mapping(items: list[Any], document: YamlDocument) -> YamlDocument:
    """Put the list form into the other: the first item is the root, what follows lies below it, lines included."""
    first = items[0] if items else None
    if not isinstance(first, dict) or not isinstance(first.get("file"), str):
        if isinstance(first, dict) and "url" in first:
            message = "This is a table of contents of Jupyter Book 0.6 or older, with an address for each page."
            raise refuse(CONTENTS_ARE_READABLE, message, _BEGIN, line=document.line((0,)))
        raise refuse(CONTENTS_ARE_READABLE, "The first line names no page.", "Begin with: - file: intro")
    own = next((key for key in _ITEMS if isinstance(first.get(key), list)), "chapters")
    before = list(first.get(own) or ())
    following = [*before, *items[1:]]
    if not following:
        return replace(document, value=first)
    lines = dict(document.lines)
    for path, line in document.lines.items():
        if path and isinstance(path[0], int) and path[0] > 0:
            lines[0, own, len(before) + path[0] - 1, *path[1:]] = line
    return replace(document, value={**first, own: following}, lines=lines)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


@dataclass(slots=True)
class _Reader:
    """Reads entries, and remembers which pages were named and what is wrong.

    Attributes:
        named: page -> line in which it was named first.
    """

    document: YamlDocument
    project: Project
    faults: list[Fault] = field(default_factory=list)
    named: dict[str, int | None] = field(default_factory=dict)

    def say(self, fact: Any, message: str, hint: str, at: KeyPath) -> None:
        self.faults.append(Fault(fact, message, hint, line=self.document.line(at)))

    def take(self, name: str) -> None:
        self.named.setdefault(name, None)

    def read_parts(self, mapping: dict[str, Any], at: KeyPath, numbered: int) -> tuple[Part, ...]:
        """Read what lies below a page or at the head: parts, or the entries of one part without a name."""
        for stated in (mapping.get("defaults"), mapping):
            numbered = _read_numbered(stated.get("numbered") if isinstance(stated, dict) else None, numbered)
        for key in _PARTS:
            if isinstance(mapping.get(key), list):
                return tuple(self._read_list_of_parts(mapping[key], (*at, key), numbered))
        options = mapping.get("options")  # of the one part that entries make, where no parts are named
        numbered = _read_numbered(options.get("numbered") if isinstance(options, dict) else None, numbered)
        for key in _ITEMS:
            if isinstance(mapping.get(key), list):
                return tuple(self._read_list_of_parts(mapping[key], (*at, key), numbered))
            if key in mapping and mapping[key] is not None:
                self.say(CONTENTS_ARE_READABLE, f"A list is wanted below {key}.", "- file: intro", (*at, key))
        known = _SILENT | {*_PARTS, *_ITEMS, *_KINDS, "root"}
        for key in mapping.keys() - known - {key for key in _CAPTIONS if not isinstance(mapping.get(key), list)}:
            self.say(CONTENTS_ARE_READABLE, f"{show(key)} means nothing here.", did_you_mean(key, _ITEMS), (*at, key))
        return ()

    def _read_list_of_parts(self, items: list[Any], at: KeyPath, numbered: int) -> Iterator[Part]:
        """Divide a list where it names parts; entries that stand between belong to the part before."""
        caption, entries, depth = "", list[Entry](), numbered
        for number, item in enumerate(items):
            here = (*at, number)
            named = self._name_part(item)
            if named is None:
                entries += self._read_entry(item, here, numbered)
                continue
            if entries or caption:
                yield Part(tuple(entries), caption, depth)
            caption, entries = named, []
            depth = _read_numbered(item.get("numbered"), numbered)
            entries += (entry for part in self.read_parts(item, here, depth) for entry in part.entries)
        if entries or caption:
            yield Part(tuple(entries), caption, depth)

    @staticmethod
    def _name_part(item: Any) -> str | None:
        """Return the name of a part; None for what is none."""
        if not isinstance(item, dict) or any(key in item for key in _KINDS):
            return None
        if not any(key in item for key in (*_CAPTIONS, *_ITEMS)):
            return None
        return next((_text(item[key]) for key in _CAPTIONS if item.get(key) is not None), "")

    def _read_entry(self, item: Any, at: KeyPath, numbered: int) -> Iterator[Entry]:
        kind = next((key for key in _KINDS if isinstance(item, dict) and key in item), "")
        if isinstance(item, str):
            kind, item = "file", {"file": item}
        value = _text(item.get(kind)) if kind else ""
        if not value:
            if not (isinstance(item, dict) and item.keys() & {"divider", "search", "external"}):  # of version 0.7
                self.say(CONTENTS_ARE_READABLE, "This line names no page.", "Write for example - file: intro", at)
        elif kind == "glob":
            yield from self._list_matching(value, (*at, kind))
        elif kind == "url":
            yield from self._read_address(value, _text(item.get("title")), (*at, kind))
        else:
            yield from self._read_page(value, item, at, numbered)

    def _read_page(self, value: str, item: dict[str, Any], at: KeyPath, numbered: int) -> Iterator[Entry]:
        name = self.find_page(value, (*at, "file"))
        if name is not None and name in self.named:
            self._say_twice(value, name, (*at, "file"))
            name = None
        if name is not None:
            self.named[name] = self.document.line((*at, "file"))
            yield Entry(name, title=_text(item.get("title")), parts=self.read_parts(item, at, 0))
        else:  # what lies below it takes its place
            yield from (entry for part in self.read_parts(item, at, numbered) for entry in part.entries)

    def _say_twice(self, value: str, name: str, at: KeyPath) -> None:
        first = self.named[name]
        where = f"in line {first}" if first else "as the first page of the book"
        self.say(
            CONTENTS_NAME_EACH_PAGE_ONCE,
            f"{show(value)} stands a second time here; it was named {where}, and keeps its first place.",
            "Delete one of the two. A page can have only one place in a book.",
            at,
        )

    def _read_address(self, value: str, title: str, at: KeyPath) -> Iterator[Entry]:
        if is_http(value):
            yield Entry(url=value, title=title or value)
        else:
            hint = "An address begins with https://. For a page of the book write file: instead of url:."
            self.say(CONTENTS_ARE_READABLE, f"{show(value)} is not the address of a web page.", hint, at)

    def _list_matching(self, pattern: str, at: KeyPath) -> Iterator[Entry]:
        found = [name for name in self.project.pages if matches(name, pattern) and name not in self.named]
        if not found:
            hint = "Write it as the pages' files are called, such as glob: chapters/*"
            self.say(CONTENTS_NAME_PAGES, f"There is no page whose name is like {show(pattern)}.", hint, at)
        for name in sorted(found):
            self.named[name] = self.document.line(at)
            yield Entry(name)

    def find_page(self, value: str, at: KeyPath) -> str | None:
        """Return the page that a line means; say why where there is none."""
        path = normpath(value.replace("\\", "/"))
        suffix = PurePosixPath(path).suffix
        name = path.removesuffix(suffix) if suffix in SUFFIXES else path
        for candidate in (path, name):
            if candidate in self.project.pages:
                return candidate
        self.say(CONTENTS_NAME_PAGES, *self._explain_missing(value, path, name), at)
        return None

    def _explain_missing(self, value: str, path: str, name: str) -> tuple[str, str]:
        if path.startswith(("../", "/")) or path == "..":
            message = f"{show(value)} lies outside the book's folder, so no page is made of it."
            return message, "Copy the file into the book's folder, and name it from there."
        if path in self.project.files:
            message = f"{show(value)} is no page: pages are .md, .ipynb and .rst files."
            return message, "Save it as one of those, or link to it from a page as a download."
        if any(page.startswith(f"{path}/") for page in self.project.pages):
            message = f"{show(value)} is a folder, not a page."
            return message, f"Name one of its pages, or all of them with: glob: {path}/*"
        same = next((page for page in self.project.pages if page.casefold() == name.casefold()), None)
        ending = "; it is left out." if self.named else ", and the book begins with it."
        message = f"There is no page {show(value)} in this book{ending}"
        if same is not None:
            return message, f"The file is called {self.project.pages[same]}: small and capital letters count."
        near = did_you_mean(name, self.project.pages)
        return (
            message,
            near or "Look whether the file has another name or another folder, or delete this line.",
        )


def _read_numbered(value: Any, otherwise: int) -> int:
    """Read how many levels have numbers; pages below a numbered one have theirs from it."""
    if isinstance(value, bool):
        return _ALL_LEVELS if value else 0
    return max(0, value) if isinstance(value, int) else otherwise
