"""The two things that are asked, besides the lesson: a name to be credited by, and the number of a paper."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from courseforge.checks.privacy.consent import looks_like_full_name
from courseforge.intake.complaint import Complaint
from courseforge.intake.limits import NAME_LETTERS
from courseforge.reading.wording import is_safe, one_line

_ADDRESS = re.compile(r"@|://|\bwww\.|\.(?:com|org|net|edu|io|me)\b", re.IGNORECASE)
_MANY_DIGITS = re.compile(r"\d{4}|\d[\d ./()-]{3,}\d")
_MARKS = re.compile(r"[<>{}\[\]\\`|$*_#\"]")
# An office's own count: c-0141, LPL-0014, 2026/0141. What holds a name or a day of birth is none.
_NUMBER = re.compile(r"(?:(?:[A-Za-z]{1,3}|[A-Z]{4,5})[-./]?)?\d{1,6}(?:[-/]\d{1,6})?[A-Za-z]?")
_DAY = re.compile(r"(?:19\d{2}|20[01]\d)[-/]?[01]\d(?:[-/]?[0-3]\d)?|[0-3]?\d[-/][01]?\d(?:[-/]\d{2,4})?")
FULL_NAME = Complaint(
    "name",
    "This looks like a first and a last name. A made-up name protects you, and is just as good. "
    "If you still want this one, say so.",
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered.

    Attributes:
        name: to be credited by, as chosen.
        consent: the number under which the library finds the signed paper.
        language: of the lesson and of the receipt.
        name_agreed: they want this name although it looks like first and last name.
    """

    name: str
    consent: str
    language: str
    name_agreed: bool = False


def tidy(answers: Answers) -> Answers:
    """Return the answers as they are kept: in one form of Unicode, on one line."""
    name = one_line(unicodedata.normalize("NFC", answers.name))
    return Answers(name, one_line(answers.consent), answers.language, answers.name_agreed)


def list_complaints(answers: Answers) -> Iterator[Complaint]:
    """Say what is missing or should not be told."""
    yield from _look_at_name(answers)
    yield from _look_at_consent(answers.consent)


def _look_at_name(answers: Answers) -> Iterator[Complaint]:
    name = answers.name
    if not name:
        yield Complaint("name", "Choose a name to be credited by. It can be made up.")
    elif len(name) > NAME_LETTERS or not is_safe(name) or _MARKS.search(name):
        yield Complaint("name", "Choose a shorter name, made of letters, digits and spaces.")
    elif _ADDRESS.search(name):
        yield Complaint("name", "This looks like an address. Choose a name that leads nowhere else.")
    elif _MANY_DIGITS.search(name):
        yield Complaint("name", "Leave out the number: it could be a year of birth or a telephone.")
    elif looks_like_full_name(name) and not answers.name_agreed:
        yield FULL_NAME


def _look_at_consent(consent: str) -> Iterator[Complaint]:
    if not consent:
        yield Complaint("consent", "Ask at the desk for the number of your paper, and type it here.")
    elif not _NUMBER.fullmatch(consent) or _DAY.fullmatch(consent):
        yield Complaint(
            "consent", "This is not the number of a paper. It looks like this: c-0141. Never write a name or a day."
        )
