"""Texts for formats that hold one fact in one line."""

import unicodedata


def one_line(text: str) -> str:
    """Put a text into one line: line ends and other control characters become spaces, and spaces do not pile up.

    Marks that join letters or turn their direction stay: scripts and emoji need them.
    """
    plain = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
    return " ".join(plain.split())
