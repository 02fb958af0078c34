"""What lessons and courses refer to, as schema.org nodes: people, skills, subjects, frameworks, works of others."""

from typing import Any

from courseforge.model import Alignment, Credit, Record, Resource, Subject
from courseforge.model.media import Original
from courseforge.records.addresses import web_address
from courseforge.records.licenses import license_url

Node = dict[str, Any]

# Where the terms of each vocabulary are kept.
_VOCABULARIES = {
    "lcsh": "http://id.loc.gov/authorities/subjects",
    "lcshac": "http://id.loc.gov/authorities/childrensSubjects",
    "fast": "http://id.worldcat.org/fast",
    "thema": "https://ns.editeur.org/thema",
    "aat": "http://vocab.getty.edu/aat",
    "wikidata": "https://www.wikidata.org",
}


def keep_known(node: Node) -> Node:
    """Leave out the facts that are not known."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def name_address(url: str) -> Node:
    """Name a thing by its address on the web. A library that states none has no addresses, only pages in a folder."""
    address = web_address(url)
    return {"@id": address, "url": address} if address else {}


def refer_to(kind: str, name: str, url: str) -> Node:
    """Refer to something that is described on a page of its own."""
    address = web_address(url)
    return keep_known({"@type": kind, "@id": address, "name": name})


def describe_library(record: Record) -> Node:
    """Describe who publishes."""
    return refer_to("Library", record.publisher, record.publisher_url)


def describe_credit(credit: Credit) -> Node:
    """Describe somebody by the name they chose. Whether a name is a person's or a group's is known to the library."""
    kind = "Organization" if credit.group else "Person"
    return keep_known({"@type": kind, "name": credit.name, "sameAs": web_address(credit.authority)})


def describe_skill(name: str, record: Record) -> Node:
    """Describe a skill, with its address in somebody's list of skills where the library states one."""
    url = web_address(dict(record.skill_urls).get(name, ""))
    return keep_known({"@type": "DefinedTerm", "name": name, "url": url})


def describe_subject(subject: Subject) -> Node:
    """Describe a subject as its vocabulary names it."""
    return keep_known(
        {
            "@type": "DefinedTerm",
            **name_address(subject.uri),
            "name": subject.term,
            "termCode": subject.code,
            "inDefinedTermSet": _VOCABULARIES.get(subject.scheme, ""),
        }
    )


def describe_alignment(alignment: Alignment) -> Node:
    """Describe what a statement of a framework has to do with a lesson (https://schema.org/AlignmentObject)."""
    return keep_known(
        {
            "@type": "AlignmentObject",
            "alignmentType": alignment.type,
            "educationalFramework": _name_framework(alignment),
            "identifier": alignment.code,
            "targetName": alignment.name or alignment.code,
            "targetUrl": web_address(alignment.url),
        }
    )


def describe_competency(alignment: Alignment) -> Node:
    """Describe a statement of a framework itself."""
    return keep_known(
        {
            "@type": "DefinedTerm",
            **name_address(alignment.url),
            "name": alignment.name or alignment.code,
            "termCode": alignment.code,
            "inDefinedTermSet": {"@type": "DefinedTermSet", "name": _name_framework(alignment)},
        }
    )


def _name_framework(alignment: Alignment) -> str:
    return " ".join(filter(None, (alignment.framework, alignment.version)))


def describe_original(original: Original) -> Node:
    """Describe the work that something was made from. Who made it may be anybody, so the name is only a credit."""
    node = {
        "@type": "CreativeWork",
        **name_address(original.source),
        "name": original.title,
        "creditText": original.author,
        "license": license_url(original.license),
    }
    return keep_known(node) if original != Original() else {}


def describe_resource(resource: Resource) -> Node:
    """Describe a work that goes with a lesson."""
    doi = web_address(f"https://doi.org/{resource.doi}") if resource.doi else ""
    return keep_known(
        {
            "@type": "Book" if resource.isbn else "CreativeWork",
            **name_address(resource.url or doi),
            "name": resource.title,
            "isbn": resource.isbn,
            "sameAs": doi,
        }
    )
