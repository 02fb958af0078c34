"""Harvesters bring home what the library has, from one file and from the answers, and hear what is gone."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import BadResumptionToken, CannotDisseminateFormat, NoSetHierarchy

from courseforge.catalog import Collection
from courseforge.catalog.oai import make_oai
from courseforge.config import JupyterBookHtml
from courseforge.model import PublishedItem, Record

from .larkfield import LESSON, LIBRARY, RECORDS, SETTINGS, WITHDRAWN, change_catalog, hostile_records, make_many
from .validators.marcxml import read_marcxml
from .validators.oai import JUDGES, SCHEMAS, harvest, harvest_from_file, validate_oai_static
from .validators.oai_verbs_gateway import OAI, VERBS, serve_verbs
from .validators.xml_form import parse_xml, validate_by_xsd

STATIC = "catalog/oai/static-repository.xml"
BEAT = "oai:learn.example.org:beats/first"


def make(collection: Collection = LIBRARY) -> dict[str, bytes]:
    return dict(make_oai(collection))


def harvest_all(files: Mapping[str, bytes], **arguments: str) -> list[Any]:
    with serve_verbs(files) as address:
        return list(Sickle(address, max_retries=0).ListRecords(**{"metadataPrefix": "oai_dc"} | arguments))


def find(records: list[Any], identifier: str) -> Any:
    return next(record for record in records if record.header.identifier == identifier)


def test_the_static_repository_is_right() -> None:
    data = make()[STATIC]
    assert validate_oai_static(data) == []
    identify = parse_xml(data)[0]
    said = {etree.QName(node).localname: node.text for node in identify}
    assert said["repositoryName"] == "Skills & more"
    assert said["baseURL"] == f"https://gateway.example.net/oai/learn.example.org/courses/{STATIC}"
    assert (said["adminEmail"], said["earliestDatestamp"]) == ("catalog@learn.example.org", "2027-01-02")


def test_what_a_harvester_reads_of_a_lesson() -> None:
    lesson = find(harvest(make()[STATIC]), BEAT)
    assert lesson.header.datestamp == "2027-03-04"
    assert lesson.metadata == {
        "title": ["Make your <first> beat"],
        "creator": ["DJ Nova", "Maple Youth Studio"],
        "subject": ["Drum machines", "Music", "Loops"],
        "description": ["A first drum loop, step by step."],
        "publisher": ["Larkfield Public Library"],
        "date": ["2027-03-04"],
        "type": ["Text"],
        "format": ["text/html"],
        "identifier": ["https://learn.example.org/courses/sound-lab/first-beat.html"],
        "source": ["https://remix.example.net/drums"],
        "language": ["en"],
        "relation": [
            "https://learn.example.org/courses/sound-lab/index.html",
            "https://learn.example.org/courses/es/sound-lab/first-beat.html",
            "urn:isbn:9780262046305",
            "https://doi.org/10.1000/182",
        ],
        "rights": ["https://creativecommons.org/licenses/by/4.0/"],
    }


def test_a_harvester_may_want_marc() -> None:
    lesson = find(harvest(make()[STATIC], "marcxml"), BEAT)
    (record,) = read_marcxml(etree.tostring(lesson.xml.find(f"{OAI}metadata")[0]))
    assert record["001"].data == "beats/first"
    assert record["245"]["a"].startswith("Make your <first> beat")
    assert find(harvest_all(make(), metadataPrefix="marcxml"), BEAT).raw.count("<record") == 2


def test_what_nobody_stated_is_not_said() -> None:
    bare = Record(
        "a/b", "lesson", "pt-BR", "https://learn.example.org/courses/a/b.html", "B", "", "L", recorded="2027-01-01"
    )
    (found,) = harvest(make(Collection((bare,), SETTINGS))[STATIC])
    assert set(found.metadata) == {"title", "publisher", "type", "format", "identifier", "language"}
    assert found.metadata["language"] == ["pt"]


def test_every_record_is_there_once_and_the_withdrawn_is_not() -> None:
    names = [record.header.identifier.removeprefix("oai:learn.example.org:") for record in harvest(make()[STATIC])]
    assert sorted(names) == ["beats/first", "beats/first.es", "sound-lab", "sound-lab.es"]


@pytest.mark.slow
def test_perl_reads_the_file_without_a_gateway(tmp_path: Path) -> None:
    path = tmp_path / "static-repository.xml"
    path.write_bytes(make()[STATIC])
    assert BEAT in harvest_from_file(path)


def test_without_a_gateway_the_file_names_itself() -> None:
    data = make(replace(LIBRARY, settings=change_catalog(gateway="")))[STATIC]
    assert f"<oai:baseURL>https://learn.example.org/courses/{STATIC}</oai:baseURL>".encode() in data


@pytest.mark.slow
@pytest.mark.parametrize("records", [RECORDS, make_many(450)])
def test_every_answer_holds_to_the_protocol(records: tuple[Record, ...]) -> None:
    files = make(Collection(records, SETTINGS, (WITHDRAWN,)))
    answers = {path: data for path, data in files.items() if path.startswith(VERBS)}
    assert {f"{VERBS}ListRecords/{prefix}.xml" for prefix in ("oai_dc", "marcxml")} < answers.keys()
    for path, data in answers.items():
        assert validate_by_xsd(data, SCHEMAS / "OAI-PMH.xsd") == [], path
        for record in parse_xml(data).iter(f"{OAI}metadata"):
            assert JUDGES[record[0].tag](etree.tostring(record[0])) == []


def test_a_harvester_follows_the_tokens_and_hears_what_is_gone() -> None:
    files = make(Collection(make_many(450), SETTINGS, (WITHDRAWN,)))
    records = harvest_all(files, ignore_deleted="")
    assert len({record.header.identifier for record in records}) == 451
    gone = [record.header for record in records if record.deleted]
    assert [(header.identifier, header.datestamp) for header in gone] == [
        ("oai:learn.example.org:songs/old.es", "2027-04-05")
    ]
    days = [record.header.datestamp for record in records]
    assert days == sorted(days)


def test_a_harvester_comes_back_for_what_is_new() -> None:
    records = harvest_all(make(), **{"from": "2027-02-01"})
    assert {record.header.identifier.rpartition(":")[2] for record in records} == {
        "beats/first",
        "beats/first.es",
        "songs/old.es",
    }


def test_the_other_verbs() -> None:
    with serve_verbs(make(Collection(make_many(450), SETTINGS))) as address:
        sickle = Sickle(address, max_retries=0)
        identify = sickle.Identify()
        assert (identify.deletedRecord, identify.protocolVersion) == ("persistent", "2.0")
        assert identify.baseURL == "https://learn.example.org/courses/catalog/oai/verbs"
        assert next(sickle.ListMetadataFormats()).metadataPrefix == "oai_dc"
        assert len(list(sickle.ListIdentifiers(metadataPrefix="oai_dc"))) == 450
        one = sickle.GetRecord(metadataPrefix="oai_dc", identifier="oai:learn.example.org:sound-lab/beat-444")
        assert one.metadata["title"] == ["Beat 444"]
        with pytest.raises(NoSetHierarchy):
            list(sickle.ListSets())
        with pytest.raises(CannotDisseminateFormat):
            list(sickle.ListRecords(metadataPrefix="mods"))
        assert 'code="badVerb"' in sickle.harvest(verb="Dance").raw


def test_a_list_that_changed_is_begun_again() -> None:
    many = make_many(450)
    token = parse_xml(make(Collection(many, SETTINGS))[f"{VERBS}ListRecords/oai_dc.xml"]).findtext(
        f".//{OAI}resumptionToken"
    )
    with serve_verbs(make(Collection(many[1:], SETTINGS))) as address, pytest.raises(BadResumptionToken):
        list(Sickle(address, max_retries=0).ListRecords(resumptionToken=token))


def test_names_do_not_change_when_a_lesson_moves_or_comes_back() -> None:
    moved = replace(LESSON, id="rhythm/first", url="https://learn.example.org/courses/rhythm/first.html")
    back = PublishedItem("beats/first", "en", "2027-01-01", "2027-01-01", "", withdrawn="2027-01-09")
    records = harvest_all(make(Collection((moved,), SETTINGS, (back,))), ignore_deleted="")
    assert [(record.header.identifier, record.deleted) for record in records] == [(BEAT, False)]


@pytest.mark.slow
def test_a_large_library_has_answers_and_no_static_repository() -> None:
    assert STATIC in make(Collection(make_many(4999), SETTINGS))
    files = make(Collection(make_many(5000), SETTINGS))
    assert STATIC not in files
    assert f"{VERBS}ListRecords/oai_dc.xml" in files


@pytest.mark.parametrize(
    "settings",
    [
        change_catalog(email=""),
        change_catalog(email="ask at the desk"),
        replace(SETTINGS, html=JupyterBookHtml()),
        replace(SETTINGS, html=JupyterBookHtml("http://localhost:8000/")),
    ],
)
def test_nothing_is_made_up_where_a_fact_is_missing(settings: Any) -> None:
    assert make(replace(LIBRARY, settings=settings)) == {}


def test_of_nothing_nothing_is_told() -> None:
    assert make(Collection((), SETTINGS)) == {}
    assert make(Collection((replace(LESSON, recorded="", last=""),), SETTINGS)) == {}
    assert STATIC not in make(Collection((), SETTINGS, (WITHDRAWN,)))


@pytest.mark.slow
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
@given(hostile_records())
def test_hostile_words_make_valid_files(records: tuple[Record, Record]) -> None:
    files = make(Collection(records, SETTINGS))
    assert validate_oai_static(files[STATIC]) == []
    for path in (f"{VERBS}{name}.xml" for name in ("Identify", "ListRecords/oai_dc", "ListRecords/marcxml")):
        assert validate_by_xsd(files[path], SCHEMAS / "OAI-PMH.xsd") == []


def test_the_order_of_the_records_makes_no_difference() -> None:
    assert make() == make(replace(LIBRARY, records=RECORDS[::-1]))
