"""The words of letters in a reader's language: the letters' own, and what rules say.

What a rule says is made where it is found, in English, with an author's words in it. A catalog knows it by its code
and its pattern, ``The link to {address} is not encrypted.``; where no pattern fits, the English stays.
"""

import gettext
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_FOLDER = Path(__file__).with_name("locale")
_LONGEST = 2_000
_ANY_RULE = "CF"  # the context of what is said in the place of any rule's words
_EVERY_PATTERN = "es"  # whose catalog knows all that rules say

#: The texts between the placeholders of a pattern, the placeholders' names, the pattern's translation, and itself.
Pattern = tuple[tuple[str, ...], tuple[str, ...], str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    Attributes:
        language: BCP 47 tag.
        catalogs: the folder of the translations of its own sentences, and
        name: of their files.
    """

    language: str
    catalogs: Path = LOCALE_FOLDER
    name: str = "letter.po"

    def text(self, message: str, **values: object) -> str:
        """Translate a sentence; its ``{placeholders}`` are filled after translating."""
        return self._own.gettext(message).format(**values)

    def count(self, singular: str, plural: str, number: int) -> str:
        """Translate a sentence about ``{n}`` things."""
        return self._own.ngettext(singular, plural, number).format(n=number)

    @property
    def _own(self) -> gettext.NullTranslations:
        return _read_own(self.language, self.catalogs, self.name)

    def known_rule(self, code: str, said: str, show: Callable[[str], str]) -> str | None:
        """Translate what a rule says if it is what a rule with this code can say; else there is nothing to show.

        Args:
            show: turns an author's words in it, or whatever stands in their place, into what may be shown.
        """
        english = _read_patterns(_EVERY_PATTERN)
        patterns = (*english.get(code, ()), *english.get(_ANY_RULE, ()))
        known = _list_patterns(self.language, code)
        own = {pattern[3]: pattern[2] for pattern in known}
        for pieces, names, _, message in patterns if len(said) <= _LONGEST else ():
            values = _match(said, pieces)
            if values is not None:
                shown = {
                    name: show(_translate_items(value, known)) for name, value in zip(names, values, strict=True)
                }
                return own.get(message, message).format(**shown)
        return None

    def rule(self, code: str, said: str) -> str:
        """Translate what a rule says, as far as the catalog knows it; the first line alone where it knows no more."""
        patterns = _list_patterns(self.language, code)
        first, line_end, rest = said.partition("\n")
        if len(said) > _LONGEST or not patterns:
            return said
        return _translate(said, patterns) or f"{_translate(first, patterns) or first}{line_end}{rest}"


def _list_patterns(language: str, code: str) -> tuple[Pattern, ...]:
    known = _read_patterns(language)
    return (*known.get(code, ()), *known.get(_ANY_RULE, ()))


def _translate(said: str, patterns: Sequence[Pattern]) -> str:
    for pieces, names, translation, _ in patterns:
        values = _match(said, pieces)
        if values is not None:
            told = (_translate_items(value, patterns) for value in values)
            return translation.format(**dict(zip(names, told, strict=True)))
    return ""


def _translate_items(value: str, patterns: Sequence[Pattern]) -> str:
    """Translate what of a list is the rule's and not the author's: “when it was taken, whose it is”."""
    own = {pieces[0]: translation for pieces, names, translation, _ in patterns if not names}
    return ", ".join(own.get(item, item) for item in value.split(", "))


def _match(said: str, pieces: Sequence[str]) -> list[str] | None:
    """Find what stands between the pieces, each at the first place that fits: in a time that grows with the text."""
    if not said.startswith(pieces[0]):
        return None
    values, start = [], len(pieces[0])
    for number, piece in enumerate(pieces[1:], start=2):
        last = number == len(pieces)
        end = len(said) - len(piece) if last else said.find(piece, start)
        if end < start or not said.startswith(piece, end):
            return None
        values.append(said[start:end])
        start = end + len(piece)
    return values if start == len(said) else None


@cache
def _read_own(language: str, folder: Path, name: str) -> gettext.NullTranslations:
    catalog = _find_catalog(folder, language, name)
    if catalog is None:
        return gettext.NullTranslations()
    binary = BytesIO()
    with catalog.open("rb") as file:
        write_mo(binary, read_po(file))
    binary.seek(0)
    return gettext.GNUTranslations(binary)


@cache
def _read_patterns(language: str) -> Mapping[str, tuple[Pattern, ...]]:
    catalog = _find_catalog(LOCALE_FOLDER, language, "rules.po")
    found: dict[str, list[Pattern]] = defaultdict(list)
    if catalog is not None:
        with catalog.open("rb") as file:
            messages = [m for m in read_po(file) if m.id and m.context]
        for message in messages:
            found[str(message.context)].append((*_split(str(message.id)), str(message.string), str(message.id)))
    return {code: tuple(patterns) for code, patterns in found.items()}


def _split(pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part a pattern into what stands between its placeholders, and their names."""
    pieces, names = [""], []
    for text, name, _, _ in Formatter().parse(pattern):
        pieces[-1] += text
        if name is not None:
            names.append(name)
            pieces.append("")
    return tuple(pieces), tuple(names)


def _find_catalog(folder: Path, language: str, name: str) -> Path | None:
    base = language.split("-", maxsplit=1)[0]
    catalog = folder / base / "LC_MESSAGES" / name
    return catalog if base.isalpha() and catalog.is_file() else None
