"""New libraries, courses and lessons, as their authors find them."""

import json
import re
from pathlib import Path

import pytest
import yaml

from courseforge.config import CourseforgeSettings, Publisher, Settings
from courseforge.diagnostics import Severity
from courseforge.errors import CourseforgeError
from courseforge.publishing import checking
from courseforge.reading import read_library, read_settings
from courseforge.reading.names import is_slug
from courseforge.reading.wording import slugify
from courseforge.scaffold import (
    LESSON_TEMPLATES,
    create_course,
    create_lesson,
    create_library,
    make_slug,
    make_title,
    templates_folder,
)

SETTINGS = Settings(
    title="Open courses",
    author="Anytown Library",
    courseforge=CourseforgeSettings(languages=("en", "es"), publisher=Publisher(name="Anytown: Library")),
)
TRICKY = 'Beats & "loops": #1 [half-time] — año\'s {{ title }} \\n'


@pytest.fixture
def library(tmp_path) -> Path:
    create_library(tmp_path / "library", title="Open courses", publisher="Anytown Library", language="en")
    return tmp_path / "library"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def read_cells(path: Path) -> list[str]:
    """Read what an author finds: the facts first, then the text."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        _, facts, rest = text.split("---\n", 2)
        return [facts, rest]
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"]]


def front_matter(path: Path) -> dict[str, object]:
    return yaml.safe_load(read_cells(path)[0].strip().strip("-"))


def test_a_library_has_settings_and_a_course_and_no_placeholder_is_left(library):
    files = contents(library)
    assert "_config.yml" in files
    assert any(name.startswith("courses/") and name.endswith("/course.yml") for name in files)
    assert any(name.endswith(".ipynb") for name in files)
    assert not [name for name, data in files.items() if b"{{" in data]


@pytest.mark.parametrize("title", ["Open courses", TRICKY, "yes", "2026", "Ü", "a\nb"])
def test_any_title_reaches_the_settings_unharmed(tmp_path, title):
    create_library(tmp_path, title=title, publisher=title, language="es")
    config = yaml.safe_load((tmp_path / "_config.yml").read_text("utf-8"))
    assert config["title"] == " ".join(title.split())
    assert config["courseforge"]["publisher"]["name"] == " ".join(title.split())
    assert config["courseforge"]["languages"] == ["es"]


def test_a_course_is_not_called_like_a_language(tmp_path):
    settings = Settings(courseforge=CourseforgeSettings(languages=("en", "pt-BR")))
    with pytest.raises(CourseforgeError, match='cannot be called "pt-br"'):
        create_course(tmp_path, "pt-BR", settings)


@pytest.mark.parametrize(
    ("language", "languages", "course", "course_language"),
    [
        ("en", ["en"], "first-steps", "en"),
        ("en-GB", ["en-GB"], "first-steps", "en-GB"),
        ("es", ["es"], "primeros-pasos", "es"),
        ("es-MX", ["es-MX"], "primeros-pasos", "es-MX"),
        ("fr", ["fr", "en"], "first-steps", "en"),
        ("no", ["no", "en"], "first-steps", "en"),
    ],
)
def test_the_sample_course_says_the_language_it_is_in(tmp_path, language, languages, course, course_language):
    create_library(tmp_path, title="T", publisher="P", language=language)
    settings, faults = read_settings(tmp_path)
    assert (list(settings.courseforge.languages), faults) == (languages, ())
    assert yaml.safe_load((tmp_path / "_config.yml").read_text("utf-8"))["courseforge"]["languages"] == languages
    reading = read_library(tmp_path, settings)
    assert [(c.id, c.language) for c in reading.library.courses] == [(course, course_language)]
    assert reading.diagnostics == ()


def test_a_library_is_never_begun_twice(library):
    before = contents(library)
    with pytest.raises(CourseforgeError, match="holds a library already"):
        create_library(library, title="Another", publisher="", language="en")
    assert contents(library) == before


def test_files_that_are_there_stay_and_are_named(tmp_path):
    (tmp_path / "README.md").write_text("Mine.")
    (tmp_path / "notes").mkdir()
    created = create_library(tmp_path, title="T", publisher="P", language="en")
    assert created.kept == ("README.md",)
    assert "README.md" not in created.written
    assert (tmp_path / "README.md").read_text() == "Mine."
    assert sorted([*created.written, *created.kept]) == sorted(contents(tmp_path))


def test_a_file_is_no_place_for_a_library(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseforgeError, match="is a file"):
        create_library(tmp_path / "file", title="T", publisher="P", language="en")


@pytest.mark.parametrize("language", ["", "english please", "EN", "../x", 'e"n'])
def test_a_language_is_a_short_name(tmp_path, language):
    with pytest.raises(CourseforgeError, match="short name of a language"):
        create_library(tmp_path / "new", title="T", publisher="P", language=language)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("sound-lab", "sound-lab"),
        ("Sound Lab", "sound-lab"),
        ("  ¿Qué es el Año Nuevo?  ", "que-es-el-ano-nuevo"),
        ("Don't panic!", "dont-panic"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Users\\me", "c-users-me"),
        ("x" * 100, "x" * 64),
        ("a" * 63 + " b", "a" * 63),
    ],
)
def test_names_become_addresses(name, slug):
    assert make_slug(name) == slug
    assert make_slug(slug) == slug
    assert is_slug(slug)
    assert slugify(name) == slug  # what check proposes for a name that cannot be one


@pytest.mark.parametrize("name", ["", "...", "音楽", "con", "LPT1", "index", "Catalog"])
def test_some_names_cannot(name):
    with pytest.raises(CourseforgeError):
        make_slug(name)


def test_titles():
    assert make_title("first-beat") == "First beat"
    assert make_title("  First   Beat ") == "First Beat"
    assert make_title("Do-it-yourself") == "Do-it-yourself"
    assert make_title("él") == "Él"


def test_a_new_course(library):
    created = create_course(library, "Sound Lab", SETTINGS)
    assert created.folder == library / "courses" / "sound-lab"
    course = yaml.safe_load((created.folder / "course.yml").read_text("utf-8"))
    assert course["title"] == "Sound Lab"
    assert course["language"] == "en"
    assert course["license"] == "CC-BY-4.0"
    with pytest.raises(CourseforgeError, match="is there already"):
        create_course(library, "sound-lab", SETTINGS)


def test_a_folder_with_work_in_it_becomes_a_course(library):
    folder = library / "courses" / "sound-lab"
    folder.mkdir()
    (folder / "beat.md").write_text("# Mine")
    assert create_course(library, "sound-lab", SETTINGS).written == ("course.yml",)
    assert (folder / "beat.md").read_text() == "# Mine"


def test_a_course_cannot_take_the_place_of_a_language(library):
    with pytest.raises(CourseforgeError, match="language"):
        create_course(library, "ES", SETTINGS)


@pytest.mark.parametrize("template", LESSON_TEMPLATES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_new_lesson_of_every_kind(library, template, language):
    course = create_course(library, "Sound Lab", SETTINGS).folder
    (course / "course.yml").write_text(f'title: "x"\nlanguage: "{language}"\n')
    created = create_lesson(
        library, "sound-lab", "First Beat", SETTINGS, template=template, title=TRICKY, author="DJ: Nova"
    )
    suffix = ".md" if template == "proposal" else ".ipynb"
    assert (created.id, created.path) == ("sound-lab/first-beat", f"courses/sound-lab/first-beat{suffix}")
    assert created.template_language == created.language == language
    path = library / created.path
    told = front_matter(path)
    assert told["title"] == TRICKY.strip()
    assert told["authors"] == ["DJ: Nova"]
    assert told["template"] == template
    assert f"# {TRICKY.strip()}\n" in "\n".join(read_cells(path)[1:])


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_lesson_of_every_kind_lacks_its_author_words_and_nothing_else(tmp_path, language):
    create_library(tmp_path, title="Open courses", publisher="Anytown Library", language=language)
    course = create_course(tmp_path, "Sound Lab", read_settings(tmp_path)[0])
    left = [f"courses/sound-lab/{name}" for name in course.written]
    for template in LESSON_TEMPLATES:
        left.append(create_lesson(tmp_path, "sound-lab", template, SETTINGS, template=template).path)
    found = checking.check(tmp_path).diagnostics
    assert {(said.location.path, said.code) for said in found if said.severity is not Severity.INFO} == {
        (path, "CF223") for path in left
    }
    for name in left:
        path = tmp_path / name
        path.write_text(re.sub(r"\[(Write here|Escribe aquí)[^]]*\]", "Ana canta.", path.read_text("utf-8")), "utf-8")
    assert [said for said in checking.check(tmp_path).diagnostics if said.severity is not Severity.INFO] == []


@pytest.mark.parametrize("template", LESSON_TEMPLATES)
def test_a_template_has_the_same_parts_in_both_languages(template):
    folder = templates_folder() / "lesson"
    (path,) = folder.glob(f"{template}.[im]*")
    cells, translated = (read_cells(one) for one in (path, path.with_suffix(f".es{path.suffix}")))
    shapes = [
        [re.findall(r"^#+ |^:::.*?[}]|^:::|^[-|] |^\d\. |^#\|", cell, re.M) for cell in one]
        for one in (cells, translated)
    ]
    assert shapes[0][1:] == shapes[1][1:]
    assert [len(re.findall(r"\[Write here", cell)) for cell in cells] == [
        len(re.findall(r"\[Escribe aquí", cell)) for cell in translated
    ]


def test_a_proposal_can_be_read_as_it_is():
    for path in (templates_folder() / "lesson").glob("proposal*.md"):
        facts, text = read_cells(path)
        assert yaml.safe_load(facts)["state"] == "proposed"
        assert not re.search(r"^:::|```|[{][^{ ]|<", text, re.MULTILINE)
        assert len(text.split()) < 300


@pytest.mark.parametrize(
    ("settings", "author"),
    [
        (Settings(courseforge=CourseforgeSettings(publisher=Publisher(name="Anytown"))), "Anytown"),
        (Settings(author=" ", courseforge=CourseforgeSettings(publisher=Publisher(name="Anytown"))), "Anytown"),
        (Settings(title="Open courses"), "Open courses"),
        (Settings(title=""), "library"),
    ],
)
def test_a_lesson_always_has_an_author(library, settings, author):
    course = create_course(library, "c", settings)
    assert yaml.safe_load((course.folder / "course.yml").read_text("utf-8"))["authors"] == [author]
    created = create_lesson(library, "c", "x", settings, author=" ")
    assert front_matter(library / created.path)["authors"] == [author]


def test_a_lesson_is_never_replaced(library):
    create_course(library, "c", SETTINGS)
    create_lesson(library, "c", "x", SETTINGS)
    before = contents(library)
    with pytest.raises(CourseforgeError, match=r"courses/c/x\.ipynb is there already"):
        create_lesson(library, "c", "X", SETTINGS)
    assert contents(library) == before
    (library / "courses" / "c" / "y.md").write_text("# Mine")
    with pytest.raises(CourseforgeError, match=r"courses/c/y\.md is there already"):
        create_lesson(library, "c", "y", SETTINGS)


def test_a_translation_stands_beside_its_original(library):
    create_course(library, "c", SETTINGS)
    with pytest.raises(CourseforgeError, match="no lesson c/x to translate"):
        create_lesson(library, "c", "x", SETTINGS, language="es")
    create_lesson(library, "c", "x", SETTINGS)
    created = create_lesson(library, "c", "x", SETTINGS, language="es")
    assert created.path == "courses/c/x.es.ipynb"
    assert created.template_language == "es"
    assert (created.wanted_languages, created.wanted_course_file) == ((), "courses/c/course.es.yml")
    (library / "courses/c/course.es.yml").write_text('title: "C"')
    create_lesson(library, "c", "y", SETTINGS)
    assert create_lesson(library, "c", "y", SETTINGS, language="es").wanted_course_file == ""


def test_a_language_without_templates_begins_in_english(library):
    create_course(library, "c", SETTINGS)
    (library / "courses/c/course.yml").write_text('title: "C"\nlanguage: "so"\n')
    created = create_lesson(library, "c", "x", SETTINGS)
    assert (created.path, created.template_language) == ("courses/c/x.ipynb", "en")
    assert created.wanted_languages == ("en", "es", "so")


def test_the_nearest_course_is_suggested(library):
    create_course(library, "sound-lab", SETTINGS)
    with pytest.raises(CourseforgeError) as caught:
        create_lesson(library, "soundlab", "x", SETTINGS)
    assert caught.value.hint == "Did you mean sound-lab?"
    with pytest.raises(CourseforgeError) as caught:
        create_lesson(library, "gardening", "x", SETTINGS)
    assert caught.value.hint == "Begin it first: courseforge new course gardening"


def test_a_course_with_its_own_order_is_noticed(library):
    course = create_course(library, "c", SETTINGS).folder
    assert not create_lesson(library, "c", "x", SETTINGS).ordered
    with (course / "course.yml").open("a") as file:
        file.write("\nlessons:\n  - x\n")
    assert create_lesson(library, "c", "y", SETTINGS).ordered


def test_templates_have_only_known_placeholders():
    names = ("title", "author", "publisher", "license", "language", "languages", "course_language")
    known = [f"{{{{ {name} }}}}" for name in names]
    kit = templates_folder() / "kit"  # test_kit.py looks at what is written from it
    for path in templates_folder().rglob("*"):
        if path.is_file() and kit not in path.parents and path.suffix in {".yml", ".md", ".ipynb"}:
            text = path.read_text("utf-8")
            for placeholder in known:
                text = text.replace(placeholder, "")
            assert "{{" not in text, path
