"""XML as text, for records that are many and alike: quicker than a tree. Every word goes through here."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What XML 1.0 has no way to say (https://www.w3.org/TR/xml/#charsets).
_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(words: str) -> str:
    """Leave out the characters that no XML document may hold."""
    return _UNSPEAKABLE.sub("", words)


def leaf(name: str, words: str, attributes: Mapping[str, str] = {}) -> str:
    """Write an element that holds words; nothing where there are none."""
    words = legal(words)
    return f"<{name}{_write(attributes)}>{escape(words, {chr(13): '&#13;'})}</{name}>" if words else ""


def branch(name: str, inner: str, attributes: Mapping[str, str] = {}) -> str:
    """Write an element around what is XML already."""
    return f"<{name}{_write(attributes)}>{inner}</{name}>" if inner else f"<{name}{_write(attributes)}/>"


def _write(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(legal(value))}" for name, value in attributes.items())
