"""A lesson made from another: allowed or kindly refused, with its files, its credit and its new authors' place."""

import json
import re
from pathlib import Path

import pytest
from tests.publishing.libraries import write_library

from courseforge.errors import CourseforgeError
from courseforge.model import Course, Lesson
from courseforge.model.people import NAME_TO_COME
from courseforge.publishing.building import publish
from courseforge.reading import read_library, read_settings
from courseforge.scaffold.remix import remix_lesson

CONFIG = """\
title: Open courses
execute: {execute_notebooks: "off"}
html: {baseurl: "https://courses.example.org/"}
courseforge:
  languages: [en, es]
  license: CC-BY-4.0
  publisher: {name: Larkfield Public Library}
"""
BEAT = """\
---
title: "Your first beat"
authors: [nova]
people: {reviewers: [luz]}
license: %s
state: accepted
review_by: 2030-01-01
was: [lab/old-beat]
objectives:
  - "Hear a loop"
---

# Your first beat

![Drums](images/drum kit.png) and [numbers](data/hits.csv).

```{code-cell}
import drums
```
"""
MEDIA = """\
images/drum kit.png: {source: "https://pictures.example.org/kit", license: CC-BY-SA-4.0, author: Paper Moon}
data/hits.csv: own
"""
PEOPLE = "nova: {name: DJ Nova, consent: c-0141}\nluz: {name: Luz, consent: c-0142}\n"


def write_original(root: Path, license: str = "CC-BY-4.0", config: str = CONFIG) -> Path:
    files = {
        "lab/beat.md": BEAT % license,
        "lab/media.yml": MEDIA,
        "lab/images/drum kit.png": b"a picture",
        "lab/data/hits.csv": "a,b\n",
        "lab/data/other.csv": "c,d\n",
        "lab/drums.py": "KIT = 3\n",
        "mine/course.yml": "title: Mine\n",
    }
    write_library(root, files, config)
    (root / "contributors.yml").write_text(PEOPLE)
    return root


def read(root: Path, lesson_id: str) -> tuple[Course, Lesson]:
    library = read_library(root, read_settings(root)[0]).library
    return next((c, lesson) for c in library.courses for lesson in c.lessons if lesson.id == lesson_id)


@pytest.mark.parametrize(
    ("license", "said"),
    [
        ("CC-BY-4.0", ["Name DJ Nova"]),
        ("CC-BY-SA-4.0", ["Name DJ Nova", "keeps the license CC-BY-SA-4.0"]),
        ("CC-BY-NC-4.0", ["Name DJ Nova", "Nobody may sell it"]),
        ("CC-BY-NC-SA-4.0", ["Name DJ Nova", "keeps the license CC-BY-NC-SA-4.0", "Nobody may sell it"]),
        ("CC0-1.0", []),
        ("MIT", ["Name DJ Nova"]),
        ("GPL-3.0-only", ["Name DJ Nova", "keeps the license GPL-3.0-only"]),
    ],
)
def test_a_license_that_allows_it_stays(license: str, said: list[str], tmp_path: Path) -> None:
    root = write_original(tmp_path, license)
    made = remix_lesson(root, "lab/beat", course="mine")
    assert len(made.terms) == len(said)
    assert all(words in term for words, term in zip(said, made.terms, strict=True))
    assert read(root, "mine/beat")[1].metadata.license == license


@pytest.mark.parametrize(
    ("license", "message", "hint"),
    [
        ("CC-BY-ND-4.0", "asks that nobody changes it", "Link to it .* or ask DJ Nova"),
        ("CC-BY-NC-ND-4.0", "asks that nobody changes it", "ask DJ Nova"),
        ("LicenseRef-ours", "Nothing says what may be done", "Ask DJ Nova, in words like these"),
        ('""', "Nothing says what may be done", "Ask DJ Nova"),
    ],
)
def test_a_license_that_does_not_is_refused_kindly(license: str, message: str, hint: str, tmp_path: Path) -> None:
    root = write_original(tmp_path, license, CONFIG.replace("license: CC-BY-4.0", 'license: ""'))
    with pytest.raises(CourseforgeError, match=message) as caught:
        remix_lesson(root, "lab/beat", course="mine")
    assert re.search(hint, caught.value.hint)
    assert sorted(path.name for path in (root / "courses" / "mine").iterdir()) == ["course.yml"]


def test_the_copy_names_its_original_and_nobody_else(tmp_path: Path) -> None:
    root = write_original(tmp_path)
    remix_lesson(root, "lab/beat", course="mine", slug="my-beat")
    metadata = read(root, "mine/my-beat")[1].metadata
    original = metadata.based_on
    assert (original.title, original.author, original.license) == ("Your first beat", "DJ Nova", "CC-BY-4.0")
    assert (original.lesson, original.source) == ("lab/beat", "https://courses.example.org/lab/beat.html")
    assert (metadata.everybody, metadata.state) == ((NAME_TO_COME,), "proposed")
    assert (metadata.was, metadata.review_by) == ((), "")
    assert metadata.objectives == ("Hear a loop",)


def test_what_the_lesson_needs_comes_along_with_its_credit(tmp_path: Path) -> None:
    root = write_original(tmp_path)
    made = remix_lesson(root, "lab/beat", course="mine")
    assert made.files == ("data/hits.csv", "drums.py", "images/drum kit.png")
    media = read(root, "mine/beat")[0].media
    assert media.entries["images/drum kit.png"].author == "Paper Moon"
    hits = media.entries["data/hits.csv"]
    assert (hits.author, hits.license) == ("DJ Nova", "CC-BY-4.0")
    assert hits.source == "https://courses.example.org/lab/beat.html"


def test_in_its_own_course_it_gets_another_name_and_no_second_copy_of_files(tmp_path: Path) -> None:
    root = write_original(tmp_path)
    before = (root / "courses" / "lab" / "media.yml").read_bytes()
    made = remix_lesson(root, "lab/beat")
    assert (made.path, made.files) == ("courses/lab/beat-remix.md", ())
    assert (root / "courses" / "lab" / "media.yml").read_bytes() == before


def test_from_another_library(tmp_path: Path) -> None:
    other = write_original(tmp_path / "other", config=CONFIG.replace("https://courses.example.org/", ""))
    root = write_library(tmp_path / "here", {"mine/course.yml": "title: Mine\n"}, CONFIG)
    with pytest.raises(CourseforgeError, match="Which of your courses"):
        remix_lesson(root, str(other / "courses" / "lab" / "beat.md"))
    remix_lesson(root, str(other / "courses" / "lab" / "beat.md"), course="mine")
    original = read(root, "mine/beat")[1].metadata.based_on
    assert (original.source, original.lesson) == ("Larkfield Public Library: lab/beat", "")
    assert (original.author, original.license) == ("DJ Nova", "CC-BY-4.0")


def test_a_notebook_keeps_its_cells(tmp_path: Path) -> None:
    root = write_original(tmp_path)
    cells = [
        {
            "cell_type": "markdown",
            "id": "a",
            "metadata": {},
            "source": "---\ntitle: Two\nauthors: [nova]\n---\n\n# Two",
        },
        {"cell_type": "code", "id": "b", "metadata": {}, "source": "1 + 1", "outputs": [], "execution_count": None},
    ]
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / "courses" / "lab" / "two.ipynb").write_text(json.dumps(document))
    remix_lesson(root, "lab/two", course="mine")
    lesson = read(root, "mine/two")[1]
    assert [cell.source for cell in lesson.cells] == ["# Two", "1 + 1"]
    assert lesson.metadata.based_on.lesson == "lab/two"


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    root = write_original(tmp_path)
    theirs = root / "courses" / "mine" / "drums.py"
    theirs.write_text("KIT = 9\n")
    with pytest.raises(CourseforgeError, match=r"drums\.py is in courses/mine already"):
        remix_lesson(root, "lab/beat", course="mine")
    assert theirs.read_text() == "KIT = 9\n"
    assert not (root / "courses" / "mine" / "beat.md").exists()


def test_a_course_in_another_language_is_refused(tmp_path: Path) -> None:
    root = write_original(tmp_path)
    (root / "courses" / "mine" / "course.yml").write_text("title: Mío\nlanguage: es\n")
    with pytest.raises(CourseforgeError, match="written in en, and courses/mine in es"):
        remix_lesson(root, "lab/beat", course="mine")


@pytest.mark.slow
def test_the_site_leads_from_one_to_the_other(tmp_path: Path) -> None:
    gentle = CONFIG + "  check: {severity: {CF801: info, CF802: info, CF301: info}}\n"
    root = write_original(tmp_path, config=gentle)
    (root / "courses" / "lab" / "beat.md").write_text(
        "---\ntitle: Your first beat\nauthors: [nova]\nlicense: CC-BY-4.0\n---\n\n# Your first beat\n\nWords.\n"
    )
    made = remix_lesson(root, "lab/beat", course="mine")
    site = publish(root).site
    assert "Remixes of this lesson" not in (site / "lab" / "beat.html").read_text()  # a proposal is nobody's yet
    path = root / made.path
    path.write_text(path.read_text().replace("state: proposed\n", "").replace(NAME_TO_COME, "Owl & Bee"))
    site = publish(root).site
    original, remix = ((site / name).read_text() for name in ("lab/beat.html", "mine/beat.html"))
    assert '<a href="../mine/beat.html">Your first beat, by Owl &amp; Bee</a>' in original
    assert '<a href="../lab/beat.html">Your first beat, by DJ Nova</a>' in remix
    assert "Remixes of this lesson" not in remix
    assert '"isBasedOn"' in remix
