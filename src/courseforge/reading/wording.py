"""Words for messages: values shown safely, and the word that somebody probably meant."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

_SHOWN = 60
_LISTED = 20
# Control characters would reach a terminal; direction marks make a text look like another one.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")

_BLANKS = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")


def is_safe(text: str) -> bool:
    """Tell whether a text holds nothing invisible or broken."""
    return _UNSAFE.search(text) is None


def escape(text: str, keep: str = "") -> str:
    """Spell out what is invisible or broken, so that a terminal shows it; ``keep`` names characters that may stay."""
    return _UNSAFE.sub(lambda match: match[0] if match[0] in keep else _spell(ord(match[0])), text)


def _spell(code: int) -> str:
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def one_line(text: str) -> str:
    """Put a text on one line: line ends and runs of spaces become one space; one that may not break stays."""
    return _BLANKS.sub(" ", text).strip()


def show(value: object) -> str:
    """Quote a value from a file, shortened and safe to print."""
    text = escape("true" if value is True else "false" if value is False else str(value))
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def list_words(words: Sequence[str]) -> str:
    """Join words as people do: ``a, b and c``; of very many only the first."""
    *shown, last = words if len(words) <= _LISTED + 1 else (*words[:_LISTED], f"{len(words) - _LISTED:,} more")
    return f"{', '.join(shown)} and {last}" if shown else last


@lru_cache(maxsize=4096)  # the same unknown word stands in many lessons, and comparing is slow
def nearest(word: str, known: frozenset[str], likeness: float = 0.6) -> str:
    """Return the known word that was probably meant, or an empty text."""
    by_lower = {name.lower(): name for name in sorted(known)}
    match = get_close_matches(word[:100].lower(), by_lower, n=1, cutoff=likeness)
    return by_lower[match[0]] if match else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Make the hint that names the nearest known word, or an empty text."""
    guess = nearest(word, frozenset(known))
    return f"Did you mean {show(guess)}?" if guess else ""


def slugify(text: str, otherwise: str = "my-name") -> str:
    """Propose a name that can be part of an address: ``Primer Ritmo!`` gives ``primer-ritmo``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:64].strip("-") or otherwise
