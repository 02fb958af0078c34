"""The words of the site itself, in the reader's language: buttons, headings, dates and counts.

Catalogs are plain ``.po`` files in ``locale``, read when they are first needed. A language without a catalog gets
English.
"""

import gettext
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO, Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

DateLength = Literal["medium", "long"]

LOCALE_FOLDER = Path(__file__).with_name("locale")


@dataclass(frozen=True, slots=True)
class Interface:
    """The site's own words in one language (BCP 47). Templates know it as ``ui``."""

    language: str

    def text(self, message: str, **values: object) -> str:
        """Translate a sentence; its ``{placeholders}`` are filled after translating."""
        return _translations(self.language).gettext(message).format(**values)

    def count(self, singular: str, plural: str, number: int) -> str:
        """Translate a sentence about ``{n}`` things."""
        return _translations(self.language).ngettext(singular, plural, number).format(n=number)

    def date(self, iso: str, length: DateLength = "long") -> str:
        """Write an ISO 8601 date the way the language does; what is no date stays as it is."""
        try:
            day = date.fromisoformat(iso[:10])
        except ValueError:
            return iso
        return _write_date(day, length, self.language)

    def duration(self, minutes: int) -> str:
        """Write minutes as ``45 min``, ``2 h`` or ``1 h 30 min``."""
        hours, rest = divmod(minutes, 60)
        if not hours:
            return self.text("{minutes} min", minutes=rest)
        return (
            self.text("{hours} h {minutes} min", hours=hours, minutes=rest)
            if rest
            else self.text("{hours} h", hours=hours)
        )

    def size(self, size: int) -> str:
        """Write a number of bytes as ``14 KB`` or ``2.1 MB``."""
        if size < 1_000_000:
            return self.text("{kilobytes} KB", kilobytes=max(1, round(size / 1000)))
        return self.text("{megabytes} MB", megabytes=f"{size / 1_000_000:.1f}")

    def join(self, names: Sequence[str]) -> str:
        """Write ``a``, ``a and b`` or ``a, b, and c`` the way the language does."""
        return format_list(names, locale=find_locale(self.language))

    def choose(self, names: Sequence[str]) -> str:
        """Write ``a``, ``a or b`` or ``a, b, or c`` the way the language does."""
        return format_list(names, style="or", locale=find_locale(self.language))

    def language_name(self, tag: str) -> str:
        """Name a language in this one, as within a sentence: ``Spanish``, ``español``."""
        return find_locale(self.language).languages.get(tag.replace("-", "_")) or own_name(tag)

    @property
    def open_graph(self) -> str:
        """This language as Open Graph has it, with the territory where most speak it: ``es_ES``."""
        locale = find_locale(self.language)
        known = get_global("likely_subtags")
        likely = known.get(str(locale)) or known.get(locale.language, "")
        return f"{locale.language}_{locale.territory or likely.rpartition('_')[2] or 'US'}"

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, as the language is written."""
        return find_locale(self.language).text_direction


@lru_cache(maxsize=1024)
def _write_date(day: date, length: DateLength, language: str) -> str:
    """Write a date; lessons of a library share few of them, and writing one takes longer than all else on a label."""
    return format_date(day, format=length, locale=find_locale(language))


@cache
def find_locale(language: str) -> Locale:
    """Find the conventions of a BCP 47 language, else of its base language, else of English."""
    for tag in (language, language.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def own_name(tag: str) -> str:
    """Name a language in that language itself: ``Español``; the bare tag where nobody knows it."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    return capitalize(locale.languages.get(tag.replace("-", "_")) or locale.get_display_name() or tag)


def capitalize(text: str) -> str:
    """Give a text a capital at its beginning and leave the rest."""
    return text[:1].upper() + text[1:]


@cache
def _translations(language: str) -> gettext.NullTranslations:
    for tag in (language, language.split("-", maxsplit=1)[0]):
        catalog = LOCALE_FOLDER / tag.replace("-", "_") / "LC_MESSAGES" / "courseforge.po"
        if catalog.is_file():
            return _read_translations(catalog)
    return gettext.NullTranslations()


def _read_translations(catalog: Path) -> gettext.GNUTranslations:
    binary = BytesIO()
    with catalog.open("rb") as file:
        write_mo(binary, read_po(file))
    binary.seek(0)
    return gettext.GNUTranslations(binary)


def extract_template(
    file: IO[bytes], keywords: Collection[str], comment_tags: Sequence[str], options: Mapping[str, str]
) -> Iterator[tuple[int, str, tuple[str, ...] | str, list[str]]]:
    """Find the words to translate in a template, for ``pybabel extract`` (Jinja's own looks for bare names only)."""
    template = Environment(autoescape=True).parse(file.read().decode())
    for call in template.find_all(nodes.Call):
        if isinstance(call.node, nodes.Getattr) and call.node.attr in keywords:
            words = tuple(a.value for a in call.args if isinstance(a, nodes.Const) and isinstance(a.value, str))
            if words:
                yield call.lineno, call.node.attr, words if len(words) > 1 else words[0], []
