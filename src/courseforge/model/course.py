"""A course in one language: the unit that is rendered, packaged, cataloged and withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from courseforge.model.catalog import Alignment, CatalogFacts, Subject
from courseforge.model.contents import Contents
from courseforge.model.lesson import Cell, Lesson
from courseforge.model.media import MEDIA_FILE, Media, Original
from courseforge.model.origin import KeyPath

#: The table of contents of a Jupyter Book, which stands for the book as ``course.yml`` does for a course.
BOOK_FILE = "_toc.yml"


@dataclass(frozen=True, slots=True)
class CourseMetadata:
    """``course.yml`` (and ``course.es.yml`` for a translation)."""

    title: str = ""
    description: str = ""
    language: str = ""  # BCP 47; empty: the library's first language
    license: str = ""  # SPDX; empty: the library's
    authors: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()  # order, by slug; empty: by file name
    product: str = ""
    cover: int | None = None  # 1 to 6: which of the library's cover colors
    motif: str = ""  # a drawing (SVG) of the course for the head of its pages; empty: one that its id decides
    based_on: Original = field(default_factory=Original)  # somebody else's course that it was made from
    subjects: tuple[str | Subject, ...] = ()  # what it is about, for catalogs; a plain text is the library's own term
    alignments: tuple[Alignment, ...] = ()  # statements of school standards and other frameworks
    catalog: CatalogFacts = field(default_factory=CatalogFacts)  # what a cataloger has set by hand
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """A course in one language.

    Attributes:
        id: the folder's name.
        language: BCP 47 tag.
        path: POSIX path of the folder, relative to the library's; empty for a Jupyter Book, which is all of it.
        lessons: in the order readers should take them.
        welcome: cells of ``index.md`` (``index.es.md``); empty where there is none.
        suffix: what its files have before their last ending: empty for the original, ``.es`` for a translation.
        lines: key path of ``metadata_path`` -> 1-based line.
        files: what belongs to the course besides lessons (data, images, modules): POSIX paths relative to ``path``,
            each inside the course and no symbolic link.
        media: where those files come from; one file for all languages.
        contents: of a Jupyter Book; None of a course.
    """

    id: str
    language: str
    path: str
    metadata: CourseMetadata
    lessons: tuple[Lesson, ...]
    welcome: tuple[Cell, ...] = ()
    files: tuple[str, ...] = ()
    suffix: str = ""
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    media: Media = field(default_factory=Media)
    contents: Contents | None = None

    def place(self, name: str) -> str:
        """Return the path of one of its files, relative to the library's folder."""
        return f"{self.path}/{name}" if self.path else name

    @property
    def metadata_path(self) -> str:
        """Where ``metadata`` stands, relative to the library's folder."""
        return self.place(f"course{self.suffix}.yml") if self.contents is None else BOOK_FILE

    @property
    def welcome_path(self) -> str:
        """Where ``welcome`` stands, or would stand, relative to the library's folder."""
        return self.place(f"index{self.suffix}.md") if self.contents is None else BOOK_FILE

    @property
    def media_path(self) -> str:
        """Where ``media`` stands, or would stand, relative to the library's folder."""
        return self.place(MEDIA_FILE)

    @property
    def own_paths(self) -> frozenset[str]:
        """The files that are about the course itself in this language."""
        return frozenset({self.metadata_path, self.welcome_path, self.media_path})
