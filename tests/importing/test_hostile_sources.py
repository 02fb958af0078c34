"""Sources that mean harm: nothing outside is read, nothing is run, nothing large is taken in."""

import json
from pathlib import Path

import pytest
from tests.publishing.libraries import write_library

from courseforge.errors import CourseforgeError
from courseforge.importing import companions, import_source, kinds

SECRET = b"day,level\nmine,alone\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write_library(tmp_path / "library", {"trial/course.yml": "title: Trial\n"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "home" / "stick").mkdir(parents=True)
    (tmp_path / "home" / "secret.csv").write_bytes(SECRET)
    return tmp_path / "home" / "stick"


def holds_secret(library: Path) -> bool:
    return any(SECRET in path.read_bytes() for path in library.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "named",
    ["../secret.csv", "a/../../secret.csv", "%2e%2e/secret.csv", "../../../../../../etc/hosts.csv", ".env.csv"],
)
def test_what_lies_outside_stays_there(named: str, library: Path, folder: Path) -> None:
    (folder / ".env.csv").write_bytes(SECRET)
    (folder / "a").mkdir()
    (folder / "lesson.md").write_text(f"# One\n\n[data]({named})\n")
    imported = import_source(folder / "lesson.md", library, "trial")
    assert imported.files == ()
    assert not holds_secret(library)


def test_a_way_with_dots_in_it_leads_to_the_same_files(
    library: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "images").mkdir()
    (folder / "images" / "a.png").write_bytes(b"a picture")
    (folder / "lesson.md").write_text("# One\n\n![A](images/a.png) and [far](https://x.example.org/~me/b.pdf)\n")
    monkeypatch.chdir(library)
    imported = import_source(Path("..") / "home" / "stick" / "lesson.md", library, "trial")
    assert (imported.files, imported.missing) == (("images/a.png",), ())


@pytest.mark.parametrize("where", ["file", "folder"])
def test_a_link_is_not_followed(where: str, library: Path, folder: Path) -> None:
    if where == "file":
        (folder / "data").mkdir()
        (folder / "data" / "secret.csv").symlink_to(folder.parent / "secret.csv")
    else:
        (folder / "data").symlink_to(folder.parent)
    (folder / "lesson.md").write_text("# One\n\n[data](data/secret.csv)\n")
    imported = import_source(folder / "lesson.md", library, "trial")
    assert [(one.written, one.reason) for one in imported.missing] == [("data/secret.csv", "it is a link")]
    assert not holds_secret(library)


def test_a_source_that_is_a_link_is_refused(library: Path, folder: Path) -> None:
    (folder / "lesson.md").symlink_to(folder.parent / "secret.csv")
    with pytest.raises(CourseforgeError, match="symbolic link"):
        import_source(folder / "lesson.md", library, "trial")


def test_a_course_that_is_a_link_is_not_written_to(library: Path, folder: Path) -> None:
    (library / "courses" / "trial").rename(folder / "trial")
    (library / "courses" / "trial").symlink_to(folder / "trial")
    (folder / "lesson.md").write_text("# One\n")
    with pytest.raises(CourseforgeError, match="link"):
        import_source(folder / "lesson.md", library, "trial")
    assert sorted(path.name for path in (folder / "trial").iterdir()) == ["course.yml"]


@pytest.mark.parametrize("course", ["../elsewhere", "trial/../..", "/tmp", "", "missing"])
def test_a_course_is_a_name_below_courses(course: str, library: Path, folder: Path) -> None:
    (folder / "lesson.md").write_text("# One\n")
    with pytest.raises(CourseforgeError, match="There is no course"):
        import_source(folder / "lesson.md", library, course)


def test_large_sources_and_files_are_refused(library: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MAX_BYTES", 1000)
    monkeypatch.setattr(companions, "MAX_FILE_BYTES", 1000)
    (folder / "large.md").write_text("x" * 1001)
    with pytest.raises(CourseforgeError, match="at most 1 kB"):
        import_source(folder / "large.md", library, "trial")
    (folder / "data.csv").write_bytes(b"1" * 1001)
    (folder / "small.md").write_text("# One\n\n[data](data.csv)\n")
    imported = import_source(folder / "small.md", library, "trial")
    assert imported.files == ()
    assert "at most 1 kB" in imported.missing[0].reason


def test_a_text_longer_than_a_lesson_is_refused_in_words(library: Path, folder: Path) -> None:
    (folder / "long.md").write_text("x\n" * 20_001)
    with pytest.raises(CourseforgeError, match=r"more than 20,000 lines") as caught:
        import_source(folder / "long.md", library, "trial")
    assert "Divide" in caught.value.hint


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"nbformat": 9}', b"\xff\xfe{}", b'{"cells": 1, "nbformat": 4}']
)
def test_a_broken_notebook_is_refused_in_words(data: bytes, library: Path, folder: Path) -> None:
    (folder / "broken.ipynb").write_bytes(data)
    with pytest.raises(CourseforgeError, match="cannot be brought in"):
        import_source(folder / "broken.ipynb", library, "trial")
    assert sorted(path.name for path in (library / "courses" / "trial").iterdir()) == ["course.yml"]


def test_facts_cannot_add_facts(library: Path, folder: Path) -> None:
    title = 'A "quoted"\\n title: {{ x }} #'
    (folder / "lesson.md").write_text(
        f"---\ntitle: {json.dumps(title)}\nstate: accepted\nwas: [old/id]\n---\n\nText.\n"
    )
    imported = import_source(folder / "lesson.md", library, "trial")
    head = (library / imported.path).read_text().split("---")[1]
    assert "state: proposed" in head
    assert "accepted" not in head
    assert "old/id" not in head
    assert json.dumps(title) in head


def test_a_lesson_that_is_there_is_not_written_over(library: Path, folder: Path) -> None:
    (library / "courses" / "trial" / "lesson.ipynb").write_text("{}")
    (folder / "lesson.md").write_text("# One\n")
    with pytest.raises(CourseforgeError, match="is there already"):
        import_source(folder / "lesson.md", library, "trial")


def test_a_file_of_the_same_name_is_not_written_over(library: Path, folder: Path) -> None:
    (library / "courses" / "trial" / "data.csv").write_bytes(b"theirs\n")
    (folder / "data.csv").write_bytes(b"ours\n")
    (folder / "lesson.md").write_text("# One\n\n[data](data.csv)\n")
    imported = import_source(folder / "lesson.md", library, "trial")
    assert imported.files == ("lesson/data.csv",)
    assert (library / "courses" / "trial" / "data.csv").read_bytes() == b"theirs\n"
    assert "(lesson/data.csv)" in (library / imported.path).read_text()
