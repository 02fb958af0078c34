"""The words of a review in a reader's language."""

from pathlib import Path

from courseforge.reporting.words import Words

CATALOGS = Path(__file__).with_name("locale")


def open_words(language: str) -> Words:
    """Return the words of a review; what rules say is among them."""
    return Words(language, CATALOGS, "review.po")
