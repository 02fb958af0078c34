"""What it is called, and how the title is filed."""

import re
from collections.abc import Iterator

from pymarc import Field

from courseforge.catalog.marc.fields import data_field
from courseforge.catalog.marc.languages import base
from courseforge.catalog.marc.names import has_main_entry
from courseforge.catalog.marc.text import clean, with_stop
from courseforge.model import Record

# Initial articles (MARC 21, appendix F), of the languages that libraries here write most.
_ARTICLES = {
    "en": "a an the",
    "es": "el la lo los las un una unos unas",
    "fr": "le la les un une des l' l’",
    "de": "der die das ein eine",
    "it": "il lo la i gli le un uno una l' l’",
    "pt": "o a os as um uma uns umas",
}
# What begins like an article and is none: the letter, and names.
_NONE = re.compile(
    r"a (?:to|is|or|and|vs\.?|b)\b|los (?:[aá]ngeles|[aá]lamos)\b|las (?:vegas|cruces)\b|el (?:paso|salvador)\b"
    r"|la (?:paz|habana|plata|mancha|rioja)\b",
    re.IGNORECASE,
)
_AND = {"en": "and", "es": "y", "fr": "et", "de": "und", "it": "e", "pt": "e"}


def make_titles(record: Record) -> Iterator[Field]:
    """Make field 245, and 246 where a reader may look under another form."""
    title = clean(record.title)
    names = ", ".join(filter(None, (clean(credit.name) for credit in record.authors)))
    indicators = f"{int(has_main_entry(record))}{count_nonfiling(title, record.language)}"
    if names:
        yield from data_field("245", indicators, ("a", f"{title} /"), ("c", with_stop(names)))
    else:
        yield from data_field("245", indicators, ("a", with_stop(title)))
    word = _AND.get(base(record.language))
    if word and " & " in title:
        yield from data_field("246", "3 ", ("a", title.replace(" & ", f" {word} ")))


def count_nonfiling(title: str, language: str) -> int:
    """Count the characters before the word that a title is filed under: an article, its blank, marks before it."""
    articles = _ARTICLES.get(base(language), "").split()
    start = len(title) - len(title.lstrip("¡¿\"'“‘«("))
    word, blank, rest = title[start:].partition(" ")
    for elided in (article for article in articles if article[-1] in "'’"):
        if word.lower().startswith(elided) and len(word) > len(elided):
            return start + len(elided)
    is_article = blank and rest and word.lower() in articles and not _NONE.match(title[start:])
    return start + len(word) + 1 if is_article and start + len(word) < 9 else 0
