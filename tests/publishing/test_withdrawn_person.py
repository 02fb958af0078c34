"""Somebody has taken their consent back: no page, no record and no book of the site names them any more."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.publishing.libraries import write_library

from courseforge.publishing.building import publish

NAME = "Ember Moon"
CONFIG = """\
title: Your Next Skill
execute: {execute_notebooks: "off"}
html: {baseurl: "https://courses.example.org/"}
courseforge:
  languages: [en]
  publisher: {name: Larkfield Public Library, code: US-Lark}
"""
LESSON = "---\ntitle: {0}\nauthors: [{1}]\nlicense: CC-BY-4.0\n{2}---\n\n# {0}\n\nWords for everybody.\n"
PEOPLE = "ember: {{name: {0}, consent: {1}}}\nluz: {{name: Luz, consent: c-0142}}\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    files = {
        "lab/course.yml": "title: Lab\nlicense: CC-BY-4.0\n",
        "lab/one.md": LESSON.format("One", "ember", ""),
        "lab/two.md": LESSON.format("Two", "luz", "people: {testers: [ember]}\n"),
        "lab/three.md": LESSON.format("Three", "luz", ""),
        "own/course.yml": "title: Own\nlicense: CC-BY-4.0\nauthors: [ember]\n",
        "own/four.md": LESSON.format("Four", "luz", ""),
    }
    root = write_library(tmp_path / "library", files, CONFIG)
    (root / "contributors.yml").write_text(PEOPLE.format(NAME, "c-0141"))
    return root


def who_names(site: Path) -> set[str]:
    return {name for name, data in contents(site) if NAME.encode() in data or b"Ember" in data}


def contents(site: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file of a site, and what lies packed in its books and packages."""
    for path in site.rglob("*"):
        if path.is_file():
            name = path.relative_to(site).as_posix()
            yield name, path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    yield from ((f"{name}!{part}", archive.read(part)) for part in archive.namelist())


@pytest.mark.slow
@pytest.mark.parametrize("consent", ["withdrawn", "c-0141, consent_until: 2020-01-01"])
def test_no_file_names_them(consent: str, library: Path) -> None:
    named = who_names(publish(library).site)
    assert {"contributors.html", "lab/one.html", "lab/two.html"} <= named
    assert any(name.startswith("catalog/") for name in named)
    assert any("!" in name for name in named)

    (library / "contributors.yml").write_text(PEOPLE.format(NAME, consent))
    site = publish(library).site
    assert who_names(site) == set()
    assert (site / "lab" / "three.html").exists()
    assert not (site / "own" / "four.html").exists()
    assert NAME not in (library / "catalog" / "published.json").read_text()


@pytest.mark.slow
def test_under_another_name_everything_stays(library: Path) -> None:
    publish(library)
    (library / "contributors.yml").write_text(PEOPLE.format("A contributor", "c-0150"))
    site = publish(library).site
    assert who_names(site) == set()
    assert "A contributor" in (site / "lab" / "one.html").read_text()
    assert NAME not in (library / "catalog" / "published.json").read_text()
