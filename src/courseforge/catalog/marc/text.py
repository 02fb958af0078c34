"""Texts as a MARC record can hold them.

MARC 21 in UTF-8 may hold every character of Unicode but those that structure a record, controls, noncharacters and
characters of private use (https://www.loc.gov/marc/specifications/speccharucs.html); XML 1.0 forbids the same ones.

Accents are composed (NFC). MARC-8, which wrote them apart, is not served; pages, XML and the systems that records are
loaded into (Evergreen composes all that it loads) hold them composed, and what looks alike has to be found alike.
"""

import re
import unicodedata

_LAST_TWO = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
# Controls and what is no character; embeddings and overrides of direction, which would turn the text behind them.
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\uffff"
    f"\U000e0000-\U000e007f\U000f0000-\U0010ffff{_LAST_TWO}]"
)
_STOPS = ".?!…"


def clean(text: str) -> str:
    """Return a text as a subfield can hold it, in one line."""
    if text.isascii() and text.isprintable():
        return text if text == text.strip() and "  " not in text else " ".join(text.split())
    # What separates lines and words is a blank before it is taken for a control.
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join(_UNFIT.sub("", spaced).split())


def with_stop(text: str) -> str:
    """End a statement with a full stop, unless it ends with another (ISBD)."""
    return text if not text or text[-1] in _STOPS else f"{text}."


def cut(text: str, size: int) -> str:
    """Shorten a text to a number of bytes (UTF-8), at a word where there is one, and mark where it was cut."""
    if len(text.encode()) <= size:
        return text
    kept = text.encode()[: max(0, size - len("…".encode()))].decode(errors="ignore")
    at_word = kept.rpartition(" ")[0]
    return f"{(at_word if len(at_word) > len(kept) // 2 else kept).rstrip()}…"
