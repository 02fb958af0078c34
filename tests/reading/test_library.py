"""What a good library gives, and what stops the reading altogether."""

import json
from pathlib import Path

import pytest

from courseforge.diagnostics import Severity
from courseforge.errors import NotALibraryError
from courseforge.model import Level, PublishedItem, Setting
from courseforge.reading import read_library, read_published, read_settings

LESSON = """\
---
title: {title}
level: beginner
interests: [music]
settings: [library, home]
objectives: Hear a change
---

{title}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bilingual library of one course."""
    write(
        tmp_path / "_config.yml",
        "title: Riverside Library\nhtml: {extra_footer: Riverside}\ncourseforge: {languages: [en, es]}\n",
    )
    write(tmp_path / "interests.yml", "music:\n  name: {en: Music, es: Música}\n")
    course = tmp_path / "courses/sound-lab"
    write(course / "course.yml", "title: Sound Lab\nlicense: CC0-1.0\ncover: 2\nlessons: [second-beat, first-beat]\n")
    write(course / "course.es.yml", "title: Laboratorio de sonido\n")
    write(course / "index.md", "Welcome\n")
    write(course / "index.es.md", "Bienvenida\n")
    write(course / "first-beat.md", LESSON.format(title="First"))
    write(course / "first-beat.es.md", LESSON.format(title="Primero"))
    write(course / "second-beat.md", LESSON.format(title="Second"))
    write(course / "data/beats.csv", "1\n")
    write(course / "drums.py", "x = 1\n")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_course_in_two_languages(root: Path) -> None:
    settings, diagnostics = read_settings(root)
    reading = read_library(root, settings)
    assert (*diagnostics, *reading.diagnostics) == ()
    english, spanish = reading.library.courses
    assert (english.language, spanish.language) == ("en", "es")
    assert [lesson.id for lesson in english.lessons] == ["sound-lab/second-beat", "sound-lab/first-beat"]
    assert [(lesson.id, lesson.language) for lesson in spanish.lessons] == [("sound-lab/first-beat", "es")]
    assert (spanish.metadata.title, spanish.metadata.license, spanish.metadata.cover) == (
        "Laboratorio de sonido",
        "CC0-1.0",
        2,
    )
    assert [course.welcome[0].source for course in (english, spanish)] == ["Welcome", "Bienvenida"]
    assert english.files == spanish.files == ("data/beats.csv", "drums.py")
    lesson = english.lessons[0]
    assert (lesson.metadata.level, lesson.metadata.settings) == (Level.BEGINNER, (Setting.LIBRARY, Setting.HOME))
    assert lesson.metadata.objectives == ("Hear a change",)
    assert settings.book["html"] == {"extra_footer": "Riverside"}


def test_a_fact_is_one_line_however_it_was_written(root: Path) -> None:
    facts = "title: |\n  Echo\n  and delay\ndescription: >\n  One.\n\n  Two.\nobjectives:\n- |\n  Hear it\nauthors: ' DJ  Nova '"
    write(root / "courses/sound-lab/echo.md", f"---\n{facts}\n---\n\nText\n")
    write(root / "interests.yml", "music:\n  name:\n    en: |\n      Music\n")
    library = read_library(root, read_settings(root)[0]).library
    said = next(lesson.metadata for lesson in library.lessons if lesson.slug == "echo")
    assert (said.title, said.description) == ("Echo and delay", "One. Two.")
    assert (said.objectives, said.authors) == (("Hear it",), ("DJ Nova",))
    assert library.vocabulary.interests["music"].name == {"en": "Music"}


def test_a_course_has_its_own_language(root: Path) -> None:
    write(root / "courses/cocina/course.yml", "title: Cocina\nlanguage: es\n")
    write(root / "courses/cocina/pan.md", LESSON.format(title="Pan"))
    write(root / "courses/cocina/pan.en.md", LESSON.format(title="Bread"))
    library = read_library(root, read_settings(root)[0]).library
    assert [(course.id, course.language) for course in library.courses] == [
        ("cocina", "es"),
        ("cocina", "en"),
        ("sound-lab", "en"),
        ("sound-lab", "es"),
    ]


def test_reading_twice_gives_the_same(root: Path) -> None:
    settings, _ = read_settings(root)
    write(root / "courses/sound-lab/bad.ipynb", "{")
    assert read_library(root, settings) == read_library(root, settings)


def test_a_folder_that_is_no_library_is_told_in_words_for_a_librarian(tmp_path: Path) -> None:
    with pytest.raises(NotALibraryError, match="There is no folder") as caught:
        read_settings(tmp_path / "nowhere")
    with pytest.raises(NotALibraryError, match=r"has no _config\.yml") as caught:
        read_settings(tmp_path)
    assert "courseforge init" in caught.value.hint
    write(tmp_path / "_config.yml", "title: Riverside Library\n")
    with pytest.raises(NotALibraryError, match="no folder “courses”") as refused:
        read_settings(tmp_path)
    assert 'courseforge new course "My course"' in refused.value.hint
    (tmp_path / "courses").symlink_to(tmp_path.parent)
    with pytest.raises(NotALibraryError, match="no folder “courses”"):
        read_settings(tmp_path)


def test_a_faulty_config_gives_defaults_and_an_error(root: Path) -> None:
    write(root / "_config.yml", "title: [\n")
    settings, diagnostics = read_settings(root)
    assert settings.title == "Courses"
    assert [found.severity for found in diagnostics] == [Severity.ERROR]


def test_withdrawn_ids_are_read_from_a_list_or_a_mapping(root: Path) -> None:
    settings, _ = read_settings(root)
    for text in ("- sound-lab/old\n", "sound-lab/old: asked for by its author\n"):
        write(root / "withdrawn.yml", text)
        assert set(read_library(root, settings).library.withdrawn) == {"sound-lab/old"}


ITEM = {"id": "sound-lab/first-beat", "language": "en", "first": "2026-01-02", "last": "2026-03-04", "hash": "0" * 64}


def test_published_items_are_read(root: Path) -> None:
    assert read_published(root) == ((), ())
    write(root / "catalog/published.json", json.dumps({"format": 1, "items": [ITEM]}))
    assert read_published(root) == ((PublishedItem(**ITEM),), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "not a list of published items"),
        ('{"format": 2, "items": []}', "not a list of published items"),
        (json.dumps({"format": 1, "items": [ITEM, ITEM]}), "stands twice"),
        (json.dumps({"format": 1, "items": [ITEM | {"first": "last year"}]}), "Item 1 cannot be read"),
        (json.dumps({"format": 1, "items": [7]}), "Item 1 cannot be read"),
        ('{"format": 1,', "ends too early"),
        ("", "empty"),
    ],
)
def test_a_damaged_list_of_published_items_is_said_and_not_believed(root: Path, text: str, words: str) -> None:
    write(root / "catalog/published.json", text)
    items, [found] = read_published(root)
    assert items == ()
    assert words in found.message
    assert found.location.path == "catalog/published.json"


def test_authors_files_are_never_written(root: Path) -> None:
    def snapshot() -> dict[str, tuple[int, bytes]]:
        files = (path for path in sorted(root.rglob("*")) if path.is_file())
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = snapshot()
    read_library(root, read_settings(root)[0])
    read_published(root)
    assert snapshot() == before


@pytest.mark.parametrize("name", ["pt-br", "es", "catalog"])
def test_a_course_cannot_lie_where_a_language_or_the_site_does(root: Path, name: str) -> None:
    write(root / "_config.yml", "title: T\ncourseforge: {languages: [en, es, pt-BR]}\n")
    write(root / f"courses/{name}/course.yml", "title: Course\n")
    write(root / f"courses/{name}/one.md", LESSON.format(title="One"))
    reading = read_library(root, read_settings(root)[0])
    assert [(found.code, found.location.path) for found in reading.diagnostics] == [("CF050", f"courses/{name}")]
    assert f"{name}-course" in reading.diagnostics[0].hint
    assert {course.id for course in reading.library.courses} == {"sound-lab"}
