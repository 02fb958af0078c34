"""A real server of library catalogs takes our records in, and readers find them over Z39.50 and SRU."""

from collections.abc import Iterator

import pymarc
import pytest

from .test_marc_validators import field, make_record, set_data
from .validators.z3950 import CatalogServer, catalog_server

pytestmark = pytest.mark.slow


def make_records() -> list[pymarc.Record]:
    beat, other = make_record(), make_record()
    beat.add_ordered_field(field("521", "1 ", a="12-18."), field("653", "0 ", a="Rhythm & «beats» – ñandú"))
    set_data(other, "001", "zine/fold")
    set_data(other, "008", "270102s2027    xxu    jo    l000 0 spa d")
    other["245"]["a"] = "Dobla tu fanzine: ¡qué fácil!"
    other["856"]["u"] = "https://learn.example.org/es/zine/fold.html"
    return [beat, other]


@pytest.fixture(scope="module")
def catalog() -> Iterator[CatalogServer]:
    with catalog_server(b"".join(record.as_marc() for record in make_records())) as server:
        yield server


def ids(records: list[pymarc.Record]) -> list[str]:
    return sorted(record["001"].data for record in records)


@pytest.mark.parametrize(
    ("pqf", "found"),
    [
        ("@attr 1=4 beat", ["sound-lab/first-beat"]),
        ('@attr 1=4 @attr 4=6 "fanzine fácil"', ["zine/fold"]),
        ("@attr 1=54 spa", ["zine/fold"]),
        ("@attr 1=Code-audience d", ["sound-lab/first-beat"]),
        ('@attr 1=Audience "12-18"', ["sound-lab/first-beat"]),
        ("@attr 1=Access 0", ["sound-lab/first-beat", "zine/fold"]),
        ('@attr 1=Address @attr 4=104 "https://learn.example.org/es/zine/fold.html"', ["zine/fold"]),
        ('@and @attr 1=21 rhythm @attr 1=31 "2027"', ["sound-lab/first-beat"]),
        ('@attr 1=12 "zine/fold"', ["zine/fold"]),
        ("@attr 1=4 trumpet", []),
    ],
)
def test_z3950_finds(catalog: CatalogServer, pqf: str, found: list[str]) -> None:
    assert ids(catalog.search(pqf)) == found


@pytest.mark.parametrize(
    ("cql", "found"),
    [
        ("dc.title=beat and dc.language=eng", ["sound-lab/first-beat"]),
        ('dc.audience="12-18"', ["sound-lab/first-beat"]),
        ("dc.subject=ñandú", ["sound-lab/first-beat"]),
        ("cql.allRecords=1", ["sound-lab/first-beat", "zine/fold"]),
        ("dc.title=trumpet", []),
    ],
)
def test_sru_finds(catalog: CatalogServer, cql: str, found: list[str]) -> None:
    assert ids(catalog.sru(cql)) == found


def test_records_come_back_as_they_were(catalog: CatalogServer) -> None:
    [beat, other] = make_records()
    [over_z3950] = catalog.search("@attr 1=4 beat")
    [over_sru] = catalog.sru("dc.title=fanzine")
    assert [str(one) for one in over_z3950.fields] == [str(one) for one in beat.fields]
    assert [str(one) for one in over_sru.fields] == [str(one) for one in other.fields]


def test_a_question_that_is_none_fails(catalog: CatalogServer) -> None:
    with pytest.raises(AssertionError):
        catalog.search("@attr 1=NoSuchIndex x")
    with pytest.raises(AssertionError):
        catalog.sru("dc.title=(")
