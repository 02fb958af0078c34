"""The vocabulary files beside ``_config.yml``: all optional, each a mapping from key to fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from courseforge.diagnostics import Diagnostic, Severity
from courseforge.model import Branch, Contributor, Equipment, Interest, Skill, Vocabulary
from courseforge.reading.codes import (
    ADDRESS_IS_HTTP,
    FIELD_IS_OF_ITS_KIND,
    NAME_IS_A_SLUG,
    REFERENCE_EXISTS,
    Fault,
    FaultError,
    at_most,
)
from courseforge.reading.fields import read_fields
from courseforge.reading.names import is_slug
from courseforge.reading.source_file import MAX_YAML_BYTES, decode, read_bytes
from courseforge.reading.wording import did_you_mean, show, slugify
from courseforge.reading.yaml_document import YamlDocument, read_mapping, read_yaml

T = TypeVar("T")

_KINDS: Mapping[str, type[Any]] = {
    "contributors": Contributor,
    "skills": Skill,
    "interests": Interest,
    "equipment": Equipment,
    "branches": Branch,
}


@dataclass(frozen=True, slots=True)
class VocabularyReading:
    """What the vocabulary files say.

    Attributes:
        kinds: names of the vocabularies whose file is there; only to these are references held.
    """

    vocabulary: Vocabulary
    kinds: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def read_vocabulary(root: Path) -> VocabularyReading:
    """Read every vocabulary file that is there."""
    found: dict[str, Mapping[str, Any]] = {}
    documents: dict[str, YamlDocument] = {}
    diagnostics: list[Diagnostic] = []
    for name, kind in _KINDS.items():
        path = f"{name}.yml"
        document, faults = read_yaml_file(root / path)
        if document is not None:
            documents[name] = document
            found[name], more = read_entries(kind, document)
            faults += more
        diagnostics += (fault.at(path) for fault in faults)
    lines = {f"{name}.yml": document.lines for name, document in documents.items()}
    vocabulary = Vocabulary(**found, lines=lines)
    if "branches" in documents and "equipment" in documents:
        diagnostics += (fault.at("branches.yml") for fault in _check_branches(vocabulary, documents["branches"]))
    return VocabularyReading(vocabulary, frozenset(documents), tuple(diagnostics))


def read_yaml_file(path: Path, *, mapping: bool = True) -> tuple[YamlDocument | None, tuple[Fault, ...]]:
    """Read a YAML file; None where it is not there or cannot be read (then the faults say why)."""
    if not path.exists() and not path.is_symlink():
        return None, ()
    try:
        text, faults = decode(read_bytes(path, MAX_YAML_BYTES))
        return (read_mapping if mapping else read_yaml)(text), faults
    except FaultError as error:
        return None, error.faults


def check_references(
    keys: Iterable[str], known: Iterable[str], kind: str, document: YamlDocument, at: tuple[str | int, ...]
) -> tuple[Fault, ...]:
    """Name the keys that a vocabulary file does not have."""
    names = frozenset(known)
    return at_most(
        Fault(
            REFERENCE_EXISTS,
            f"{show(key)} is not in {kind}.yml.",
            did_you_mean(key, names) or _tell_entry(key, kind, needed=at[-1:] == ("needs",)),
            line=document.line((*at, number)),
        )
        for number, key in enumerate(keys)
        if key not in names
    )


def _tell_entry(key: str, kind: str, *, needed: bool) -> str:
    """Give the lines that a vocabulary file lacks.

    Args:
        needed: readers have the skill from elsewhere, or another lesson teaches it.
    """
    if not is_slug(key):
        return f"Add it to {kind}.yml, or take another word from there."
    lines = f'{key}:\n  name: "{key.replace("-", " ").capitalize()}"'
    if not needed:
        return f"Take another word from {kind}.yml, or add this there:\n{lines}"
    told = f"Take another word from {kind}.yml, or add this there (brought: readers have it already):"
    return f"{told}\n{lines}\n  brought: true"


def read_entries(kind: type[T], document: YamlDocument) -> tuple[dict[str, T], tuple[Fault, ...]]:
    """Read every entry of a file that maps keys to fields; those that cannot be used are left out and said."""
    entries: dict[str, T] = {}
    faults: list[Fault] = []
    for key in document.value:
        line = document.line((key,))
        if isinstance(document.value[key], str):  # the short form: loops: Making loops
            document.value[key] = {"name": document.value[key]}
        if not is_slug(key):
            hint = f"Write for example: {slugify(key)}:"
            faults.append(Fault(NAME_IS_A_SLUG, f"{show(key)} cannot be a key: use a-z, 0-9 and -.", hint, line=line))
        elif not isinstance(document.value[key], dict):
            message = f"{show(key)} should be a name, or lines of “key: value”."
            faults.append(Fault(FIELD_IS_OF_ITS_KIND, message, f"Write for example: {key}: Its name", line=line))
        else:
            made = read_fields(kind, document, (key,))
            faults += made.faults
            if made.value is not None:
                entries[key] = _drop_strange_url(made.value, document.line((key, "url")), faults)
    return entries, at_most(sorted(faults, key=lambda fault: fault.fact.severity is not Severity.ERROR))


def _drop_strange_url(entry: T, line: int | None, faults: list[Fault]) -> T:
    url = getattr(entry, "url", "")
    if not url or is_http(url):
        return entry
    message = f"{show(url)} is not the address of a web page; it is left out."
    faults.append(Fault(ADDRESS_IS_HTTP, message, "An address begins with https://", line=line))
    return replace(entry, url="")  # type: ignore[type-var]


def is_http(url: str) -> bool:
    """Tell whether a text is an absolute http or https address without surprises."""
    if any(character.isspace() or not character.isprintable() for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None


def _check_branches(vocabulary: Vocabulary, document: YamlDocument) -> Iterable[Fault]:
    for key, branch in vocabulary.branches.items():
        yield from check_references(branch.equipment, vocabulary.equipment, "equipment", document, (key, "equipment"))
