"""Files made to take long, or to be answered with a million words, are read like others.

Each would take minutes, or gigabytes, if anything grew with the square of what is in the file.
"""

import json
import time
from pathlib import Path

import pytest

from courseforge.diagnostics import Severity
from courseforge.reading import read_library, read_published, read_settings

LESSON = "courses/sound-lab/echo.md"
COURSE = "courses/sound-lab/course.yml"
NOTEBOOK = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}


def facts(text: str) -> str:
    return f"---\ntitle: Echo\n{text}\n---\n\nOne.\n"


def cell(metadata: object) -> str:
    head = {"cell_type": "raw", "id": "a", "metadata": {}, "source": "---\ntitle: Echo\n---"}
    text = {"cell_type": "markdown", "id": "b", "metadata": metadata, "source": "One."}
    return json.dumps(NOTEBOOK | {"cells": [head, text]})


WORDS = ", ".join(f"word{n}" for n in range(60_000))
CASES = {
    "numbers-for-texts": (LESSON, facts(f"objectives: [{'1,' * 60_000}]")),
    "unknown-keys": (COURSE, "title: Sound\n" + "".join(f"titel{n}: x\n" for n in range(60_000))),
    "unknown-keys-of-one-character": (
        COURSE,
        "title: S\n" + "".join(f"{chr(0x4E00 + n)}: x\n" for n in range(20_000)),
    ),
    "one-lesson-in-the-order-again-and-again": (COURSE, f"title: S\nlessons: [{'first-beat,' * 80_000}]"),
    "unknown-lessons-in-the-order": (COURSE, f"title: S\nlessons: [{WORDS}]"),
    "ids-that-are-none": (LESSON, facts(f"was: [{WORDS.replace('word', 'Word')}]")),
    "words-for-true": ("_config.yml", "title: S\nhtml: {" + ", ".join(f"a{n}: yes" for n in range(60_000)) + "}"),
    "keys-that-are-none": ("skills.yml", "".join(f"Aa{n}: b\n" for n in range(60_000))),
    "tags": ("courses/sound-lab/echo.ipynb", cell({"tags": [f"!{n}" for n in range(300_000)]})),
    "settings-of-the-build": (
        "courses/sound-lab/echo.ipynb",
        cell({"mystnb": {str(n): 1 for n in range(300_000)}}),
    ),
    "published-items": ("catalog/published.json", json.dumps({"format": 1, "items": [0] * 500_000})),
    "definitions-of-links": (LESSON, facts("") + "[a]: b\n" * 19_000),
    "a-notebook-of-one-long-cell": (
        "courses/sound-lab/echo.ipynb",
        json.dumps(
            NOTEBOOK
            | {"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": ["x = 1\n"] * 500_000}]}
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_made_to_take_long(name: str, tmp_path: Path) -> None:
    base = {
        "_config.yml": "title: Library\n",
        COURSE: "title: Sound\n",
        "courses/sound-lab/first-beat.md": facts(""),
    }
    path, text = CASES[name]
    for file, content in (base | {path: text}).items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(content, encoding="utf-8")
    begun = time.process_time()
    settings, config_diagnostics = read_settings(tmp_path)
    reading = read_library(tmp_path, settings)
    said = (*config_diagnostics, *reading.diagnostics, *read_published(tmp_path)[1])
    assert time.process_time() - begun < 20  # a second or two; a slow machine may take longer
    assert len(said) <= 210
    assert all(found.location.path == path for found in said)
    assert [course.id for course in reading.library.courses] == ["sound-lab"]


def test_many_warnings_hide_no_error(tmp_path: Path) -> None:
    (tmp_path / "courses").mkdir()
    entries = "".join(f"a{n}: {{name: A, colour: red}}\n" for n in range(200))
    (tmp_path / "skills.yml").write_text(f"{entries}Not a key: B\n", encoding="utf-8")
    (tmp_path / "_config.yml").write_text("title: Library\n", encoding="utf-8")
    said = read_library(tmp_path, read_settings(tmp_path)[0]).diagnostics
    assert len(said) == 100
    assert [found.location.line for found in said if found.severity is Severity.ERROR] == [201]
