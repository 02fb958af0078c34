"""Directives: their options, and what they hold."""

import re

from courseforge.checks.prose.pieces import Directive, Image

_OPTION = re.compile(r":([A-Za-z][\w-]*):(?:[ \t](.*))?$")


def make_directive(name: str, argument: str, content: str, line: int, last_line: int) -> Directive:
    """Part the options of a directive from what it holds."""
    lines = content.split("\n")
    options, taken = _read_options(lines)
    return Directive(name, argument, options, "\n".join(lines[taken:]), line, last_line, line + 1 + taken)


def _read_options(lines: list[str]) -> tuple[dict[str, str], int]:
    """Read the options of a directive: ``:key: value``, or ``key: value`` between two ``---``; say how many lines."""
    block = lines[0].rstrip() == "---"
    options: dict[str, str] = {}
    for number, line in enumerate(lines[block:], start=block):
        if block and line.rstrip() == "---":
            return options, number + 1
        match = _OPTION.match(f":{line.rstrip()}" if block else line.rstrip())
        if match:
            options[match[1]] = (match[2] or "").strip().strip("\"'")
        elif not block:
            return options, number
    return ({}, 0) if block else (options, len(lines))


def make_directive_image(directive: Directive) -> Image:
    """Return the picture that ``{image}`` or ``{figure}`` shows."""
    options = directive.options
    classes = tuple(options.get("class", "").split())
    return Image(directive.argument, options.get("alt"), directive.line, "directive", "", classes, options)
