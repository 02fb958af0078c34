"""The validators of OAI-PMH let a right repository pass and name what is wrong in a wrong one."""

from pathlib import Path

import pymarc
import pytest
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch, NoSetHierarchy

from .test_marc_validators import make_record
from .validators.oai import harvest, harvest_from_file, validate_oai_static
from .validators.oai_gateway import serve

pytestmark = pytest.mark.slow

DC = """<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Beat {number} é</dc:title><dc:language>en</dc:language></oai_dc:dc>"""
MARC = pymarc.record_to_xml(make_record(), namespace=True).decode()
RECORD = """<oai:record><oai:header><oai:identifier>oai:learn.example.org:sound/{number}</oai:identifier>
<oai:datestamp>2027-01-0{number}</oai:datestamp></oai:header><oai:metadata>{content}</oai:metadata></oai:record>"""


def list_records(prefix: str, content: str) -> str:
    records = "".join(RECORD.format(number=n, content=content.replace("{number}", str(n))) for n in range(1, 6))
    return f'<ListRecords metadataPrefix="{prefix}">{records}</ListRecords>'


def format_of(prefix: str, schema: str, namespace: str) -> str:
    return (
        f"<oai:metadataFormat><oai:metadataPrefix>{prefix}</oai:metadataPrefix><oai:schema>{schema}</oai:schema>"
        f"<oai:metadataNamespace>{namespace}</oai:metadataNamespace></oai:metadataFormat>"
    )


REPOSITORY = f"""<?xml version="1.0" encoding="UTF-8"?>
<Repository xmlns="http://www.openarchives.org/OAI/2.0/static-repository"
 xmlns:oai="http://www.openarchives.org/OAI/2.0/"><Identify>
<oai:repositoryName>Larkfield</oai:repositoryName>
<oai:baseURL>https://gateway.example.net/oai/learn.example.org/catalog/oai.xml</oai:baseURL>
<oai:protocolVersion>2.0</oai:protocolVersion><oai:adminEmail>catalog@learn.example.org</oai:adminEmail>
<oai:earliestDatestamp>2027-01-01</oai:earliestDatestamp><oai:deletedRecord>no</oai:deletedRecord>
<oai:granularity>YYYY-MM-DD</oai:granularity></Identify><ListMetadataFormats>
{format_of("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/")}
{format_of("marcxml", "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd", "http://www.loc.gov/MARC21/slim")}
</ListMetadataFormats>{list_records("oai_dc", DC)}{list_records("marcxml", MARC)}</Repository>"""


def test_a_right_repository() -> None:
    assert validate_oai_static(REPOSITORY.encode()) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("<oai:adminEmail>catalog@learn.example.org</oai:adminEmail>", "", "adminEmail"),
        ("<dc:language>", "<dc:language nonsense='x'>", "nonsense"),
        ("dc:language>", "dc:tongue>", "tongue"),
        ("2027-01-03<", "3 January<", "datestamp"),
        ("sound/2<", "sound/1<", "stands 2 times"),
        ('metadataPrefix="marcxml"', 'metadataPrefix="marc21"', "marc21"),
        ('ind1="4"', 'ind1="44"', "oai:learn.example.org:sound/1"),
        ("<oai:deletedRecord>no<", "<oai:deletedRecord>persistent<", "deletedRecord"),
        ("https://gateway.example.net/oai/learn", "https://learn", "base address"),
        ("static-repository", "other", "the root is"),
    ],
)
def test_a_wrong_repository(old: str, new: str, finding: str) -> None:
    assert old in REPOSITORY
    assert finding in "\n".join(validate_oai_static(REPOSITORY.replace(old, new).encode()))


def test_sickle_follows_the_tokens() -> None:
    records = harvest(REPOSITORY.encode())
    assert [record.metadata["title"] for record in records] == [[f"Beat {number} é"] for number in range(1, 6)]
    some = harvest(REPOSITORY.encode(), "marcxml", **{"from": "2027-01-02", "until": "2027-01-04"})
    assert [record.header.identifier[-1] for record in some] == ["2", "3", "4"]
    assert "Make your first beat." in some[0].raw


def test_the_gateway_knows_every_verb() -> None:
    with serve(REPOSITORY.encode()) as address:
        sickle = Sickle(address)
        assert sickle.Identify().repositoryName == "Larkfield"
        assert [one.metadataPrefix for one in sickle.ListMetadataFormats()] == ["oai_dc", "marcxml"]
        assert len(list(sickle.ListIdentifiers(metadataPrefix="oai_dc"))) == 5
        one = sickle.GetRecord(metadataPrefix="oai_dc", identifier="oai:learn.example.org:sound/4")
        assert one.metadata["title"] == ["Beat 4 é"]
        with pytest.raises(NoSetHierarchy):
            list(sickle.ListSets())
        with pytest.raises(NoRecordsMatch):
            list(sickle.ListRecords(metadataPrefix="oai_dc", **{"from": "2028-01-01"}))


def test_perl_reads_the_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "oai.xml"
    path.write_text(REPOSITORY, encoding="utf-8")
    assert harvest_from_file(path) == [f"oai:learn.example.org:sound/{number}" for number in range(1, 6)]
