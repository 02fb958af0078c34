"""schema.org data in pages: read back by extruct, made RDF by rdflib, held against the vocabulary and our shapes."""

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import extruct
import pyshacl
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from .vocabulary import SCHEMA, load_vocabulary, make_context

SHAPES = Path(__file__).parents[1] / "shapes" / "schema_org.ttl"
CONTEXTS = ("https://schema.org", "https://schema.org/", "http://schema.org", "http://schema.org/")
RELATIVE = "http://relative.invalid/"  # what an address that names no site is read as


def read_json_ld(page: str) -> list[dict[str, Any]]:
    """Return the JSON-LD that extruct finds in an HTML page."""
    found: list[dict[str, Any]] = extruct.extract(page, syntaxes=["json-ld"], errors="strict")["json-ld"]
    return found


def validate_json_ld(source: str | dict[str, Any]) -> list[str]:
    """Return what is wrong with schema.org data: a page, JSON as text, or a node."""
    if isinstance(source, dict):
        return validate_graph(make_graph([source]))
    try:
        nodes = read_json_ld(source) if source.lstrip().startswith("<") else [json.loads(source)]
    except ValueError as error:
        return [f"not JSON: {error}"]
    return validate_graph(make_graph(nodes)) if nodes else ["no JSON-LD"]


def make_graph(nodes: list[dict[str, Any]]) -> Graph:
    """Return nodes as RDF; the context of schema.org is answered from this disk, any other must stand in the node."""
    graph = Graph()
    for node in nodes:
        assert node.get("@context") in CONTEXTS, f"the context is {node.get('@context')}"
        data = json.dumps({**node, "@context": make_context()})
        with without_warnings():
            graph.parse(data=data, format="json-ld", publicID=RELATIVE)
    return graph


def validate_graph(graph: Graph) -> list[str]:
    """Return what the vocabulary does not know, and what our shapes miss."""
    with without_warnings():
        findings = [*_check_types(graph), *_check_properties(graph)]
        conforms, results, _ = pyshacl.validate(graph, shacl_graph=str(SHAPES), inference="none")
    if conforms:
        return findings
    messages = {
        f"{results.value(result, SH.focusNode)}: {results.value(result, SH.resultMessage)}"
        for result in results.subjects(RDF.type, SH.ValidationResult)
    }
    return findings + sorted(messages)


@contextmanager
def without_warnings() -> Iterator[None]:
    """Silence rdflib, which warns of its own ways."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _check_types(graph: Graph) -> Iterator[str]:
    known = load_vocabulary().parents
    for kind in sorted(set(graph.objects(None, RDF.type))):
        if str(kind).removeprefix(SCHEMA) not in known:
            yield f"{kind} is not a type of schema.org"
    if not any(graph.objects(None, RDF.type)):
        yield "nothing here has a type"


def _check_properties(graph: Graph) -> Iterator[str]:
    vocabulary = load_vocabulary()
    for subject, predicate, value in sorted(graph, key=str):
        name = str(predicate).removeprefix(SCHEMA)
        if predicate == RDF.type:
            continue
        if name not in vocabulary.domains:
            yield f"{predicate} is not a property of schema.org"
            continue
        kinds = _kinds(graph, subject)
        if kinds and not kinds & vocabulary.domains[name]:
            yield f"{name} is not a property of {', '.join(sorted(kinds - {'Thing'}))}"
        if problem := _judge_value(graph, value, vocabulary.ranges[name]):
            yield f"{name} {problem}"


def _judge_value(graph: Graph, value: Node, wanted: frozenset[str]) -> str:
    """Say what is wrong with a value. Text is allowed wherever a thing is: schema.org says so of all its properties."""
    if isinstance(value, Literal):
        return "is blank" if not str(value).strip() else ""
    kinds = _kinds(graph, value)
    if isinstance(value, URIRef) and value.startswith(RELATIVE):
        return f"leads to {value.removeprefix(RELATIVE)}, which is no address"
    if isinstance(value, URIRef) and "URL" in wanted:
        return ""
    return f"cannot be a {', '.join(sorted(kinds - {'Thing'}))}" if kinds and not kinds & wanted else ""


def _kinds(graph: Graph, node: Node) -> frozenset[str]:
    """Return the types of a node with all that they are kinds of; nothing where the node is only named."""
    vocabulary = load_vocabulary()
    names = (str(kind).removeprefix(SCHEMA) for kind in graph.objects(node, RDF.type))
    return frozenset().union(*(vocabulary.ancestors(name) for name in names))
