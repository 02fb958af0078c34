"""Whole books, from files to the archive, before the checker of the standard's makers and before DAISY Ace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.publishing.libraries import write_library

from courseforge.catalog.epub import make_epubs
from courseforge.model import Credit, Subject
from courseforge.publishing.building import publish

from .book_library import write_book_library
from .books import make_collection, make_course, make_lesson
from .validators.epub import ace, validate_epub

pytestmark = pytest.mark.slow

BOOKS = ("lab.en", "lab.es", "noor.ar", "plain.en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = write_book_library(tmp_path_factory.mktemp("books") / "library")
    publish(root, execute=False)
    yield root / "_build/site/catalog/epub"


def test_a_build_makes_every_book(folder: Path) -> None:
    assert sorted(path.name for path in folder.glob("*.epub")) == [f"{name}.epub" for name in BOOKS]


@pytest.mark.parametrize("name", BOOKS)
def test_epubcheck_has_nothing_against_a_book(folder: Path, name: str) -> None:
    assert validate_epub(folder / f"{name}.epub") == []


@pytest.mark.parametrize("name", ["lab.en", "noor.ar"])
def test_ace_finds_no_barrier(folder: Path, name: str) -> None:
    assert ace(folder / f"{name}.epub", ("critical", "serious", "moderate", "minor")) == []


def test_a_book_without_an_address_on_the_web(tmp_path: Path) -> None:
    root = write_book_library(tmp_path / "library", "")
    publish(root, execute=False)
    assert validate_epub(root / "_build/site/catalog/epub/lab.en.epub") == []


HOSTILE = st.text(max_size=30) | st.sampled_from(
    ["]]>", "\x00\x1d", "<!DOCTYPE x>", "&nope;", "\u202e", "x" * 10_000]
)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.lists(HOSTILE, min_size=6, max_size=6))
def test_epubcheck_has_nothing_against_hostile_words(tmp_path: Path, words: list[str]) -> None:
    title, description, name, term, uri, body = words
    facts: dict[str, object] = {
        "title": title, "description": description, "credits": (Credit(name),), "interests": (term,),
        "subjects": (Subject(term, "lcsh", uri), Subject(title, "thema", code=uri)),
    }  # fmt: skip
    records = make_course(**facts), make_lesson("sound/beat", **facts)
    pages: dict[str, str | bytes] = {"sound/index.html": f"<p>{body}", "sound/beat.html": f'<p title="{body}">{body}'}
    [(_, data), _] = make_epubs(make_collection(records, pages))
    book = tmp_path / "book.epub"
    book.write_bytes(data)
    assert validate_epub(book) == []


def test_only_the_books_of_changed_courses_are_made_again(tmp_path: Path) -> None:
    root = write_book_library(tmp_path / "library")
    publish(root, execute=False)
    before = {path.name: path.stat().st_mtime_ns for path in (root / "_build/books").iterdir()}
    assert publish(root, execute=False).written == 0
    assert {path.name: path.stat().st_mtime_ns for path in (root / "_build/books").iterdir()} == before
    write_library(
        root, {"plain/three.md": "---\ntitle: Three\n---\n\nOther words.\n"}, (root / "_config.yml").read_text()
    )
    publish(root, execute=False)
    changed = {
        path.name for path in (root / "_build/books").iterdir() if path.stat().st_mtime_ns != before[path.name]
    }
    assert changed == {"catalog+epub+plain.en.epub", "catalog+epub+plain.en.epub.note"}
