"""``init`` and ``new``: the first quarter of an hour."""

import json
from pathlib import Path

import pytest
import yaml

from courseforge.reading import read_library, read_settings
from courseforge.scaffold import LESSON_TEMPLATES


def test_init_says_what_to_do_next(tmp_path, invoke):
    folder = tmp_path / "Ma bibliothèque"
    result = invoke("init", folder, "--title", "Cours ouverts", "--publisher", "La bibliothèque", "--language", "fr")
    assert result.exit_code == 0
    first, sample, _, *rest = result.stdout.splitlines()
    assert first.startswith(f"Your library is ready in {folder}: ")
    assert sample == "The sample course is in en: readers find it under that language, at the head of each page."
    assert rest == [
        "Next:",
        f'  cd "{folder}"',
        "  courseforge build      makes the website",
        "  courseforge serve      shows it on this computer while you write",
        '  courseforge new course "My course"',
    ]
    config = yaml.safe_load((folder / "_config.yml").read_text("utf-8"))
    assert (config["title"], config["courseforge"]["languages"]) == ("Cours ouverts", ["fr", "en"])


def test_init_here(tmp_path, invoke, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("Mine.")
    result = invoke("init", ".")
    assert result.exit_code == 0
    assert "These were there already and stay as they are:\n  README.md\n" in result.stdout
    assert "cd " not in result.stdout
    assert (tmp_path / "_config.yml").is_file()


def test_init_a_second_time_is_refused(library, invoke):
    result = invoke("init", library)
    assert result.exit_code == 2
    assert "holds a library already" in result.stderr
    assert "To mend: " in result.stderr
    assert result.stdout == ""


def test_new_course_and_lesson(library, invoke, monkeypatch):
    monkeypatch.chdir(library)
    result = invoke("new", "course", "Sound Lab")
    assert result.exit_code == 0, result.output
    assert '"Sound Lab" is called sound-lab in addresses and file names.' in result.stdout
    assert "courseforge new lesson sound-lab/my-first-lesson" in result.stdout
    result = invoke("new", "lesson", "sound-lab/first-beat", "--template", "project", "--author", "DJ Nova")
    assert result.exit_code == 0, result.output
    assert "The lesson is ready: courses/sound-lab/first-beat.ipynb" in result.stdout
    assert "Lessons come in the order of their file names" in result.stdout
    assert "DJ Nova" in (library / "courses/sound-lab/first-beat.ipynb").read_text("utf-8")


def test_from_elsewhere_the_next_command_names_the_library(library, invoke):
    said = invoke("new", "course", "sound-lab", "--library", library).stdout
    assert said.endswith(f'\n  courseforge new lesson sound-lab/my-first-lesson --library "{library}"\n')
    said = invoke("new", "lesson", "sound-lab/x", "--library", library).stdout
    assert said.endswith(f'\n  courseforge check "{library}"\n')


def test_a_lesson_can_be_named_as_a_shell_completes_it(library, invoke):
    assert invoke("new", "course", "sound-lab", "--library", library).exit_code == 0
    for name in ("courses/sound-lab/one.ipynb", "sound-lab\\two", "./courses/sound-lab/three"):
        assert invoke("new", "lesson", name, "--library", library).exit_code == 0
    lessons = sorted(path.name for path in (library / "courses" / "sound-lab").glob("*.ipynb"))
    assert lessons == ["one.ipynb", "three.ipynb", "two.ipynb"]


def test_a_lesson_needs_its_course(library, invoke):
    for name in ("first-beat", "a/b/c", "/"):
        result = invoke("new", "lesson", name, "--library", library)
        assert result.exit_code == 2
        assert "is not COURSE/NAME" in result.stderr
    result = invoke("new", "lesson", "frist-steps/x", "--library", library)
    assert result.exit_code == 2
    assert "Did you mean first-steps?" in result.stderr


def test_new_with_settings_that_cannot_be_read(library, invoke):
    (library / "_config.yml").write_text("title: [", "utf-8")
    result = invoke("new", "course", "x", "--library", library)
    assert result.exit_code == 2
    assert result.stderr.startswith("The library's settings cannot be used as they are.\n\n_config.yml\n")
    assert not (library / "courses" / "x").exists()


def test_outside_a_library(tmp_path, invoke):
    result = invoke("new", "course", "x", "--library", tmp_path)
    assert result.exit_code == 2
    assert "holds no library" in result.stderr
    assert "courseforge init" in result.stderr


def test_a_new_lesson_passes_the_check(library, invoke):
    invoke("new", "course", "sound-lab", "--library", library)
    for template in LESSON_TEMPLATES:
        created = invoke("new", "lesson", f"sound-lab/{template}", "--template", template, "--library", library)
        editor = "a plain text editor" if template == "proposal" else "JupyterLab or Google Colab"
        assert f"open it in {editor}, write, and" in created.stdout
    result = invoke("check", library)
    assert result.exit_code == 0, result.output
    assert "1 lesson of 7 in 2 courses read without a problem." in result.stdout
    assert "There is no error; please look at the warnings." in result.stdout


ECHO = """\
---
title: Echo
description: Clap, and listen.
was:
- old/echo
reviewed:
  - role: youth librarian
    date: 2027-01-31
check: {ignore: {CF516: "Shown on purpose"}}
---

# Echo

Clap once, and listen until the wall answers.

```{code-cell}
print(1)
```
"""


def read_lessons(library):
    settings, _ = read_settings(library)
    return read_library(library, settings).library.lessons


def test_a_translation_says_what_else_it_needs(library, invoke):
    result = invoke("new", "lesson", "first-steps/story-machine", "--language", "es", "--library", library)
    assert result.exit_code == 0, result.output
    assert 'must list its language, below courseforge:\n    languages: ["en", "es"]\n' in result.stdout
    assert (
        "yet. Copy its course.yml and translate the words in it:\n    courses/first-steps/course.es.yml\n"
        in result.stdout
    )
    assert "order" not in result.stdout
    settings = library / "_config.yml"
    settings.write_text(settings.read_text("utf-8").replace('languages: ["en"]', 'languages: ["en", "es"]'), "utf-8")
    course = library / "courses" / "first-steps" / "course.yml"
    translated = course.read_text("utf-8").replace('language: "en"', 'language: "es"')
    course.with_name("course.es.yml").write_text(translated, "utf-8")
    checked = invoke("check", library)
    assert checked.exit_code == 0, checked.stdout


@pytest.mark.parametrize("suffix", [".ipynb", ".md"])
def test_a_translation_begins_with_every_part_of_its_original(library, invoke, suffix):
    settings = library / "_config.yml"
    settings.write_text(settings.read_text("utf-8").replace('languages: ["en"]', 'languages: ["en", "es"]'), "utf-8")
    folder = library / "courses" / "first-steps"
    (folder / "course.es.yml").write_text('title: "Primeros pasos"\ndescription: "Cinco."\n', "utf-8")
    if suffix == ".md":
        (folder / "echo.md").write_text(ECHO, "utf-8")
    name = "echo" if suffix == ".md" else "story-machine"
    options = ("--language", "es", "--title", 'El "eco"', "--library", library)
    created = invoke("new", "lesson", f"first-steps/{name}", *options)
    assert f"It has every part of courses/first-steps/{name}{suffix}: translate" in created.stdout
    translation = folder / f"{name}.es{suffix}"
    text = translation.read_text("utf-8")
    assert ("reviewed" in text, "old/echo" in text, "check:" in text) == (False, False, suffix == ".md")
    rows = json.loads(invoke("check", library, "--format", "json").stdout)["diagnostics"]
    found = {row["code"]: row for row in rows if row["path"] == f"courses/first-steps/{name}.es{suffix}"}
    assert not {"CF905", "CF906", "CF907"} & found.keys()
    assert [code for code, row in found.items() if row["severity"] == "error"] == []
    assert "word for word as in the original" in found["CF908"]["message"]
    (read,) = [one for one in read_lessons(library) if one.path == found["CF908"]["path"]]
    assert (read.metadata.title, read.metadata.was) == ('El "eco"', ())
    (original,) = [one for one in read_lessons(library) if one.path == f"courses/first-steps/{name}{suffix}"]
    assert [cell.source for cell in read.code_cells] == [cell.source for cell in original.code_cells]


def test_nothing_is_written_outside_the_library(library, invoke):
    around = set(Path(library).parent.iterdir())
    for name in ("../../x", "..", "/etc/x", "C:\\x"):
        invoke("new", "course", name, "--library", library)
    assert set(Path(library).parent.iterdir()) == around
