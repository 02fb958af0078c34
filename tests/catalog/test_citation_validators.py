"""The readers of citations, crates and badges accept what is right and refuse what is wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .validators.achievement import validate_achievement
from .validators.citations import read_bibtex, read_csl, read_ris, validate_cff, validate_csl
from .validators.ro_crate import validate_ro_crate

BIBTEX = "@misc{sound-beat,\n  title = {Beat \\& {\\'e}cho},\n  author = {{Maple}},\n  year = {2027},\n}\n"
RIS = "TY  - ELEC\nTI  - Beat\nAU  - Maple\nPY  - 2027\nUR  - https://learn.example.org/beat.html\nER  - \n"
CSL = [
    {
        "id": "beat",
        "type": "webpage",
        "title": "Beat",
        "author": [{"literal": "Maple"}],
        "issued": {"date-parts": [[2027]]},
    }
]
CFF = """cff-version: 1.2.0
message: Please cite these courses so.
title: Courses
type: dataset
authors:
  - name: Larkfield Public Library
license: CC-BY-4.0
date-released: 2027-01-02
url: https://learn.example.org/
"""


def test_bibtex() -> None:
    assert read_bibtex(BIBTEX) == {
        "sound-beat": {"type": "misc", "title": "Beat & écho", "author": "Maple", "year": "2027"}
    }
    with pytest.raises(AssertionError):
        read_bibtex(BIBTEX.replace("},\n}", "},\n"))
    with pytest.raises(AssertionError):
        read_bibtex(BIBTEX + BIBTEX)


def test_ris() -> None:
    [reference] = read_ris(RIS)
    assert (reference["title"], reference["authors"], reference["year"]) == ("Beat", ["Maple"], "2027")
    for wrong in (RIS.replace("AU  -", "QQ  -"), RIS.replace("ER  - \n", ""), RIS.replace("TY  - ", "TY - ")):
        with pytest.raises(AssertionError):
            read_ris(wrong)


def test_csl() -> None:
    assert validate_csl(json.dumps(CSL)) == []
    assert read_csl(json.dumps(CSL)) == {"beat": "Maple (2027) Beat."}
    assert validate_csl(json.dumps([CSL[0] | {"type": "lesson"}])) == ["beat: no item is of type lesson"]
    assert validate_csl(json.dumps([CSL[0] | {"tempo": "90"}])) == ["beat: tempo is no variable"]
    with pytest.raises(UserWarning):
        read_csl(json.dumps([CSL[0] | {"tempo": "90"}]))


def test_cff() -> None:
    assert validate_cff(CFF) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("message: Please cite these courses so.\n", "", "'message' is a required property"),
        ("2027-01-02", "January", "date-released"),
        ("license: CC-BY-4.0", "license: mine", "license"),
        ("type: dataset", "kind: dataset", "kind"),
        ("1.2.0", "3.0.0", "cff-version"),
    ],
)
def test_a_wrong_cff(old: str, new: str, finding: str) -> None:
    assert finding in "\n".join(validate_cff(CFF.replace(old, new)))


def write_crate(folder: Path, change: Callable[[list[dict[str, Any]]], object] = bool) -> Path:
    graph: list[dict[str, Any]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.3"},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": "Courses",
            "description": "Lessons of a library.",
            "datePublished": "2027-01-02",
            "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
            "hasPart": [{"@id": "beat.html"}],
        },
        {"@id": "beat.html", "@type": "File", "name": "Beat"},
    ]
    change(graph)
    crate = {"@context": "https://w3id.org/ro/crate/1.3/context", "@graph": graph}
    (folder / "ro-crate-metadata.json").write_text(json.dumps(crate), encoding="utf-8")
    (folder / "beat.html").write_text("<!doctype html>", encoding="utf-8")
    return folder


@pytest.mark.slow
def test_a_right_crate(tmp_path: Path) -> None:
    assert validate_ro_crate(write_crate(tmp_path)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda graph: graph[1].pop("datePublished"), "datePublished"),
        (lambda graph: graph[1].pop("license"), "license"),
        (lambda graph: graph[0].update(about={"@id": "./other/"}), "Root Data Entity"),
        (lambda graph: graph[2].update({"@id": "gone.html"}), "gone.html"),
        (lambda graph: graph[0].update(conformsTo={"@id": "https://example.org/"}), "no version"),
    ],
)
def test_a_wrong_crate(tmp_path: Path, change: Callable[[list[dict[str, Any]]], object], finding: str) -> None:
    assert finding in "\n".join(validate_ro_crate(write_crate(tmp_path, change)))


def make_achievement() -> dict[str, Any]:
    return {
        "@context": ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://learn.example.org/badges/loops.json",
        "type": ["Achievement"],
        "name": "Loops",
        "description": "Can make a loop.",
        "achievementType": "Badge",
        "criteria": {"id": "https://learn.example.org/badges/loops.html", "narrative": "Make a loop of 16 steps."},
        "creator": {"id": "https://learn.example.org/", "type": ["Profile"], "name": "Larkfield Public Library"},
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": "Programming",
                "targetUrl": "https://example.org/digcomp/3.4",
                "targetFramework": "DigComp",
            }
        ],
        "inLanguage": "en",
        "tag": ["music"],
    }


@pytest.mark.slow
def test_a_right_achievement() -> None:
    assert validate_achievement(make_achievement()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"criteria": {}}, "criteria"),
        ({"name": ""}, "an achievement has a name"),
        ({"colour": "red"}, "Open Badges knows no colour"),
        ({"type": ["BadgeClass"]}, "of type Achievement"),
        ({"@context": "https://w3id.org/openbadges/v2"}, "the context is"),
        ({"alignment": [{"type": ["Alignment"], "targetName": "x"}]}, "an alignment has a targetUrl"),
        ({"id": "loops"}, "loops is no address"),
        ({"creator": {"name": "x"}}, "a creator is a Profile"),
        ({"recipient": "maple@example.org"}, "recipient would say something about a person"),
    ],
)
def test_a_wrong_achievement(change: dict[str, Any], finding: str) -> None:
    assert finding in "\n".join(validate_achievement(make_achievement() | change))
