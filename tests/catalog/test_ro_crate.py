"""The crate is held against its profile by roc-validator and read by the library ``rocrate``."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph
from rocrate.rocrate import ROCrate

from courseforge.catalog import EXPORTERS, Collection
from courseforge.config import CatalogSettings, JupyterBookHtml

from .linked_samples import BASE, COLLECTION, FULL, RECORDS, hostile_collections
from .validators.json_ld import without_warnings
from .validators.ro_crate import validate_ro_crate

NAME = "ro-crate-metadata.json"
WITHOUT_ADDRESS = replace(
    COLLECTION,
    settings=replace(COLLECTION.settings, html=JupyterBookHtml()),
    records=tuple(replace(record, url=record.path, course_url="") for record in RECORDS),
)


def write_crate(folder: Path, collection: Collection = COLLECTION) -> Path:
    for path, data in EXPORTERS["ro-crate"].make(collection):
        assert path == f"catalog/{NAME}"
        (folder / NAME).write_bytes(data)
    return folder


def read_graph(folder: Path) -> dict[str, dict[str, Any]]:
    return {entity["@id"]: entity for entity in json.loads((folder / NAME).read_text())["@graph"]}


@pytest.mark.slow
@pytest.mark.parametrize("collection", [COLLECTION, WITHOUT_ADDRESS], ids=["address", "no address"])
def test_the_profile(tmp_path: Path, collection: Collection) -> None:
    assert validate_ro_crate(write_crate(tmp_path, collection)) == []


def test_another_program_finds_the_lessons(tmp_path: Path) -> None:
    crate = ROCrate(write_crate(tmp_path))
    assert crate.root_dataset["name"] == "Skills & more"
    assert crate.root_dataset["datePublished"] == "2027-03-04"
    lesson = crate.dereference(FULL.url)
    assert lesson["name"] == FULL.title
    assert [author["name"] for author in lesson["author"]] == ["DJ Nova", "Beat Club"]
    assert {record.url for record in RECORDS} <= {part.id for part in crate.root_dataset["hasPart"]}


def test_every_part_has_its_address_on_the_web(tmp_path: Path) -> None:
    graph = read_graph(write_crate(tmp_path))
    parts = {part["@id"] for part in graph[f"{BASE}/"]["hasPart"]}
    assert all(part.startswith(f"{BASE}/") and part in graph for part in parts)
    assert f"{BASE}/catalog/lessons.json" in parts


def test_it_names_no_file_that_is_not_made(tmp_path: Path) -> None:
    section = replace(COLLECTION.settings.courseforge, catalog=CatalogSettings(formats=("ro-crate", "json")))
    collection = replace(COLLECTION, settings=replace(COLLECTION.settings, courseforge=section))
    names = [id.rpartition("/")[2] for id in read_graph(write_crate(tmp_path, collection)) if "/catalog/" in id]
    assert names == ["lessons.json"]


def test_what_it_refers_to_is_in_it(tmp_path: Path) -> None:
    graph = read_graph(write_crate(tmp_path))
    named = [
        value["@id"]
        for entity in graph.values()
        for facts in entity.values()
        for value in _list(facts)
        if "@id" in value
    ]
    assert set(named) - set(graph) == {"https://w3id.org/ro/crate/1.2"}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_there_is_none_while_no_day_is_known() -> None:
    assert list(EXPORTERS["ro-crate"].make(replace(COLLECTION, items=()))) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile_collections())
def test_hostile_words_make_a_crate(tmp_path: Path, collection: Collection) -> None:
    folder = write_crate(tmp_path, collection)
    text = json.loads((folder / NAME).read_text())
    with without_warnings():
        graph = Graph().parse(
            data=json.dumps(text | {"@context": {"@vocab": "http://schema.org/"}}),
            format="json-ld",
            publicID=f"{BASE}/",
        )
        graph.serialize(format="nt")  # refuses what RDF does not know for an address
    assert {record.title for record in collection.records} <= {entity.get("name") for entity in text["@graph"]}
