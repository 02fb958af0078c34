"""Books that mean harm, or are damaged: nothing outside is read, and a course is there whole or not at all."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.publishing.libraries import write_library

from courseforge.errors import CourseforgeError, OutputError
from courseforge.importing import find_book, import_book
from courseforge.importing.book import lessons, selection, shelf
from courseforge.writing import write_atomically

SECRET = b"day,level\nmine,alone\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = write_library(tmp_path / "library", {})
    (root / "courses").mkdir()
    return root


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "home" / "book").mkdir(parents=True)
    (tmp_path / "home" / "secret.csv").write_bytes(SECRET)
    (tmp_path / "home" / "secret.md").write_bytes(b"# Mine\n\n" + SECRET)
    return write_book(tmp_path / "home" / "book", {"one.md": "# One\n"})


def write_book(folder: Path, files: Mapping[str, str], contents: str = "format: jb-book\nroot: one\n") -> Path:
    for name, text in {"_toc.yml": contents, "_config.yml": "title: Ours\n", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def list_written(library: Path) -> list[str]:
    return sorted(path.relative_to(library).as_posix() for path in library.rglob("*") if path.is_file())


def holds_secret(library: Path) -> bool:
    return any(SECRET in path.read_bytes() for path in library.rglob("*") if path.is_file())


@pytest.mark.parametrize("page", ["../secret", "../secret.md", "a/../../secret", "/etc/passwd", "%2e%2e/secret"])
def test_no_page_comes_from_outside(page: str, library: Path, book: Path) -> None:
    write_book(book, {}, f"format: jb-book\nroot: one\nchapters:\n  - file: '{page}'\n  - glob: ../*\n")
    imported = import_book(book, library, "trial")
    assert [lesson.path for lesson in imported.lessons] == ["courses/trial/one.md"]
    assert not holds_secret(library)


def test_a_book_that_begins_outside_is_refused(library: Path, book: Path) -> None:
    write_book(book, {}, "format: jb-book\nroot: ../secret\n")
    with pytest.raises(CourseforgeError, match=r"_toc\.yml, line 2.*outside the book"):
        import_book(book, library, "trial")
    assert list_written(library) == ["_config.yml"]


@pytest.mark.parametrize("named", ["../secret.csv", "/../secret.csv", "a/../../secret.csv", "%2e%2e/secret.csv"])
@pytest.mark.parametrize(
    "how", ["[data]({})", "```{{literalinclude}} {}\n```", "{{download}}`data <{}>`", '<img src="{}">']
)
def test_no_file_comes_from_outside(named: str, how: str, library: Path, book: Path) -> None:
    write_book(book, {"one.md": f"# One\n\n{how.format(named)}\n"})
    assert import_book(book, library, "trial").files == ()
    assert not holds_secret(library)


def test_links_are_not_followed(library: Path, book: Path) -> None:
    (book / "two.md").symlink_to(book.parent / "secret.md")
    (book / "data").symlink_to(book.parent)
    text = "# One\n\n[two](two.md), [data](data/secret.csv)\n"
    write_book(
        book, {"one.md": text}, "format: jb-book\nroot: one\nchapters:\n  - file: two\n  - file: data/secret\n"
    )
    imported = import_book(book, library, "trial")
    assert len(imported.lessons) == 1
    assert ("data/secret.csv", "it is a link") in [(m.written, m.reason) for m in imported.lessons[0].missing]
    assert not holds_secret(library)


def test_a_book_that_is_a_link_is_refused(library: Path, book: Path, tmp_path: Path) -> None:
    (tmp_path / "other").symlink_to(book)
    with pytest.raises(CourseforgeError, match="link"):
        import_book(tmp_path / "other", library, "trial")


@pytest.mark.parametrize("where", ["courses", "_build"])
def test_nothing_is_written_through_a_link(where: str, library: Path, book: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    if (library / where).exists():
        (library / where).rmdir()
    (library / where).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="link"):
        import_book(book, library, "trial")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("course", ["../elsewhere", "trial/../..", "/tmp", "", "Trial", "catalog", "index"])
def test_a_course_is_a_name_below_courses(course: str, library: Path, book: Path) -> None:
    with pytest.raises(CourseforgeError, match="cannot be called"):
        import_book(book, library, course)
    assert list_written(library) == ["_config.yml"]


def test_a_course_that_is_there_is_not_written_over(library: Path, book: Path) -> None:
    (library / "courses" / "trial").mkdir()
    (library / "courses" / "trial" / "one.md").write_text("theirs")
    with pytest.raises(CourseforgeError, match="nothing is written over"):
        import_book(book, library, "trial")
    assert list_written(library) == ["_config.yml", "courses/trial/one.md"]
    assert (library / "courses" / "trial" / "one.md").read_text() == "theirs"


def test_a_course_that_appears_meanwhile_is_not_written_over(
    library: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, data: bytes) -> None:
        write_atomically(path, data)
        write_atomically(library / "courses" / "trial" / "theirs.md", b"theirs")

    monkeypatch.setattr(lessons, "write_atomically", write)
    with pytest.raises(OutputError):
        import_book(book, library, "trial")
    assert list_written(library) == ["_config.yml", "courses/trial/theirs.md"]


def test_a_full_disk_leaves_nothing(library: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(path: Path, data: bytes) -> None:
        if path.name == "two.md":
            raise OutputError("The disk is full.")
        write_atomically(path, data)

    monkeypatch.setattr(lessons, "write_atomically", write)
    write_book(book, {"two.md": "# Two\n"}, "format: jb-book\nroot: one\nchapters: [{file: two}]\n")
    with pytest.raises(OutputError, match="full"):
        import_book(book, library, "trial")
    assert list_written(library) == ["_config.yml"]
    assert list((library / "courses").iterdir()) == []


def test_large_books_are_refused(library: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "MAX_PAGES", 2)
    pages = {f"p{number}.md": "# P\n" for number in range(3)}
    write_book(book, pages, "format: jb-book\nroot: one\nchapters:\n  - glob: p*\n")
    with pytest.raises(CourseforgeError, match="more than 2 pages"):
        import_book(book, library, "trial")
    assert list_written(library) == ["_config.yml"]


def test_files_beyond_a_courses_room_are_left_out(library: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MAX_ALL_BYTES", 1000)
    write_book(book, {"one.md": "# One\n\n[a](a.csv), [b](b.csv)\n", "a.csv": "1" * 900, "b.csv": "2" * 900})
    imported = import_book(book, library, "trial")
    assert imported.files == ("a.csv",)
    assert "more than 1 kB" in imported.lessons[0].missing[0].reason


def test_a_page_that_cannot_be_read_is_left_out_in_words(library: Path, book: Path) -> None:
    files = {"one.md": "# One\n\n[two](two.ipynb)\n", "two.ipynb": "{", "three.md": "x\n" * 20_001}
    write_book(book, files, "format: jb-book\nroot: one\nchapters: [{file: two}, {file: three}]\n")
    imported = import_book(book, library, "trial")
    assert [one.written for one in imported.left_out] == ["two.ipynb", "three.md"]
    assert all("cannot be brought in" in one.reason for one in imported.left_out)
    assert any("no lesson here" in remark.message for remark in imported.lessons[0].remarks)


def test_a_book_without_a_single_lesson_is_refused(library: Path, book: Path) -> None:
    write_book(book, {"two.rst": "Two\n===\n"}, "format: jb-book\nroot: two\n")
    with pytest.raises(CourseforgeError, match="No page of this book can be a lesson") as caught:
        import_book(book, library, "trial")
    assert "reStructuredText" in caught.value.hint
    assert list_written(library) == ["_config.yml"]


@pytest.mark.parametrize(
    "contents",
    [
        "",
        "[",
        "format: jb-book\n",
        "root: [one]\n",
        "a: &a [x]\nroot: *a\n",
        "!!python/object/apply:os.system [id]\n",
    ],
)
def test_a_broken_table_of_contents_is_refused_in_words(contents: str, library: Path, book: Path) -> None:
    write_book(book, {}, contents)
    with pytest.raises(CourseforgeError, match="cannot be brought in"):
        import_book(book, library, "trial")
    assert list_written(library) == ["_config.yml"]


def test_texts_that_include_each_other_come_to_an_end(library: Path, book: Path) -> None:
    include = "```{{include}} {}\n```\n"
    files = {"parts/a.md": include.format("parts/b.md"), "parts/b.md": include.format("parts/a.md")}
    write_book(book, {"one.md": f"# One\n\n{include.format('parts/a.md')}", **files})
    assert import_book(book, library, "trial").files == ("parts/a.md", "parts/b.md")


def test_what_other_programs_would_obey_stays_there(library: Path, book: Path) -> None:
    named = ["conf.py", "sitecustomize.py", "requirements.txt", "_templates/page.html", ".env"]
    text = "".join(f"[{name}]({name})\n" for name in named)
    write_book(book, {"one.md": f"# One\n\n{text}", **dict.fromkeys(named, "x")})
    assert import_book(book, library, "trial").files == ("templates/page.html",)  # under a name that nothing obeys


def test_a_title_cannot_add_facts(library: Path, book: Path) -> None:
    title = 'Ours"\nauthors: [me]\nlicense: CC0-1.0 #'
    write_book(book, {"_config.yml": f"title: {json.dumps(title)}\ndescription: {json.dumps(title)}\n"})
    import_book(book, library, "trial")
    course = (library / "courses/trial/course.yml").read_text("utf-8")
    assert [line.partition(":")[0] for line in course.splitlines()] == ["title", "description", "lessons", "  - one"]


def test_a_folder_that_is_no_book_says_what_is_missing(book: Path) -> None:
    with pytest.raises(CourseforgeError, match="no Jupyter Book") as caught:
        find_book(book.parent)
    assert "The book lies in book" in caught.value.hint
    assert find_book(book / "_toc.yml") == book
    assert find_book(book / "one.md") is None
    assert find_book(Path(os.path.relpath(book))) == book
