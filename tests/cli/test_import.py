"""``import`` as a user types it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "stops.csv").write_text("stop\nMain Street\n")
    (folder / "Bus Map (1).md").write_text(
        "# Read a bus map\n\nSee [the stops](data/stops.csv) and [more](gone.csv).\n"
    )
    return folder / "Bus Map (1).md"


def test_a_course_may_be_named_as_a_path(library: Path, source: Path, invoke: Callable[..., Result]) -> None:
    invoke("new", "course", "town", "--library", library)
    told = invoke("import", source, "--into", "courses/town/", "--library", library)
    assert told.exit_code == 0, told.output
    assert "The lesson is there: courses/town/bus-map-1.md" in told.output
    assert "gone.csv: there is no such file here" in told.output
    assert (library / "courses" / "town" / "data" / "stops.csv").exists()
    assert invoke("check", library).exit_code == 0


def test_programs_are_told_everything(library: Path, source: Path, invoke: Callable[..., Result]) -> None:
    invoke("new", "course", "town", "--library", library)
    words = ("--into", "town", "--as", "bus-map", "--own", "--author", "Owl & Bee", "--library", library)
    row = json.loads(invoke("import", source, *words, "--format", "json").output)
    assert (row["path"], row["files"]) == ("courses/town/bus-map.md", ["data/stops.csv"])
    assert row["missing"] == [{"written": "gone.csv", "reason": "there is no such file here"}]
    assert row["facts"] == ["title", "authors"]
    assert row["summary"] == {"files": 1, "missing": 1, "changed": 0, "kept": 0}
    assert 'authors: ["Owl & Bee"]' in (library / row["path"]).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [("nowhere.md", "cannot be opened"), ("slides.pptx", "neither a notebook"), ("stick", "no Jupyter Book")],
)
def test_what_cannot_come_is_said_in_words(
    name: str, said: str, library: Path, source: Path, invoke: Callable[..., Result]
) -> None:
    invoke("new", "course", "town", "--library", library)
    told = invoke("import", source.parent.parent / name, "--into", "courses/town", "--library", library)
    assert told.exit_code == 2
    assert said in told.output


def test_a_missing_course_is_begun_first(library: Path, source: Path, invoke: Callable[..., Result]) -> None:
    told = invoke("import", source, "--into", "courses/town", "--library", library)
    assert told.exit_code == 2
    assert "courseforge new course town" in told.output


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "stick" / "town-book"
    (folder / "walks").mkdir(parents=True)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: intro\nchapters: [{file: walks/market}]\n")
    (folder / "_config.yml").write_text("title: Our town\nauthor: Owl & Bee\n")
    (folder / "intro.md").write_text("# Our town\n\nBegin at [the market](walks/market.md).\n")
    (folder / "walks" / "market.md").write_text("# The market\n\nIt is open on Saturdays.\n")
    return folder


def test_a_book_becomes_a_course(library: Path, book: Path, invoke: Callable[..., Result]) -> None:
    told = invoke("import", book, "--into", "courses/town", "--library", library)
    assert told.exit_code == 0, told.output
    assert "The course is there: courses/town, 2 lessons" in told.output
    assert "What a person must add" in told.output
    assert "(market.md)" in (library / "courses" / "town" / "intro.md").read_text("utf-8")
    assert invoke("check", library).exit_code == 0
    again = invoke("import", book / "_toc.yml", "--into", "town", "--library", library)
    assert again.exit_code == 2
    assert "nothing is written over" in again.output


def test_programs_are_told_everything_of_a_book(library: Path, book: Path, invoke: Callable[..., Result]) -> None:
    words = ("--into", "town", "--own", "--library", library, "--format", "json")
    row = json.loads(invoke("import", book, *words).output)
    assert [lesson["path"] for lesson in row["lessons"]] == ["courses/town/intro.md", "courses/town/market.md"]
    assert (row["kind"], row["facts"]) == ("Jupyter Book", ["title", "authors"])
    assert row["unknown"]["level"] == ["intro", "market"]
    assert row["summary"] == {"lessons": 2, "files": 0, "missing": 0, "left_out": 0, "changed": 1, "kept": 0}


def test_the_lessons_of_a_book_have_names_already(library: Path, book: Path, invoke: Callable[..., Result]) -> None:
    told = invoke("import", book, "--into", "town", "--as", "ours", "--library", library)
    assert told.exit_code == 2
    assert "--as names one lesson" in told.output
    assert not (library / "courses" / "town").exists()


def test_a_remix_is_told_in_words(library: Path, invoke: Callable[..., Result]) -> None:
    lesson = next(path for path in (library / "courses").glob("*/*.ipynb"))
    id = f"{lesson.parent.name}/{lesson.stem}"
    told = invoke("remix", id, "--as", "our-own", "--library", library)
    assert told.exit_code == 0, told.output
    assert f"The remix is there: courses/{lesson.parent.name}/our-own.ipynb" in told.output
    assert "Now make it yours" in told.output
    row = json.loads(invoke("remix", id, "--as", "another", "--library", library, "--format", "json").output)
    assert row["path"] == f"courses/{lesson.parent.name}/another.ipynb"
