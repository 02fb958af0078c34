"""A course in one language: the unit that is rendered, packaged, cataloged and withdrawn."""

from dataclasses import dataclass

from courseforge.model.lesson import Cell, Lesson


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
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """A course in one language.

    Attributes:
        id: the folder's name.
        language: BCP 47 tag.
        path: POSIX path of the folder, relative to the library's.
        lessons: in the order readers should take them.
        welcome: cells of ``index.md`` (``index.es.md``); empty where there is none.
        files: what belongs to the course besides lessons (data, images, modules): POSIX paths relative to ``path``,
            each inside the course and no symbolic link.
    """

    id: str
    language: str
    path: str
    metadata: CourseMetadata
    lessons: tuple[Lesson, ...]
    welcome: tuple[Cell, ...] = ()
    files: tuple[str, ...] = ()
