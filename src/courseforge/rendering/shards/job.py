"""A shard: one course in one language, built by its own Sphinx run in a process of its own.

What goes in and what comes out are plain values, so that the process may stand anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from courseforge.diagnostics import Diagnostic
from courseforge.model import Contents
from courseforge.rendering.recordings import CourseMedia

#: MyST-NB numbers the lines of a notebook so: 10,000 for each cell, the first cell's beginning at 10,000.
LINES_OF_A_CELL = 10_000


class Walls(StrEnum):
    """Whether a worker goes behind walls."""

    OFF = "off"
    WANTED = "wanted"  # where there can be some
    REQUIRED = "required"  # or nothing is built


@dataclass(frozen=True, slots=True)
class ShardDocument:
    """One page to build.

    Attributes:
        path: the author's file, relative to the library's folder.
        language: of its words (BCP 47).
        places: for each staged cell its number in the author's file, the line its text begins at in a text file
            (else None), and how many lines were put before the text.
        page: path of the page below the site's root.
        template: file name of the theme's template.
        context: the template's variables.
    """

    path: str
    language: str
    places: tuple[tuple[int, int | None, int], ...]
    page: str
    template: str
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ShardJob:
    """Everything a worker needs.

    Attributes:
        name: of the staged book.
        folder: where the book lies.
        output: an empty folder for the pages; what it holds goes to ``prefix`` of the site.
        prefix: the course's folder below the site's root: ``sound-lab``, ``es/sound-lab``.
        documents: by Sphinx document name.
        links: path of a lesson's or welcome page's source relative to the library -> page below the site's root.
        titles: page below the site's root -> its title, for links without words of their own.
        withheld: ids of lessons and courses that are there and not published this time.
        withdrawn: ids of those that were taken back for good.
        overrides: Sphinx settings beyond those of the staged book.
        extensions: folders of Sphinx extensions that lie in the library.
        walls: whether the worker is kept from the rest of the machine.
        templates: of the library's own, by the name of what they replace.
        substitutes: a lesson gives names values (``{{ name }}``).
        theme: another Sphinx theme than ours, by which pages are made; empty for ours.
        media: what the course says about its recordings and pictures.
        contents: of a Jupyter Book; None of a course.
        frames: pages of the book that are made of what Sphinx knows of all others, by their names.
        renewed: of a Jupyter Book whose last build lies there and still holds for all other pages: the names of the
            documents to build again; None where all of them are built from nothing.
    """

    name: str
    folder: Path
    output: Path
    prefix: str
    documents: Mapping[str, ShardDocument]
    links: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    overrides: Mapping[str, Any] = field(default_factory=dict)
    extensions: tuple[Path, ...] = ()
    walls: Walls = Walls.WANTED
    templates: Mapping[str, str] = field(default_factory=dict)
    substitutes: bool = False
    theme: str = ""
    media: CourseMedia = field(default_factory=CourseMedia)
    contents: Contents | None = None
    frames: Mapping[str, ShardDocument] = field(default_factory=dict)
    renewed: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What a worker made. The pages and pictures lie in the job's output folder.

    Attributes:
        walls: whether it was made behind walls; None where it was not made.
        read: names of the documents that were read.
        written: names of the documents of which pages were written.
        alike: whether files of one name but of several folders are shown; which of them gets a number to tell them
            apart depends on who comes first.
    """

    name: str
    diagnostics: tuple[Diagnostic, ...] = ()
    walls: bool | None = None
    read: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    alike: bool = False
