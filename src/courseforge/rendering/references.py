"""Where links between lessons lead: from the source that an author names to the page that readers see."""

import re
from collections.abc import Iterable, Mapping

from courseforge.model import Course, Library
from courseforge.records.addresses import page_path

_NAMES = re.compile(rb"[a-z0-9-]+")  # what lessons and courses can be called
Links = Mapping[bytes, Mapping[str, str]]  # name of a file, without its endings -> source -> page


def list_links(library: Library, language: str, default_language: str) -> Links:
    """Map every source a lesson may link to onto its page, put together by the name of its file.

    A link to an original leads to its translation where a reader of this language has one. No course has to look at
    all of them.
    """
    links: dict[str, str] = {}
    for course in sorted(library.courses, key=lambda course: course.language == language):
        for source, page in _course_links(course, default_language):
            links[source] = page
            if course.language == language:
                links[source.replace(f".{language}.", ".")] = page
    return _sort(links)


def _course_links(course: Course, default_language: str) -> Iterable[tuple[str, str]]:
    page = page_path("course", course.id, course.language, default_language)
    suffix = "" if course.language == default_language else f".{course.language}"
    if course.contents is None:
        yield f"{course.path}/index{suffix}.md", page
        yield f"{course.path}/course{suffix}.yml", page
    for lesson in course.lessons:
        yield lesson.path, page_path("lesson", lesson.id, lesson.language, default_language)


def _sort(links: Mapping[str, str]) -> Links:
    found: dict[bytes, dict[str, str]] = {}
    for source, page in links.items():
        found.setdefault(source.rpartition("/")[2].partition(".")[0].encode(), {})[source] = page
    return found


def narrow_links(links: Links, words: frozenset[bytes] | None) -> dict[str, str]:
    """Keep the links whose file name occurs in the book at all: a new lesson elsewhere then changes nothing here.

    Args:
        words: of the book's documents; None for a book whose pages may be called anything.
    """
    kept = links.keys() if words is None else words & links.keys()
    return {source: page for word in kept for source, page in links[word].items()}


def find_words(texts: Iterable[bytes]) -> frozenset[bytes]:
    """Return every word of a book's documents that could be the name of a lesson."""
    return frozenset(word for text in texts for word in _NAMES.findall(text))


def list_titles(library: Library, default_language: str) -> dict[str, str]:
    """Map the page of every lesson and course onto its title."""
    titles: dict[str, str] = {}
    for course in library.courses:
        titles[page_path("course", course.id, course.language, default_language)] = course.metadata.title
        for lesson in course.lessons:
            page = page_path("lesson", lesson.id, lesson.language, default_language)
            titles[page] = lesson.metadata.title
    return titles
