"""A directive of MyST, taken apart: its name, what stands beside it, its options, and what it holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from courseforge.rendering.staging.roles import read_directive

_OPTION = re.compile(r":([\w-]+):(?:\s(.*))?")
_PLAIN = re.compile(r"([\w-]+):(?:\s(.*))?")


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive.

    Attributes:
        lines: what it holds, without the margin it has in a list or a quotation.
    """

    name: str
    argument: str
    options: Mapping[str, str]
    lines: tuple[str, ...]


def take_apart(token: Token) -> Directive | None:
    """Read a fence; None where it is no directive, but code."""
    name, argument = read_directive(token)
    if not name:
        return None
    lines = token.content.split("\n")
    options, taken = _read_options(lines)
    return Directive(name, argument, options, tuple(_strip_empty(lines[taken:])))


def _read_options(lines: list[str]) -> tuple[Mapping[str, str], int]:
    """Read ``:alt: words``, one for each line, or ``alt: words`` between two lines of hyphens."""
    if lines and lines[0].strip() == "---" and "---" in (rest := [line.strip() for line in lines[1:]]):
        end = rest.index("---")
        found = [match for line in rest[:end] if (match := _PLAIN.fullmatch(line))]
        return {match[1]: (match[2] or "").strip().strip("\"'") for match in found}, end + 2
    options: dict[str, str] = {}
    last = ""
    for number, line in enumerate(lines):
        if match := _OPTION.fullmatch(line.strip()):
            last = match[1]
            options[last] = (match[2] or "").strip()
        elif last and line[:1].isspace() and line.strip():  # a long text goes on in the next line
            options[last] = f"{options[last]} {line.strip()}"
        else:
            return options, number
    return options, len(lines)


def _strip_empty(lines: list[str]) -> list[str]:
    """Leave out empty lines at both ends."""
    said = [number for number, line in enumerate(lines) if line.strip()]
    return lines[said[0] : said[-1] + 1] if said else []
