"""The vocabulary of schema.org, release 30, as it lies in the package ``rocrate``: types, properties, who may have them."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

SCHEMA = "http://schema.org/"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names without their address: parents of each type; of each property, the types that have it and its values."""

    parents: dict[str, frozenset[str]]
    domains: dict[str, frozenset[str]]
    ranges: dict[str, frozenset[str]]

    def ancestors(self, name: str) -> frozenset[str]:
        """Return a type with all that it is a kind of."""
        return frozenset({name}).union(*(self.ancestors(parent) for parent in self.parents.get(name, ())))


@cache
def load_vocabulary() -> Vocabulary:
    """Read the vocabulary from the installed package."""
    graph = json.loads(files("rocrate").joinpath("data/schema.jsonld").read_text(encoding="utf-8"))["@graph"]
    types = {_short(node["@id"]): node for node in graph if "rdfs:Class" in _list(node.get("@type"))}
    properties = {_short(node["@id"]): node for node in graph if "rdf:Property" in _list(node.get("@type"))}
    return Vocabulary(
        {name: _names(node.get("rdfs:subClassOf")) for name, node in types.items()},
        {name: _names(node.get("schema:domainIncludes")) for name, node in properties.items()},
        {name: _names(node.get("schema:rangeIncludes")) for name, node in properties.items()},
    )


def make_context() -> dict[str, Any]:
    """Return a JSON-LD context that stands for https://schema.org: every name is schema.org's, addresses are addresses.

    It is ours, made from the vocabulary, since the published context is not to be fetched in a test.
    """
    addresses = {
        name: {"@id": SCHEMA + name, "@type": "@id"}
        for name, kinds in load_vocabulary().ranges.items()
        if "URL" in kinds and "Text" not in kinds
    }
    return {"@vocab": SCHEMA, "type": "@type", "id": "@id", **addresses}


def _names(value: Any) -> frozenset[str]:
    return frozenset(_short(node["@id"]) for node in _list(value))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _short(name: str) -> str:
    return name.removeprefix("schema:")
