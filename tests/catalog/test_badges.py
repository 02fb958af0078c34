"""Definitions of badges say what the standard asks for, and nothing of anybody."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from lxml import html

from courseforge.catalog import EXPORTERS, Collection
from courseforge.config import CatalogSettings, JupyterBookHtml
from courseforge.model import Lesson, Library
from courseforge.rendering.pages import render_page
from rendering.shelf import LIBRARY, SETTINGS, make_site_views

from .linked_samples import BASE, COLLECTION, hostile_collections
from .validators.achievement import validate_achievement


def make_files(collection: Collection = COLLECTION) -> dict[str, Any]:
    return {path: json.loads(data) for path, data in EXPORTERS["badges"].make(collection)}


FILES = make_files()
SOUND, SONIDO = FILES["catalog/badges/sound.json"], FILES["catalog/badges/sound.es.json"]


def test_one_for_each_course_and_language() -> None:
    assert set(FILES) == {"catalog/profile.json", "catalog/badges/sound.json", "catalog/badges/sound.es.json"}
    assert [validate_achievement(one) for one in (SOUND, SONIDO)] == [[], []]


def test_what_has_to_be_shown() -> None:
    assert SOUND["id"] == f"{BASE}/catalog/badges/sound.json"
    assert SOUND["criteria"] == {
        "id": f"{BASE}/sound/index.html#cf-criteria",
        "narrative": "By the end you can\n\n- read a \\*pattern\\*\n- write a loop\n\nYou take home:\n\n- A drum loop",
    }
    assert SONIDO["criteria"] == {"id": f"{BASE}/es/sound/index.html"}  # nothing is stated, so nothing is told


def test_a_standard_without_an_address_is_left_out() -> None:
    assert [(one["targetFramework"], one["targetCode"]) for one in SOUND["alignment"]] == [("DigComp 2.2", "3.1")]


def test_languages_name_each_other() -> None:
    assert [(one["id"], one["inLanguage"]) for one in SONIDO["related"]] == [(SOUND["id"], "en")]


def test_the_library_is_the_creator() -> None:
    profile = FILES["catalog/profile.json"]
    assert SOUND["creator"] == {key: value for key, value in profile.items() if key != "@context"}
    assert (profile["id"], profile["name"]) == (f"{BASE}/catalog/profile.json", "Larkfield Public Library")


def test_without_an_address_there_is_none() -> None:
    nowhere = replace(COLLECTION.settings, html=JupyterBookHtml())
    assert make_files(replace(COLLECTION, settings=nowhere)) == {}


@settings(max_examples=40, deadline=None)
@given(hostile_collections())
def test_hostile_words_make_definitions(collection: Collection) -> None:
    made = [one for path, one in make_files(collection).items() if "/badges/" in path]
    assert [validate_achievement(one) for one in made] == [[], []]


def render_course(catalog: CatalogSettings | None = None, baseurl: str = SETTINGS.html.baseurl) -> html.HtmlElement:
    section = replace(SETTINGS.courseforge, catalog=catalog or CatalogSettings())
    changed = replace(SETTINGS, courseforge=section, html=JupyterBookHtml(baseurl))
    view = make_site_views(settings=changed).courses["sound-lab", "en"]
    return html.document_fromstring(render_page(view.template, view.context()))


def test_the_course_page_has_the_criteria() -> None:
    (fold,) = render_course().xpath("//details[@id='cf-criteria']")
    assert [item.text_content() for item in fold.iter("li")] == ["read a pattern", "write a loop", "A drum loop"]
    assert fold.xpath(".//a/@href") == ["../catalog/badges/sound-lab.json"]


def test_a_course_without_a_badge_has_none() -> None:
    for page in (render_course(CatalogSettings(formats=("json",))), render_course(baseurl="")):
        assert page.xpath("//*[@id='cf-criteria']") == []


def test_a_course_that_states_nothing_has_none() -> None:
    def silence(lesson: Lesson) -> Lesson:
        return replace(lesson, metadata=replace(lesson.metadata, objectives=(), product=""))

    courses = (replace(course, lessons=tuple(map(silence, course.lessons))) for course in LIBRARY.courses)
    views = make_site_views(Library(tuple(courses), LIBRARY.vocabulary))
    assert all(view.content.criteria is None for view in views.courses.values())  # type: ignore[attr-defined]
