"""Taking values out of what a code host answers; what is not there is no reason to fail."""

from typing import Any
from urllib.parse import urlsplit


def text_of(answer: Any, *names: str) -> str:
    """Follow names to a text; empty where there is none."""
    for name in names:
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer if isinstance(answer, str) else ""


def number_of(answer: Any, name: str) -> int:
    """Take a whole number; 0 where there is none."""
    value = answer.get(name) if isinstance(answer, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def address_of(answer: Any, name: str) -> str:
    """Take a web address; empty where it is none."""
    value = text_of(answer, name)
    parts = urlsplit(value)
    plain = value.isprintable() and not set(value) & set(" <>()[]\"'`\\")
    return value if plain and parts.scheme in ("http", "https") and parts.netloc else ""
