"""For each lesson of a contribution the page that shows what is different, with the pictures that it needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from courseforge.model import Lesson, SiteFile
from courseforge.rendering.compared_pictures import Comparison, compare_pictures
from courseforge.rendering.facing.sides import Part, read_side
from courseforge.rendering.firewall import inspect_page
from courseforge.review.artifact_folder import Artifact
from courseforge.review.difference_page import STYLE_NAME, Place, make_page, make_style
from courseforge.review.differences import Difference, compare
from courseforge.review.report import CHANGES_FOLDER, PAGES_FOLDER, ReviewedLesson
from courseforge.review.words import open_words

_BEFORE = "before"  # below the folder of changes: files of the earlier pages
_NOW = f"../{PAGES_FOLDER}"
_TAG = re.compile(r'<(\w{1,40})((?:[^<>"]|"[^"]*")*)>')
_NAME = re.compile(r' (?:id|aria-labelledby|aria-describedby|headers)="[^"]*"')
_FILE = re.compile(rf'"{_BEFORE}/([^"?#\s]{{1,500}})"|[ "]{_BEFORE}/([^"\s]{{1,500}}) \d{{1,5}}w')

_ADDRESS = re.compile(rf'([" ])((?:{_BEFORE}|{re.escape(_NOW)})/[^"?#\s]+)')


class Made(Protocol):
    """One state of the library, rendered."""

    @property
    def files(self) -> Mapping[str, SiteFile]:
        """Of the site, by path."""

    @property
    def lessons(self) -> Mapping[str, "HasLesson"]:
        """Every lesson by its path."""

    def find_page(self, lesson: Lesson) -> str:
        """Return the path of a lesson's page; empty where it has none."""


class HasLesson(Protocol):
    """Something around a lesson."""

    @property
    def lesson(self) -> Lesson:
        """The lesson."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Both states, and where pages about them go."""

    now: Made
    earlier: Made | None
    artifact: Artifact


def make_change_page(lesson: ReviewedLesson, pages: Pages, language: str) -> str:
    """Make the page of a lesson and write it; return its name in the artifact, empty where there is nothing to show.

    Args:
        language: of the page's own words.
    """
    before, after = _find(pages.earlier, lesson.path), _find(pages.now, lesson.path)
    if not before and not after:
        return ""
    name = f"{CHANGES_FOLDER}/{lesson.path.removeprefix('courses/').replace('/', '.')}.html"
    words = open_words(language)
    differences = compare(
        _read(pages.earlier, before, f"{CHANGES_FOLDER}/{_BEFORE}", name, words.text("before")),
        _read(pages.now, after, PAGES_FOLDER, name, words.text("now")),
        _Files(pages).identify,
    )
    differences = tuple(replace(one, before=_TAG.sub(_as_it_was, one.before)) for one in differences)
    place = Place(tuple(_list_styles(pages.now)), f"{_NOW}/{after}" if after else "", _Files(pages).compare)
    page = make_page(lesson, differences, place, words)
    if inspect_page(page, name, ()):
        return ""  # what was sanitized twice should never come here
    _add_earlier_files(differences, pages)
    pages.artifact.add(f"{CHANGES_FOLDER}/{STYLE_NAME}", make_style())
    return name if pages.artifact.add(name, page) else ""


def _as_it_was(tag: re.Match[str]) -> str:
    """Take out of an earlier page's tag where it leads to, and names that the later page has too."""
    return "<a>" if tag[1] == "a" else f"<{tag[1]}{_NAME.sub('', tag[2])}>"


def _find(state: Made | None, path: str) -> str:
    subject = state.lessons.get(path) if state else None
    return state.find_page(subject.lesson) if state and subject else ""


def _read(state: Made | None, path: str, folder: str, name: str, side: str) -> tuple[Part, ...]:
    """Read the blocks of a page; a cell that stands there twice has two names."""
    if state is None or not path:
        return ()
    return read_side(state.files[path].read_bytes(), f"{folder}/{path}", name, prefix="", language=side)


def _list_styles(state: Made) -> list[str]:
    names = sorted(path for path in state.files if path.startswith("_static/style.") and path.endswith(".css"))
    return [f"{_NOW}/{name}" for name in names]


def _add_earlier_files(differences: tuple[Difference, ...], pages: Pages) -> None:
    """Put the pictures of the earlier page beside the new page; they are nowhere else in the artifact."""
    files = pages.earlier.files if pages.earlier else {}
    for difference in differences:
        for found in _FILE.findall(difference.before):
            path = "".join(found)
            if path in files:
                pages.artifact.add(f"{CHANGES_FOLDER}/{_BEFORE}/{path}", files[path].read_bytes())


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of both states, by the addresses that the page has for them."""

    pages: Pages

    def identify(self, html: str) -> str:
        """Put hashes of files in the place of their addresses."""

        def mark(match: re.Match[str]) -> str:
            file = self._find(match[2])
            return f"{match[1]}{file.sha256}" if file else match[0]

        return _ADDRESS.sub(mark, html)

    def compare(self, before: str, after: str) -> Comparison | None:
        """Compare two pictures."""
        one, other = self._find(before), self._find(after)
        return compare_pictures(one.read_bytes(), other.read_bytes()) if one and other else None

    def _find(self, address: str) -> SiteFile | None:
        if address.startswith(f"{_BEFORE}/"):
            return self.pages.earlier.files.get(address.removeprefix(f"{_BEFORE}/")) if self.pages.earlier else None
        return self.pages.now.files.get(address.removeprefix(f"{_NOW}/"))
