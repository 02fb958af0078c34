"""Signs of icon fonts, which the site does not load, as words or as letters that every font has."""

import re

from lxml.html import HtmlElement

_NAME = re.compile(r"(?:fa|sd-octicon)-([a-z0-9]+(?:-[a-z0-9]+)*)")
_FAMILIES = frozenset("fa fas fab far sd-octicon material-regular material-outlined material-round".split())
_LETTERS = {
    "arrow-right": "→", "arrow-left": "←", "arrow-up": "↑", "arrow-down": "↓", "check": "✓", "star": "★", "x": "✗",
    "times": "✗", "envelope": "✉", "mail": "✉", "heart": "♥", "external-link": "↗", "link-external": "↗",
}  # fmt: skip


def name_signs(root: HtmlElement) -> None:
    """Put its name in the place of each sign, but for the arrow that a dropdown brings along."""
    for sign in list(root.iter("i", "span", "svg")):
        if not _FAMILIES & set(sign.classes) or (sign.text or "").strip():
            continue
        in_summary = any(parent.tag == "summary" for parent in sign.iterancestors())
        name = next((match[1] for word in sign.classes if (match := _NAME.fullmatch(word))), "")
        if name and not in_summary:
            words = sign.makeelement("span", {"class": "sign"})
            words.text = _LETTERS.get(name, name.replace("-", " "))
            words.tail, sign.tail = sign.tail, None
            sign.getparent().replace(sign, words)
