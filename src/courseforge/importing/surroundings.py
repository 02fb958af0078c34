"""What lies around a source and speaks for it: its license, its book, its repository. Links are not followed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from courseforge.importing.licenses import recognize_license
from courseforge.reading.codes import FaultError
from courseforge.reading.source_file import MAX_YAML_BYTES, decode, read_bytes
from courseforge.reading.wording import one_line
from courseforge.reading.yaml_document import read_yaml

_DEEPEST = 6  # folders between a chapter and the top of its repository
_MARKS = (".git", "_config.yml", "config.yaml", "_toc.yml", "myst.yml", "LICENSE", "LICENSE.md")
_LICENSES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "LICENCE.md", "COPYING", "LICENSE.rst")
_SETTINGS = ("config.yaml", "_config.yml")
_ORIGIN = re.compile(r'\[remote "origin"\][^\[]{0,2000}?^[ \t]{0,20}url[ \t]{0,9}=[ \t]{0,9}(\S+)', re.MULTILINE)
_SHORT_ADDRESS = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/](.+)")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about a source from its neighbors.

    Attributes:
        top: the folder out of which no file is brought: that of its repository, else its own.
        license: SPDX; empty where no file states one that is recognized.
        license_file: the file that speaks of a license, whether or not it was understood.
        author, address: of the whole, where stated.
        settings: of the book or the lesson that it is a part of.
    """

    top: Path
    license: str = ""
    license_file: str = ""
    author: str = ""
    address: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


def read_surroundings(source: Path, stated: Mapping[str, Any] | None = None, top: Path | None = None) -> Surroundings:
    """Look at the folders above a source, up to the one that is a repository's or a book's.

    Args:
        stated: settings of its book, where somebody has read them already.
        top: the folder of its repository, where somebody knows it.
    """
    folders = _list_folders(source)
    folders += [folder for folder in source.parents if top in (folder, *folder.parents) and folder not in folders]
    name, license = _find_license(folders)
    settings = stated if stated is not None else next(_read_settings(folders), {})
    return Surroundings(
        top=folders[-1],
        license=license,
        license_file=name,
        author=_find_author(folders, settings),
        address=_find_address(folders[-1], settings),
        settings=settings,
    )


def _list_folders(source: Path) -> list[Path]:
    """List the source's folder and those above it, to the nearest that is the top of something."""
    above = [source.parent, *source.parent.parents][:_DEEPEST]
    top = next((n for n, folder in enumerate(above) if (folder / ".git").exists()), None)
    if top is None:
        top = next((n for n, folder in enumerate(above) if any((folder / mark).is_file() for mark in _MARKS)), 0)
    return above[: top + 1]


def _read(path: Path) -> str:
    """Read a small text; one that is not there or cannot be read says nothing."""
    try:
        return decode(read_bytes(path, MAX_YAML_BYTES))[0]
    except FaultError:
        return ""


def _find_license(folders: list[Path]) -> tuple[str, str]:
    for folder in folders:
        for name in _LICENSES:
            if text := _read(folder / name):
                return name, recognize_license(text)
    return "", ""


def _read_settings(folders: list[Path]) -> Iterator[Mapping[str, Any]]:
    for folder in folders:
        for name in _SETTINGS:
            try:
                value = read_yaml(_read(folder / name)).value
            except FaultError:
                continue
            if isinstance(value, Mapping):
                yield value


def _find_author(folders: list[Path], settings: Mapping[str, Any]) -> str:
    """Name who made the whole: the book's author, else the authors of CITATION.cff."""
    if isinstance(settings.get("author"), str):
        return without_address(settings["author"])
    try:
        cited = read_yaml(_read(folders[-1] / "CITATION.cff")).value
    except FaultError:
        return ""
    people = cited.get("authors") if isinstance(cited, Mapping) else None
    names = [_join_name(person) for person in people or () if isinstance(person, Mapping)]
    return ", ".join(filter(None, names))


def _join_name(person: Mapping[str, Any]) -> str:
    parts = (person.get("given-names"), person.get("family-names"))
    joined = " ".join(one_line(str(part)) for part in parts if isinstance(part, str))
    return joined or (one_line(person["name"]) if isinstance(person.get("name"), str) else "")


def without_address(name: str) -> str:
    """Take the mail address out of a name: it is nobody's credit."""
    plain = re.sub(r"[<(]?(?<![\w.+-])[\w.+-]{1,100}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,9}[>)]?", "", name)
    return one_line(plain).rstrip(" ,;")


def _find_address(top: Path, settings: Mapping[str, Any]) -> str:
    repository = settings.get("repository")
    stated = (
        repository.get("url") if isinstance(repository, Mapping) else None,
        settings.get("source"),
        *_ORIGIN.findall(_read(top / ".git" / "config"))[:1],
    )
    return next((address for one in stated if isinstance(one, str) and (address := public_address(one))), "")


def public_address(text: str) -> str:
    """Return an address of the web without the name and password that some carry; empty for any other text."""
    match = _SHORT_ADDRESS.fullmatch(text.strip())
    try:
        parts = urlsplit(f"https://{match[1]}/{match[2]}" if match else text.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "." not in host:
        return ""
    return urlunsplit((parts.scheme, host, parts.path.removesuffix(".git"), "", ""))
