"""OAI-PMH static repositories: the schemas of the protocol, and what harvesters bring home."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from sickle import Sickle

from ..programs import require_program
from .marcxml import validate_marcxml
from .oai_gateway import OAI, STATIC, Repository, answer, read_repository, serve
from .run import run
from .xml_form import load_xsd, parse_xml, validate_by_xsd

SCHEMAS = Path(__file__).parents[1] / "schemas" / "oai"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOST_RECORDS = 5000  # "smaller than", says the specification of a static repository
JUDGES = {
    "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc": lambda data: validate_by_xsd(data, SCHEMAS / "oai_dc.xsd"),
    "{http://www.loc.gov/MARC21/slim}record": validate_marcxml,
}
HARVEST = """
use HTTP::OAI; binmode STDOUT, ':encoding(UTF-8)';
my $answer = HTTP::OAI::Harvester->new(baseURL => "file:$ARGV[0]")->ListRecords(metadataPrefix => $ARGV[1]);
die $answer->message if $answer->is_error;
while (my $record = $answer->next) { print $record->identifier, "\\n"; }
die $answer->message if $answer->is_error;
"""


def validate_oai_static(data: bytes) -> list[str]:
    """Return what is wrong with a static repository.

    Its own schema, static-repository.xsd, could not be had: the frame is checked with our reading of the
    specification. What stands in the frame is put into answers of the protocol, and those into its own schema.
    """
    try:
        tree = parse_xml(data)
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    frame = list(_check_frame(tree))
    if frame:
        return frame
    repository = read_repository(data)
    return [*_check_identify(repository), *_check_answers(repository), *_check_records(repository)]


def _check_frame(tree: Any) -> Iterator[str]:
    if tree.tag != f"{STATIC}Repository":
        yield f"the root is {tree.tag}"
        return
    names = [etree.QName(part).localname for part in tree if isinstance(part.tag, str)]
    if names[:2] != ["Identify", "ListMetadataFormats"] or not names[2:] or set(names[2:]) != {"ListRecords"}:
        yield f"Identify, ListMetadataFormats and one or more ListRecords follow each other, not {names}"
    prefixes = [part.get("metadataPrefix") for part in tree.findall(f"{STATIC}ListRecords")]
    declared = [node.text for node in tree.iter(f"{{{OAI}}}metadataPrefix")]
    if sorted(map(str, prefixes)) != sorted(map(str, declared)) or "oai_dc" not in declared:
        yield f"declared are {declared}, and there are lists of {prefixes}; oai_dc is a must"


def _check_identify(repository: Repository) -> Iterator[str]:
    facts = {etree.QName(node).localname: node.text for node in repository.identify}
    wanted = {"protocolVersion": "2.0", "deletedRecord": "no", "granularity": "YYYY-MM-DD"}
    for name, value in wanted.items():
        if facts.get(name) != value:
            yield f"{name} is {value} in a static repository, not {facts.get(name)}"
    gateway = (facts.get("baseURL") or "").partition("://")[2].split("/")
    if not any("." in part for part in gateway[1:-1]):
        yield f"the base address is the gateway's, and after it the file's without a scheme: {facts.get('baseURL')}"


def _check_answers(repository: Repository) -> Iterator[str]:
    requests = [{"verb": "Identify"}, {"verb": "ListMetadataFormats"}]
    requests += [{"verb": "ListRecords", "metadataPrefix": prefix} for prefix in repository.records]
    schema = load_xsd(SCHEMAS / "OAI-PMH.xsd")
    for request in requests:
        yield from _check_pages(repository, request, schema)


def _check_pages(repository: Repository, request: dict[str, str], schema: Any) -> Iterator[str]:
    """Check an answer, and those that its resumption tokens lead to."""
    said = parse_xml(answer(repository, request))
    if not schema.validate(said):
        yield from (f"{request}: {entry.message}" for entry in schema.error_log)
    while token := said.findtext(f".//{{{OAI}}}resumptionToken"):
        said = parse_xml(answer(repository, {"verb": request["verb"], "resumptionToken": token}))
        if not schema.validate(said):
            yield from (f"{token}: {entry.message}" for entry in schema.error_log)


def _check_records(repository: Repository) -> Iterator[str]:
    for prefix, records in repository.records.items():
        if len(records) >= MOST_RECORDS:
            yield f"{len(records)} records in {prefix} are too many for a static repository"
        ids = Counter(record.findtext(f".//{{{OAI}}}identifier") for record in records)
        yield from (f"{prefix}: {id} stands {count} times" for id, count in ids.items() if count > 1)
        for record in records:
            yield from _check_record(record)


def _check_record(record: Any) -> Iterator[str]:
    id = record.findtext(f".//{{{OAI}}}identifier") or "?"
    if not re.fullmatch(r"oai:[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z0-9\-]+)+:\S+", id):
        yield f"{id} is no oai identifier"
    if not DAY.fullmatch(record.findtext(f".//{{{OAI}}}datestamp") or ""):
        yield f"{id}: the datestamp is a day"
    if record.find(f".//{{{OAI}}}setSpec") is not None or record.find(f"{{{OAI}}}header").get("status"):
        yield f"{id}: a static repository has no sets and tells of no deletions"
    for content in record.findall(f"{{{OAI}}}metadata/*"):
        judge = JUDGES.get(content.tag)
        said = judge(etree.tostring(content)) if judge else [f"nobody here judges {content.tag}"]
        yield from (f"{id}: {finding}" for finding in said)


def harvest(data: bytes, prefix: str = "oai_dc", **arguments: str) -> list[Any]:
    """Return the records that Sickle harvests from a static repository through the gateway.

    Each is a ``sickle.models.Record`` with ``header``, ``metadata`` (lists of values by name) and ``raw``. ``from``
    and ``until`` may be given as ``**{"from": "2027-01-01"}``.
    """
    with serve(data) as address:
        return list(Sickle(address, max_retries=0, timeout=30).ListRecords(metadataPrefix=prefix, **arguments))


def harvest_from_file(path: Path, prefix: str = "oai_dc") -> list[str]:
    """Return the identifiers that Perl's HTTP::OAI reads from the file itself, with no gateway between."""
    require_program("/usr/share/perl5/HTTP/OAI.pm")
    return run("perl", "-e", HARVEST, path, prefix).splitlines()
