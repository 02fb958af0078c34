"""The words of the intake in a contributor's language."""

from pathlib import Path

from courseforge.reporting.words import Words

CATALOGS = Path(__file__).with_name("locale")
LANGUAGES = {"en": "English", "es": "Español"}


def open_words(language: str) -> Words:
    """Return the words of the form, the receipt and every complaint."""
    return Words(language, CATALOGS, "intake.po")
