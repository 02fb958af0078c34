"""The page of every code that courseforge can give: a rule's is its docstring, all others stand in ``pages/``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from inspect import cleandoc
from typing import Any

from courseforge.checks.rule import Rule, Weight
from courseforge.checks.rules import RULES
from courseforge.diagnostics import Severity

#: The digit after ``CF`` -> what its codes are about.
FAMILIES: Mapping[str, str] = {
    "0": "files, settings and suppressions",
    "1": "what lessons and courses say about themselves",
    "2": "how a lesson is built",
    "3": "accessibility",
    "4": "links and files",
    "5": "code, and what happens when it runs",
    "6": "order in the files",
    "7": "privacy, and what a page may run and load",
    "8": "rights, and what catalogs are told",
    "9": "language",
}

_HEADING = re.compile(r"^## (CF\d{3}) ([a-z0-9-]+) \((.+)\)\n", re.MULTILINE)
_EXAMPLE_FOLLOWS = re.compile(r"^(\S.*?[^:\s]) ?::$", re.MULTILINE)  # never a fence, which is colons alone
_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_NEAR = 3
_MISREAD = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Page:
    """What ``courseforge explain`` prints about a code.

    Attributes:
        name: the fact that should hold.
        weight: how much it weighs when it does not, in words.
        text: Markdown; the first line is the fact as a sentence.
    """

    code: str
    name: str
    weight: str
    text: str

    @property
    def family(self) -> str:
        """What the codes with the same digit are about."""
        return FAMILIES[self.code[2]]


@cache
def read_pages() -> Mapping[str, Page]:
    """Return every page by its code, in order."""
    pages = [*map(_describe_rule, RULES), *_read_files()]
    return {page.code: page for page in sorted(pages, key=lambda page: page.code)}


@cache
def known_codes() -> frozenset[str]:
    """Return every code that there is."""
    return frozenset(read_pages())


@lru_cache(1000)
def nearest_codes(word: str) -> tuple[str, ...]:
    """Return the codes that were probably meant by a word: a code, or a rule's name."""
    pages = read_pages()
    by_name = {page.name: page.code for page in pages.values()}
    digits = word[:60].upper().translate(_MISREAD)
    near = get_close_matches(digits, pages, n=_NEAR, cutoff=0.75) if digits not in pages else [digits]
    named = get_close_matches(word[:60].lower(), by_name, n=_NEAR, cutoff=0.5)
    return tuple(dict.fromkeys((*(by_name[name] for name in named), *near)))[:_NEAR]


def _describe_rule(rule: Rule[Any]) -> Page:
    text = re.sub(r"``([^`]+)``", r"`\1`", cleandoc(rule.find.__doc__ or ""))
    return Page(rule.code, rule.name, _describe_weight(rule.weight), _EXAMPLE_FOLLOWS.sub(r"\1:", text))


def _describe_weight(weight: Weight) -> str:
    words = _NAMES[weight.library]
    for given, where in ((weight.book, "in a Jupyter Book"), (weight.untrusted, "with --untrusted")):
        if given is not None and given is not weight.library:
            words += f"; {where} {_NAMES[given]}"
    return words


def _read_files() -> Iterator[Page]:
    for file in (files("courseforge.checks") / "pages").iterdir():
        if file.name.endswith(".md"):
            _, *parts = _HEADING.split(file.read_text(encoding="utf-8"))
            for code, name, weight, text in zip(*[iter(parts)] * 4, strict=True):
                yield Page(code, name, weight, text.strip())
