"""Identifiers of works on the shelves: whether they are whole, and how machines write them."""

import re

_ISBN_13 = re.compile(r"97[89]\d{10}")
_ISBN_10 = re.compile(r"\d{9}[\dX]")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}|\\^`]{1,300}")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def plain_isbn(text: str) -> str:
    """Return an ISBN (ISO 2108) without hyphens and spaces; empty where its check digit does not fit."""
    digits = re.sub(r"[\s\u00ad\u2010-\u2013-]", "", text).upper()
    return digits if is_whole_isbn(digits) else ""


def is_whole_isbn(digits: str) -> bool:
    """Tell whether the last of 10 or 13 digits is what the others ask for."""
    if not digits.isascii():
        return False
    if _ISBN_13.fullmatch(digits):
        return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0
    if _ISBN_10.fullmatch(digits):
        values = (10 if digit == "X" else int(digit) for digit in digits)
        return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return False


def plain_doi(text: str) -> str:
    """Return a DOI (ISO 26324) without the address that it is often written with; empty where it is none."""
    doi = _DOI_PREFIX.sub("", text.strip(), count=1)
    return doi if _DOI.fullmatch(doi) else ""


def is_bib(text: str) -> bool:
    """Tell whether a text can be the number of a record in a library system: ``b10234567``, ``4711``."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,39}", text) is not None
