"""A part of the index as a classic script that hands one value to ``search.js``; those work where fetch does not."""

import json
from typing import Any


def write_script(name: str, value: Any) -> bytes:
    """Write a value as a script; what would mean something to a browser that reads it as a page is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'cfSearch("{name}",{text});\n'.encode()


def read_script(script: bytes) -> Any:
    """Return the value of a script that ``write_script`` wrote."""
    return json.loads(script[script.index(b",") + 1 : script.rindex(b")")])


def write_name(letters: str) -> str:
    """Write letters so that every disk and every server knows them: those of the Latin alphabet, others by number."""
    return "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in letters)
