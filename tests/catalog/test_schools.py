"""Packages for schools hold a course's lessons as links, and every word of them stands where platforms look."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from courseforge.catalog import Collection
from courseforge.catalog.schools import make_cartridges, make_scorm_packages
from courseforge.config import JupyterBookHtml
from courseforge.model import Alignment, Record

from .larkfield import COURSE, LESSON, LIBRARY, RECORDS, SETTINGS, hostile_records
from .validators.packages import validate_common_cartridge, validate_scorm

CP = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"
LINK = "{http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3}"
LOM = "{http://ltsc.ieee.org/xsd/imsccv1p3/LOM/resource}"
STANDARDS = "{http://www.imsglobal.org/xsd/imsccv1p3/imscsmd_v1p0}"
SCORM = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
SECOND = replace(LESSON, id="sound-lab/second", identifier="sound-lab/second", title="Second & last")


def open_package(data: bytes) -> tuple[zipfile.ZipFile, Any]:
    package = zipfile.ZipFile(io.BytesIO(data))
    return package, etree.fromstring(package.read("imsmanifest.xml"))


def read_links(data: bytes) -> list[tuple[str, str, str]]:
    """Follow each item to its link, as a platform does: title on the list, title of the link, address."""
    package, manifest = open_package(data)
    files = {one.get("identifier"): one.find(f"{CP}file").get("href") for one in manifest.iter(f"{CP}resource")}
    found = []
    for item in manifest.iter(f"{CP}item"):
        if item.get("identifierref"):
            link = etree.fromstring(package.read(files[item.get("identifierref")]))
            url = link.find(f"{LINK}url").get("href")
            found.append((item.findtext(f"{CP}title"), link.findtext(f"{LINK}title"), url))
    return found


def cartridge_of(*records: Record) -> bytes:
    ((_, data),) = make_cartridges(Collection(records, SETTINGS))
    return data


def test_every_course_and_language_has_its_packages() -> None:
    names = [path for make in (make_cartridges, make_scorm_packages) for path, _ in make(LIBRARY)]
    assert names == [
        "catalog/cartridge/sound-lab.en.imscc",
        "catalog/cartridge/sound-lab.es.imscc",
        "catalog/scorm/sound-lab.en.zip",
        "catalog/scorm/sound-lab.es.zip",
    ]


def test_a_cartridge_is_right_and_its_links_lead_to_the_lessons_in_order() -> None:
    data = cartridge_of(COURSE, LESSON, SECOND)
    assert validate_common_cartridge(data) == []
    assert read_links(data) == [
        ("Make your <first> beat", "Make your <first> beat", LESSON.url),
        ("Second & last", "Second & last", LESSON.url),
    ]


def test_what_a_cartridge_says_of_a_lesson() -> None:
    _, manifest = open_package(cartridge_of(COURSE, LESSON))
    lesson = manifest.find(f".//{LOM}lom")
    assert lesson.findtext(f"{LOM}general/{LOM}description/{LOM}string") == "Program a 16-step drum loop."
    assert [word.findtext(f"{LOM}string") for word in lesson.iter(f"{LOM}keyword")] == ["Music", "Loops"]
    assert lesson.findtext(f"{LOM}educational/{LOM}typicalAgeRange/{LOM}string") == "12-18"
    assert lesson.findtext(f"{LOM}educational/{LOM}typicalLearningTime/{LOM}duration") == "PT45M"
    assert lesson.findtext(f"{LOM}rights/{LOM}description/{LOM}string") == LESSON.license_url
    cards = [node.text for node in lesson.iter(f"{LOM}entity")]
    assert [card.partition("FN:")[2].partition("\n")[0] for card in cards] == [
        "DJ Nova",
        "Maple Youth Studio",
        "Larkfield Public Library",
    ]


def test_only_standards_with_a_guid_are_named_and_none_is_made_up() -> None:
    _, manifest = open_package(cartridge_of(COURSE, LESSON))
    (named,) = manifest.iter(f"{STANDARDS}labelledGUID")
    assert [node.text for node in named] == ["State music MU.7.2", "5f1c1b6e-6d7b-11ea-9d2e-0242ac130003"]
    needed = Alignment("State music", LESSON.alignments[0].url[-36:], type="prerequisite")
    _, bare = open_package(cartridge_of(COURSE, replace(LESSON, alignments=(needed, Alignment("DigComp", "3.4")))))
    assert next(bare.iter(f"{STANDARDS}curriculumStandardsMetadataSet"), None) is None


def test_what_is_not_known_is_left_out() -> None:
    bare = Record("sound-lab/a", "lesson", "en", LESSON.url, "", "", "", course_id="sound-lab")
    data = cartridge_of(bare)
    assert validate_common_cartridge(data) == []
    assert read_links(data) == [("sound-lab/a", "sound-lab/a", LESSON.url)]
    _, manifest = open_package(data)
    assert [node.tag for node in manifest.find(f".//{LOM}lom")] == [f"{LOM}general"]


@pytest.mark.slow
def test_a_scorm_package_is_right_and_lists_the_lessons_in_order() -> None:
    ((_, data),) = make_scorm_packages(Collection((COURSE, LESSON, SECOND), SETTINGS))
    assert validate_scorm(data) == []
    _, manifest = open_package(data)
    organization = manifest.find(f"{SCORM}organizations/{SCORM}organization")
    assert organization.findtext(f"{SCORM}title") == "Sound lab"
    assert [item.findtext(f"{SCORM}title") for item in organization.iter(f"{SCORM}item")] == [
        "Make your <first> beat",
        "Second & last",
    ]


def test_names_inside_stay_when_a_lesson_moves() -> None:
    moved = replace(
        LESSON, id="sound-lab/elsewhere", url="https://learn.example.org/courses/sound-lab/elsewhere.html"
    )
    for make in (make_cartridges, make_scorm_packages):
        names = [
            zipfile.ZipFile(io.BytesIO(data)).namelist()
            for record in (LESSON, moved)
            for _, data in make(Collection((COURSE, record), SETTINGS))
        ]
        assert names[0] == names[1]


def test_a_lesson_can_be_asked_for_without_its_course() -> None:
    assert read_links(cartridge_of(LESSON)) == read_links(cartridge_of(COURSE, LESSON))


@pytest.mark.parametrize("make", [make_cartridges, make_scorm_packages])
def test_without_an_address_there_is_nothing_to_link_to(make: Any) -> None:
    assert list(make(replace(LIBRARY, settings=replace(SETTINGS, html=JupyterBookHtml())))) == []


@pytest.mark.parametrize("make", [make_cartridges, make_scorm_packages])
def test_the_same_records_give_the_same_bytes_on_any_day(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    once = dict(make(LIBRARY))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert dict(make(Collection(RECORDS, SETTINGS))) == once


@pytest.mark.slow
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
@given(hostile_records())
def test_hostile_words_make_valid_packages(records: tuple[Record, Record]) -> None:
    collection = Collection(records, SETTINGS)
    for _, data in make_cartridges(collection):
        assert validate_common_cartridge(data) == []
    for _, data in make_scorm_packages(collection):
        assert validate_scorm(data) == []
