"""The guide has every setting with what holds without it, and every line of every other file of a library."""

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import pytest
from tests.house.guide_pages import part_of, read_page, table_rows, words_of

from courseforge.config import (
    CatalogSettings,
    CheckSettings,
    CourseforgeSettings,
    ExecuteSettings,
    JupyterBookExecute,
    JupyterBookHtml,
    LaunchButtons,
    Publisher,
    Repository,
    Settings,
    SiteSettings,
    Thresholds,
)
from courseforge.model import (
    Branch,
    Contributor,
    CourseMetadata,
    Equipment,
    Interest,
    LessonMetadata,
    Medium,
    Original,
    People,
    Review,
    Skill,
    Work,
)
from courseforge.model.lesson import Level, Setting, Template
from courseforge.model.people import State

PAGE = "every-setting.md"
SECTIONS: dict[str, type] = {
    "### Below html:": JupyterBookHtml,
    "### Below execute:": JupyterBookExecute,
    "### Below courseforge:": CourseforgeSettings,
    "### courseforge: publisher:": Publisher,
    "### courseforge: execute:": ExecuteSettings,
    "### courseforge: check:": CheckSettings,
    "### courseforge: check: thresholds:": Thresholds,
    "### courseforge: catalog:": CatalogSettings,
    "### courseforge: site:": SiteSettings,
}
FILES: dict[str, type] = {
    "## A course: course.yml": CourseMetadata,
    "### contributors.yml": Contributor,
    "### skills.yml": Skill,
    "### interests.yml": Interest,
    "### equipment.yml": Equipment,
    "### branches.yml": Branch,
    "### media.yml": Medium,
    "### showcase.yml": Work,
}


def list_defaults(settings: type) -> Iterator[tuple[str, Any]]:
    """Pair each key with what holds without it; None where that is a part of its own, or nothing."""
    for field in fields(settings):
        value = field.default if field.default is not MISSING else None
        yield field.name, value[0] if isinstance(value, tuple) and value else value


@pytest.mark.parametrize(("heading", "settings"), SECTIONS.items())
def test_every_setting_with_what_holds_without_it(heading: str, settings: type) -> None:
    rows = table_rows(part_of(PAGE, heading))
    assert set(rows) <= {key for key, _ in list_defaults(settings)}
    for key, value in list_defaults(settings):
        if key in rows and value:
            assert f"| `{key}` | `{value}` |" in rows[key]
        elif key in rows:
            assert rows[key].split(" | ")[1] in ("nothing", "see below", "all")
        else:
            assert is_told_of_books(key)


def is_told_of_books(key: str) -> bool:
    """Tell whether a setting stands on the page about Jupyter Books, where it has its place in the file before it."""
    return any(word.split(".")[-1] == key for word in words_of(read_page("from-a-jupyter-book.md")))


def test_every_key_that_is_not_in_a_part() -> None:
    own = {field.name for field in fields(Settings) if field.name not in ("book", "lines")}
    parts = {field.name for field in fields(Settings) if is_dataclass(field.default_factory)}
    told = set(table_rows(part_of(PAGE, "### Names and pictures")))
    assert told <= own
    assert [key for key in own - parts - told if not is_told_of_books(key)] == []


@pytest.mark.parametrize("part", [Repository, LaunchButtons], ids=lambda part: part.__name__)
def test_every_setting_of_a_jupyter_book(part: type) -> None:
    assert [field.name for field in fields(part) if not is_told_of_books(field.name)] == []


@pytest.mark.parametrize(("heading", "kind"), FILES.items())
def test_every_line_of_a_file(heading: str, kind: type) -> None:
    assert {field.name for field in fields(kind)} - words_of(part_of(PAGE, heading)) == set()


@pytest.mark.parametrize("kind", [People, Review, Original], ids=lambda kind: kind.__name__)
def test_every_part_of_a_fact_of_a_lesson(kind: type) -> None:
    told = " ".join(words_of(read_page("parts-of-a-lesson.md")))
    assert [field.name for field in fields(kind) if field.name not in told] == []


@pytest.mark.parametrize("kind", [Level, Setting, Template, State], ids=str)
def test_every_value_that_a_fact_chooses_from(kind: Any) -> None:
    values = [str(value) for value in getattr(kind, "__members__", {}).values()] or kind.__args__
    told = json.dumps(sorted(words_of(read_page("parts-of-a-lesson.md"))))
    assert [value for value in values if value not in told] == []


def test_every_fact_of_a_lesson() -> None:
    facts = {field.name for field in fields(LessonMetadata)}
    assert facts - words_of(read_page("parts-of-a-lesson.md")) == set()
