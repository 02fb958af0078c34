"""Whole books on their way into a library: the course, its files, and what a person is told.

A book is a folder ``books/<name>``: what lies below ``source/`` is brought in; ``expected.txt`` holds all that came of
it. Accept it anew with ``pytest --update``.
"""

import io
import shutil
from pathlib import Path

import pytest
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tests.importing.survival import find_lost
from tests.importing.test_cases import show_file
from tests.publishing.libraries import CONFIG, write_library

from courseforge.config import CONFIG_FILE
from courseforge.importing import ImportedBook, find_book, import_book
from courseforge.publishing.building import publish
from courseforge.publishing.checking import check
from courseforge.reading import read_library, read_settings
from courseforge.reporting.imported_book import describe_book

BOOKS = Path(__file__).parent / "books"
#: The book's folder, and its pages in the order of reading, of which lessons are made.
PAGES = {
    "garden/source/book": (
        "index.md", "basics/Rain & sun.ipynb", "basics/loops.md", "more/loops.ipynb", "appendix.md",
    ),
    "older/source": ("README.md", "a page.md"),
}  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = write_library(tmp_path / "library", {})
    (root / "courses").mkdir()
    return root


def bring(name: str, library: Path, tmp_path: Path) -> tuple[Path, ImportedBook]:
    """Bring in a book from a folder of its own, around which nothing speaks for it."""
    top = name.split("/", maxsplit=1)[0]
    shutil.copytree(BOOKS / top / "source", tmp_path / top / "source")
    book = find_book(tmp_path / name)
    assert book is not None
    return book, import_book(book, library, "trial")


def tell(library: Path, imported: ImportedBook) -> str:
    """Write down what a person is told, and every file that was made."""
    stream = io.StringIO()
    console = Console(file=stream, width=100, color_system=None, highlight=False, emoji=False, markup=False)
    for line in describe_book(imported, width=96):
        console.print(line, soft_wrap=True)
    parts = [stream.getvalue()]
    for path in sorted((library / "courses" / "trial").rglob("*")):
        if path.is_file():
            parts.append(f"===== {path.relative_to(library / 'courses' / 'trial').as_posix()}\n{show_file(path)}")
    return "\n".join(parts)


@pytest.mark.parametrize("name", PAGES)
def test_a_book_becomes_this_course(name: str, library: Path, tmp_path: Path, update: bool) -> None:
    _, imported = bring(name, library, tmp_path)
    told = tell(library, imported)
    expected = BOOKS / name.split("/", maxsplit=1)[0] / "expected.txt"
    if update:
        expected.write_text(told, "utf-8")
    assert told == expected.read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_a_page_is_lost(name: str, library: Path, tmp_path: Path) -> None:
    book, imported = bring(name, library, tmp_path)
    assert imported.pages == PAGES[name]
    for page, lesson in zip(PAGES[name], imported.lessons, strict=True):
        assert find_lost(book / page, library, lesson) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_book_stays_as_it_was(name: str, library: Path, tmp_path: Path) -> None:
    book, _ = bring(name, library, tmp_path)
    there, before = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (book, BOOKS / name)
    )
    assert there == before


@pytest.mark.parametrize("name", PAGES)
def test_the_course_can_be_read(name: str, library: Path, tmp_path: Path) -> None:
    _, imported = bring(name, library, tmp_path)
    reading = read_library(library, read_settings(library)[0])
    lessons = list(reading.library.lessons)
    assert [(lesson.path, lesson.metadata.state) for lesson in lessons] == [
        (lesson.path, "proposed") for lesson in imported.lessons
    ]
    assert [d for d in reading.diagnostics if d.severity == "error"] == []


def test_lessons_and_files_are_found_where_links_lead(library: Path, tmp_path: Path) -> None:
    bring("garden/source/book", library, tmp_path)
    dead = {found.message for found in check(library).diagnostics if found.code in ("CF401", "CF402")}
    assert dead == {  # a page that never was, and one that is no lesson
        "The link to “gone.md” leads nowhere.",
        "The link to “more/tools” leads nowhere.",
    }


def test_nothing_is_made_up(library: Path, tmp_path: Path) -> None:
    _, imported = bring("older/source", library, tmp_path)
    course = (library / "courses/trial/course.yml").read_text("utf-8")
    assert course == (
        'title: "An older book"\nbased_on:\n  title: "An older book"\n  author: "Somebody"\n'
        "lessons:\n  - introduction\n  - a-page\n"
    )
    assert set(imported.unknown) == {
        "description", "authors", "license", "duration", "objectives", "level", "ages", "interests", "teaches",
        "product",
    }  # fmt: skip
    assert set(imported.course_unknown) == {"description", "language", "license", "authors", "interests", "product"}


def test_own_work_names_no_original(library: Path, tmp_path: Path) -> None:
    shutil.copytree(BOOKS / "older" / "source", tmp_path / "older")
    import_book(tmp_path / "older", library, "trial", own=True)
    assert 'authors: ["Somebody"]' in (library / "courses/trial/course.yml").read_text("utf-8")
    assert not any("based_on" in path.read_text("utf-8") for path in (library / "courses/trial").iterdir())


def test_no_mail_address_of_a_front_matter_comes_along(library: Path, tmp_path: Path) -> None:
    bring("garden/source/book", library, tmp_path)
    assert not any(b"@corner" in path.read_bytes() for path in library.rglob("*") if path.is_file())


@pytest.mark.slow
def test_the_accepted_course_is_published_with_its_references(library: Path, tmp_path: Path) -> None:
    _, imported = bring("garden/source/book", library, tmp_path)
    (library / CONFIG_FILE).write_text(f"{CONFIG}{imported.settings}\n", "utf-8")
    for lesson in imported.lessons:
        path = library / lesson.path
        path.write_text(path.read_text("utf-8").replace("state: proposed", "reviewed: []"), "utf-8")
    site = publish(library, execute=False).site
    loops, welcome = (
        LexborHTMLParser((site / "es" / "trial" / f"{name}.html").read_text("utf-8")).css_first(".prose")
        for name in ("basics-loops", "introduction")
    )
    assert loops is not None
    assert welcome is not None
    words = " ".join(loops.text().split())
    assert "stands in a pot of clay" in words
    assert "Ada Gardener" in words
    assert "A note." in words
    assert {"introduction.html", "#a-leaf"} <= list_links(loops)
    assert {"basics-loops.html#leaves-on-a-stem", "rain-sun.html", "more-loops.html"} <= list_links(welcome)
    assert "appendix.html#leaf-table" in list_links(welcome)


def list_links(part: LexborNode) -> set[str]:
    return {str(link.attributes.get("href")) for link in part.css("a")}
