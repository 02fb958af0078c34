"""What a text is made of: headings, links, images and paragraphs, each with its line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from courseforge.checks.markup import Element

Kind = Literal["paragraph", "item", "quote", "note"]
Form = Literal["markdown", "directive", "html", "bare"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 to 6, ``last_line`` that of its underline where it has one."""

    level: int
    text: str
    line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link.

    Attributes:
        target: as written, without the title.
        text: what readers see; empty where they see nothing (an image is in ``images``).
        form: ``bare`` for an address that stands in the text by itself.
        holds_image: whether an image is what readers see of it.
    """

    target: str
    text: str
    line: int
    form: Form = "markdown"
    title: str = ""
    holds_image: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that is shown.

    Attributes:
        alt: its alternative text; None where HTML or a directive has no place for one.
        classes: words from ``{.word}``, ``:class:`` or ``class=``.
        options: the directive's options, or the tag's attributes.
    """

    target: str
    alt: str | None
    line: int
    form: Form = "markdown"
    title: str = ""
    classes: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together.

    Attributes:
        text: what readers see, on one line for each source line; code and formulas left in.
        line, last_line: where it begins and ends.
        kind: what it is a part of; cells of tables are in ``tables``.
        code: the pieces of ``text`` that are code.
        bold: whether all of it is bold.
        words: ``text`` with ``SKIPPED`` in the place of each piece of code and each formula.
    """

    text: str
    line: int
    last_line: int
    kind: Kind = "paragraph"
    code: tuple[str, ...] = ()
    bold: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Fence:
    """A code block that is only shown; ``line`` is that of its first line of content."""

    language: str
    content: str
    line: int


@dataclass(frozen=True, slots=True)
class Directive:
    """A block such as ``:::{activity} Title``.

    Attributes:
        options: its lines ``:key: value``.
        content: what it holds, without the options.
        content_line: where ``content`` begins.
    """

    name: str
    argument: str
    options: Mapping[str, str]
    content: str
    line: int
    last_line: int
    content_line: int


@dataclass(frozen=True, slots=True)
class Role:
    """A piece of a line such as ``{term}`loop```."""

    name: str
    content: str
    line: int


@dataclass(frozen=True, slots=True)
class TextTable:
    """A Markdown table."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that readers do not see (an HTML comment, a line with ``%``), a label (``(here)=``), an opening."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """All of it, in the order of the text.

    Attributes:
        elements: the tags of inline and block HTML.
        unclosed: the colons, with what stands behind them, of directives that nothing ends.
    """

    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    fences: tuple[Fence, ...] = ()
    directives: tuple[Directive, ...] = ()
    roles: tuple[Role, ...] = ()
    tables: tuple[TextTable, ...] = ()
    elements: tuple[Element, ...] = ()
    comments: tuple[Note, ...] = ()
    labels: tuple[Note, ...] = ()
    unclosed: tuple[Note, ...] = ()


Piece = Heading | Link | Image | Paragraph | Fence | Directive | Role | TextTable | Element | tuple[str, Note]
_FIELDS: Mapping[type, str] = {
    Heading: "headings",
    Link: "links",
    Image: "images",
    Paragraph: "paragraphs",
    Fence: "fences",
    Directive: "directives",
    Role: "roles",
    TextTable: "tables",
    Element: "elements",
}


def make_prose(pieces: Iterable[Piece]) -> Prose:
    """Sort pieces by their kind; a note comes with the name of its own."""
    found: dict[str, list[object]] = {field.name: [] for field in fields(Prose)}
    for piece in pieces:
        if isinstance(piece, tuple):
            found[piece[0]].append(piece[1])
        else:
            found[_FIELDS[type(piece)]].append(piece)
    return Prose(**{name: tuple(same) for name, same in found.items()})  # type: ignore[arg-type]
