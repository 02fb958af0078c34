"""XML against a schema that lies on this disk. Nothing that a document or a schema names is fetched."""

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree


def parse_xml(data: bytes) -> Any:
    """Return the tree of a document; entities are left alone, and so is the network."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def validate_by_relax_ng(data: bytes, path: Path) -> list[str]:
    """Return what a RELAX NG schema (XML syntax) has against a document."""
    return _judge(data, _load_relax_ng(path))


def validate_by_xsd(data: bytes, path: Path) -> list[str]:
    """Return what an XML Schema has against a document; schemas that it imports must lie beside it."""
    return _judge(data, load_xsd(path))


def _judge(data: bytes, schema: Any) -> list[str]:
    try:
        tree = parse_xml(data)
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    if schema.validate(tree):
        return []
    return [f"line {entry.line}: {entry.message}" for entry in schema.error_log]


@cache
def _load_relax_ng(path: Path) -> Any:
    return etree.RelaxNG(etree.parse(path))


@cache
def load_xsd(path: Path) -> Any:
    """Return a compiled XML Schema. An import by web address is answered by the file of that name beside ``path``."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside(path.parent))
    return etree.XMLSchema(etree.parse(path, parser))


class _Beside(etree.Resolver):  # type: ignore[misc]
    """Answers what is asked for by its last name, from one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def resolve(self, url: str, public_id: str, context: Any) -> Any:
        found = self._folder / url.rpartition("/")[2]
        return self.resolve_filename(str(found), context) if found.is_file() else None
