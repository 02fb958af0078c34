"""How a lesson is cited: BibTeX, RIS, CSL-JSON and CITATION.cff, each read back by a program that others use."""

import json
import re
import warnings
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import rispy
import yaml
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

CFF = Path(__file__).parents[1] / "schemas" / "cff" / "schema-1.2.0.json"
CSL = "data/schema/schemas/styles"
# What CSL-JSON knows besides the variables of styles (the input schema of CSL is not in the package).
CSL_KEYS = {"id", "type", "custom", "categories", "citation-key", "journalAbbreviation", "shortTitle"}


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    """Return the entries that bibtexparser reads, by key, with TeX's letters made plain; ``type`` is the entry's."""
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks, library.failed_blocks
    return {
        entry.key: {"type": entry.entry_type} | {field.key: field.value for field in entry.fields}
        for entry in library.entries
    }


def read_ris(text: str) -> list[dict[str, Any]]:
    """Return the references that rispy reads; a tag that it does not know, or a reference without an end, fails."""
    references: list[dict[str, Any]] = rispy.loads(text)
    begun = len(re.findall(r"^TY  - ", text, flags=re.MULTILINE))
    assert begun == len(references) == len(re.findall(r"^ER  - ?$", text.replace("\r", ""), flags=re.MULTILINE)), text
    unknown = [reference["unknown_tag"] for reference in references if "unknown_tag" in reference]
    assert not unknown, unknown
    return references


def read_csl(text: str) -> dict[str, str]:
    """Return, by id, how citeproc cites each item of CSL-JSON in the Harvard style."""
    items = json.loads(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # citeproc warns of what it leaves out
        source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    cited = {}
    for item in items:
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"])]))
        cited[item["id"]] = "".join(map(str, bibliography.bibliography()))
    return cited


def validate_csl(text: str) -> list[str]:
    """Return what CSL knows no name for: types of items and their variables, as its own schema of styles lists them."""
    items = json.loads(text)
    if not isinstance(items, list):
        return ["CSL-JSON is a list"]
    types, variables = (_names(f"csl-{part}.rnc") for part in ("types", "variables"))
    findings = []
    for item in items:
        if not item.get("id") or item.get("type") not in types:
            findings.append(f"{item.get('id')}: no item is of type {item.get('type')}")
        findings += [f"{item.get('id')}: {key} is no variable" for key in item.keys() - variables - CSL_KEYS]
    return sorted(findings)


@cache
def _names(file: str) -> frozenset[str]:
    text = files("citeproc").joinpath(f"{CSL}/{file}").read_text(encoding="utf-8")
    return frozenset(re.findall(r'"([A-Za-z_-]+)"', text))


def validate_cff(text: str) -> list[str]:
    """Return what the schema of the Citation File Format 1.2.0 has against a CITATION.cff."""
    schema = json.loads(CFF.read_text(encoding="utf-8"))
    checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
    # The schema speaks of dates as text, and YAML would make dates of them.
    content = yaml.load(text, Loader=yaml.BaseLoader) if text.strip() else None
    return [
        f"{'/'.join(map(str, error.path)) or 'the file'}: {error.message}" for error in checker.iter_errors(content)
    ]
