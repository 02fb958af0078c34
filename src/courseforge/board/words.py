"""The words of the board in the language of a library's staff."""

from collections.abc import Sequence
from pathlib import Path

from courseforge.rendering.interface import Interface
from courseforge.reporting.standing import SENTENCES, UNNAMED, Standing, Wait
from courseforge.reporting.wording import printable, shorten
from courseforge.reporting.words import Words

CATALOGS = Path(__file__).with_name("locale")
_SPOKEN = ("en", "es")
_WIDEST = 90  # letters of a title or a name


def choose_language(wanted: str) -> str:
    """Return the language that is wanted where the board speaks it, else English."""
    return wanted if wanted.partition("-")[0] in _SPOKEN else "en"


def open_words(language: str) -> Words:
    """Return the words of the board; what rules say is among them."""
    return Words(language, CATALOGS, "board.po")


def show(text: str) -> str:
    """Put somebody's words on one line that calls nobody: in a chat, an @ before a word would."""
    return shorten(" ".join(printable(text).split()), _WIDEST).replace("@", "＠")


def name_people(names: Sequence[str], words: Words) -> str:
    """Name people; those whose names are not shown are somebody."""
    shown = [show(name) if name != UNNAMED else words.text("somebody") for name in names]
    return Interface(words.language).join(list(dict.fromkeys(shown)))


def name_lesson(one: Standing, words: Words) -> str:
    """Name a lesson by its title and who made it, as far as both may be shown."""
    title = show(one.title or one.id)
    makers = one.find_people("author")
    if not makers:
        return words.text("“{title}”", title=title)
    return words.text("“{title}” by {makers}", title=title, makers=name_people(makers, words))


def say_wait(wait: Wait, words: Words) -> str:
    """Say what a lesson waits for, and which rule asks for it."""
    day = Interface(words.language).date(wait.day) if wait.day else ""
    note = show_note(words.rule(wait.code, wait.note))
    code = f" ({wait.code})" if wait.code else ""
    return words.text(SENTENCES[wait.name], day=day, number=wait.number, note=note) + code


def show_note(note: str) -> str:
    """Show what a rule says, on one line."""
    return " ".join(printable(note).split())
