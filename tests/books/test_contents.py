"""Tables of contents in every form that Jupyter Book 1 has read."""

from pathlib import Path

import pytest
from tests.books.projects import write_book

from courseforge.errors import ConfigurationError
from courseforge.model import Contents, Entry, Part, list_entries
from courseforge.reading.book import is_book, read_book
from courseforge.reading.book.patterns import matches, matches_any
from courseforge.reading.settings import read_settings

PAGES = {f"{name}.md": f"# {name.title()}\n" for name in ("intro", "one", "two", "deep/three", "deep/four")}
BOOK = """\
format: jb-book
root: intro
parts:
- caption: Basics
  numbered: true
  chapters:
  - file: one
    sections:
    - file: deep/three.md
- caption: More
  chapters:
  - file: two
  - url: https://example.org/more
    title: Elsewhere
"""
CHAPTERS = """\
format: jb-book
root: intro
options: {numbered: 2}
chapters:
- file: one
  sections:
  - file: deep/three
- file: two
- url: https://example.org/more
  title: Elsewhere
"""
ARTICLE = """\
format: jb-article
root: intro
sections:
- file: one
  sections:
  - file: deep/three
- file: two
"""
PLAIN = """\
root: intro
subtrees:
- caption: Basics
  entries:
  - file: one
    entries:
    - file: deep/three
- entries:
  - file: two
"""
LIST = """\
- file: intro
  numbered: true
- part: Basics
  chapters:
  - file: one
    sections:
    - file: deep/three
- part: More
  chapters:
  - file: two
"""
OLDER_LIST = """\
- file: intro
- file: one
  title: The first
  expand_sections: true
  sections:
  - file: deep/three
- header: More
- divider: true
- file: two
- url: https://example.org/more
  title: Elsewhere
"""


def read(folder: Path, toc: str, **files: str) -> tuple[Contents, list[str]]:
    root = write_book(folder, {"_toc.yml": toc, **PAGES, **files})
    settings, _ = read_settings(root)
    reading = read_book(root, settings)
    contents = reading.library.courses[0].contents
    assert contents is not None
    return contents, [f"{d.severity} {d.code} {d.location}: {d.message} {d.hint}" for d in reading.diagnostics]


def outline(part: Part) -> tuple[str, int, list[str]]:
    shown = [(entry.document or entry.url) for one in part.entries for entry in list_entries(one)]
    return part.caption, part.numbered, shown


@pytest.mark.parametrize(
    ("toc", "parts"),
    [
        (BOOK, [("Basics", 999, ["one", "deep/three"]), ("More", 0, ["two", "https://example.org/more"])]),
        (CHAPTERS, [("", 2, ["one", "deep/three", "two", "https://example.org/more"])]),
        (ARTICLE, [("", 0, ["one", "deep/three", "two"])]),
        (PLAIN, [("Basics", 0, ["one", "deep/three"]), ("", 0, ["two"])]),
        (LIST, [("Basics", 999, ["one", "deep/three"]), ("More", 999, ["two"])]),
        (OLDER_LIST, [("", 0, ["one", "deep/three"]), ("More", 0, ["two", "https://example.org/more"])]),
    ],
    ids=["jb-book", "chapters", "jb-article", "subtrees", "list", "older list"],
)
def test_every_form_of_a_table_of_contents_is_read(tmp_path: Path, toc: str, parts: list[object]) -> None:
    contents, said = read(tmp_path, toc)
    assert contents.root.document == "intro"
    assert [outline(part) for part in contents.root.parts] == parts
    assert said == []


def test_what_is_wrong_with_a_list_has_its_line(tmp_path: Path) -> None:
    _, said = read(tmp_path, OLDER_LIST.replace("file: two", "file: three").replace("deep/three", "deep/tree"))
    assert [(line.split()[2], line.split("“")[1].split("”")[0]) for line in said] == [
        ("_toc.yml:6:", "deep/tree"),
        ("_toc.yml:9:", "three"),
    ]


def test_titles_of_entries_are_the_authors(tmp_path: Path) -> None:
    contents, _ = read(tmp_path, OLDER_LIST)
    assert contents.root.parts[0].entries[0].title == "The first"


def test_a_pattern_takes_the_pages_that_nobody_has_named(tmp_path: Path) -> None:
    contents, said = read(tmp_path, "root: intro\nentries:\n- file: deep/four\n- glob: deep/*\n- glob: t*\n")
    assert contents.documents == ("intro", "deep/four", "deep/three", "two")
    assert said == []


def test_what_lies_below_a_missing_page_takes_its_place(tmp_path: Path) -> None:
    contents, said = read(
        tmp_path, "root: intro\nchapters:\n- file: missing-part\n  sections:\n  - file: one\n- file: two\n"
    )
    assert contents.root.parts == (Part((Entry("one"), Entry("two"))),)
    assert said == [
        "warning CF073 _toc.yml:3: There is no page “missing-part” in this book; it is left out. Look whether the file has "
        "another name or another folder, or delete this line."
    ]


def test_a_page_below_itself_stands_once(tmp_path: Path) -> None:
    contents, said = read(
        tmp_path, "root: intro\nchapters:\n- file: one\n  sections:\n  - file: one\n  - file: intro\n"
    )
    assert contents.documents == ("intro", "one")
    assert [line.split(":")[1] for line in said] == ["5", "6"]


def test_pages_that_no_table_names_come_last(tmp_path: Path) -> None:
    root = write_book(
        tmp_path, {"_toc.yml": "root: two\n", **PAGES, "README.md": "# Read me", ".github/a.md": "# No"}
    )
    settings, _ = read_settings(root)
    lessons = [lesson.id for lesson in read_book(root, settings).library.lessons]
    assert lessons == ["two", "README", "deep/four", "deep/three", "intro", "one"]


@pytest.mark.parametrize("config", ["only_build_toc_files: true", "exclude_patterns: [deep, '*.md']"])
def test_settings_leave_pages_out(tmp_path: Path, config: str) -> None:
    files = {"_config.yml": config, "_toc.yml": "root: two\n", **PAGES, "two.ipynb": "{}", "two.rst": "Two\n===\n"}
    settings, _ = read_settings(write_book(tmp_path, files))
    assert [lesson.id for lesson in read_book(tmp_path, settings).library.lessons] == ["two"]


@pytest.mark.parametrize(
    ("toc", "words"),
    [
        ("", "This file is empty."),
        ("just words", "This file says nothing about the pages of the book."),
        ("format: jb-book\nchapters:\n- file: one\n", "does not say with which page the book begins"),
        ("- part: One\n", "The first line names no page."),
        ("- title: Home\n  url: /\n", "Jupyter Book 0.6 or older"),
        ("root: nowhere\n", "There is no page “nowhere” in this book"),
        ("root: one\n\tchapters: x\n", "tab"),
    ],
)
def test_a_table_without_a_first_page_stops_the_build(tmp_path: Path, toc: str, words: str) -> None:
    root = write_book(tmp_path, {"_toc.yml": toc, **PAGES})
    with pytest.raises(ConfigurationError) as stopped:
        read_book(root, read_settings(root)[0])
    assert words in str(stopped.value)
    assert "_toc.yml" in str(stopped.value)


def test_a_library_with_a_table_of_contents_is_a_library(tmp_path: Path) -> None:
    write_book(tmp_path, {"_toc.yml": "root: intro\n", **PAGES})
    assert is_book(tmp_path)
    write_book(tmp_path, {"courses/data/numbers.csv": "1"})
    assert is_book(tmp_path), "a folder of that name alone makes no library"
    write_book(tmp_path, {"courses/sound-lab/course.yml": "title: Sound Lab"})
    assert not is_book(tmp_path)


@pytest.mark.parametrize(
    ("pattern", "path", "meant"),
    [
        ("*.md", "a.md", True),
        ("*.md", "deep/a.md", False),
        ("**.md", "deep/a.md", True),
        ("**/a.md", "deep/er/a.md", True),
        ("deep/*", "deep/a.md", True),
        ("deep/*", "deep/er/a.md", False),
        ("a?.md", "ab.md", True),
        ("a[0-3].md", "a2.md", True),
        ("a[!0-3].md", "a2.md", False),
        ("ümlaut *.md", "ümlaut x.md", True),
        ("", "a.md", False),
    ],
)
def test_patterns_mean_what_sphinx_means(pattern: str, path: str, meant: bool) -> None:
    assert matches(path, pattern) is meant


def test_a_pattern_of_a_folder_means_what_lies_in_it() -> None:
    assert matches_any("_build/html/x.md", ["_build"])


def test_no_pattern_takes_long() -> None:
    assert not matches("a" * 250, "*a" * 120 + "b")
