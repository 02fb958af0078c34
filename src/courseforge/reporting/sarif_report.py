"""Diagnostics as SARIF 2.1.0 (OASIS), which code hosts keep from run to run and show where a line changed.

A finding is known again by its fingerprint: what rule, which file, and what the line says, not where it stands. Of a
private line it says nothing, for short texts can be guessed from their hash.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from courseforge.diagnostics import Diagnostic, Fix, ReplaceLines, Severity, sort_diagnostics
from courseforge.reporting.excerpts import NOTHING, Excerpt, Excerpts
from courseforge.reporting.json_report import Document
from courseforge.reporting.rule_words import explain_rule, name_explanation, name_rule
from courseforge.reporting.wording import name_places, printable

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"


def sarif_document(diagnostics: Sequence[Diagnostic], excerpts: Excerpts, prefix: str = "") -> Document:
    """Return what ``check --format sarif`` prints.

    Args:
        excerpts: with lines of the files.
        prefix: the library's folder as seen from the repository's root, with a slash; empty where they are one.
    """
    ordered = sort_diagnostics(diagnostics)
    codes = sorted({diagnostic.code for diagnostic in ordered})
    driver = {"name": "courseforge", "version": version("courseforge"), "rules": [_describe_rule(c) for c in codes]}
    results = [_describe(d, codes, mark, excerpts, prefix) for d, mark in _mark(ordered, excerpts)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _describe_rule(code: str) -> Document:
    page = explain_rule(code)
    first = page.partition("\n")[0] or code
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in name_rule(code).split("-")) or code,
        "shortDescription": {"text": first},
        "fullDescription": {"text": first},
        "help": {"text": page or name_explanation(code), "markdown": page or name_explanation(code)},
    }


def _describe(diagnostic: Diagnostic, codes: Sequence[str], mark: str, excerpts: Excerpts, prefix: str) -> Document:
    told = " ".join(filter(None, (diagnostic.message, diagnostic.hint and f"To mend: {diagnostic.hint}")))
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": printable(told)},
        "locations": [_locate(diagnostic, excerpts.get(diagnostic.location, NOTHING), prefix)],
        "partialFingerprints": {"courseforge/v1": mark},
    }
    fix = None if diagnostic.private else _describe_fix(diagnostic.fix, prefix)
    return {**result, "fixes": [fix]} if fix else result


def _locate(diagnostic: Diagnostic, excerpt: Excerpt, prefix: str) -> Document:
    place = diagnostic.location
    line = excerpt.line or (place.line if place.cell is None else None)
    region: dict[str, Any] = {"startLine": line or 1}
    if excerpt.text and place.cell is None:
        region["snippet"] = {"text": printable(excerpt.text)}
    found: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _name_file(place.path, prefix), "region": region}
    }
    if place.cell is not None:
        found["logicalLocations"] = [{"name": name_places([place]), "fullyQualifiedName": printable(str(place))}]
    return found


def _name_file(path: str, prefix: str) -> Document:
    return {"uri": quote(prefix + path, errors="replace"), "uriBaseId": _ROOT}


def _describe_fix(fix: Fix | None, prefix: str) -> Document | None:
    """Describe a change of lines in a text file; what a notebook's file would say is not its author's affair."""
    if not isinstance(fix, ReplaceLines) or fix.cell is not None:
        return None
    old = fix.old.split("\n") if fix.old else []
    end, column = fix.first + len(old) - 1, len(old[-1]) + 1 if old else 1
    if not old or fix.new is None:
        end, column = fix.first + len(old), 1
    region = {"startLine": fix.first, "startColumn": 1, "endLine": end, "endColumn": column}
    new = f"{fix.new}\n" if fix.new is not None and not old else fix.new
    replacement = {"deletedRegion": region, **({} if new is None else {"insertedContent": {"text": new}})}
    return {
        "description": {"text": "courseforge check --fix does this."},
        "artifactChanges": [{"artifactLocation": _name_file(fix.path, prefix), "replacements": [replacement]}],
    }


def _mark(diagnostics: Sequence[Diagnostic], excerpts: Excerpts) -> Iterator[tuple[Diagnostic, str]]:
    """Give each its fingerprint; of several that are alike each gets another."""
    seen: Counter[tuple[str, ...]] = Counter()
    for diagnostic in diagnostics:
        says = "" if diagnostic.private else excerpts.get(diagnostic.location, NOTHING).text or diagnostic.message
        key = (diagnostic.code, diagnostic.location.path, says)
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        yield diagnostic, hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]
