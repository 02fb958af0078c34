"""Texts for formats that hold one fact in one line."""

import unicodedata


def one_line(text: str) -> str:
    """Put a text into one line: line ends and other control characters become spaces, and spaces do not pile up.

    Marks that join letters or turn their direction stay: scripts and emoji need them.
    """
    if not text.isprintable():  # quicker than looking at each letter, and true of nearly every text
        text = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
    return " ".join(text.split())
