"""Numbers that one person has (CF706)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.checksums import has_bank_checksum, has_card_checksum, has_spanish_letter
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import CourseSubject

_SOCIAL = re.compile(r"(?<![\w.-])(?!000|666|9)([0-9]{3})-(?!00)([0-9]{2})-(?!0000)([0-9]{4})(?![\w-]|\.\d)")
_SOCIAL_CUED = re.compile(r"\bSSN\b\D{0,12}(?!000|666|9)[0-9]{3}[ -]?(?!00)[0-9]{2}[ -]?(?!0000)[0-9]{4}\b")
_KNOWN_SOCIAL = frozenset({"123-45-6789", "078-05-1120", "219-09-9999", "111-22-3333", "123-12-1234"})
_CARD = re.compile(
    r"(?<![\w.+-])(?<![0-9],)(?:[2-6][0-9]{3}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}|3[47][0-9]{2}([ -])[0-9]{6}\2[0-9]{5}"
    r"|(?:4|5[1-5]|2[2-7]|3[47]|6[05])[0-9]{13,14})(?![\w-]|\.\d)"
)
# A table has thousands of numbers: what tells at a glance that one is none of these comes first.
_LIKE_A_CARD = re.compile(r"[0-9]{4}(?:[ -][0-9]{4}[ -]|[ -][0-9]{6}[ -]|[0-9]{9})")
_CAPITAL = re.compile(r"[A-Z]")
_SOCIAL_WORDS = make_phrases("ssn")
_CEDULA_WORDS = make_phrases("c.c., c. c., cédula, cedula")
_CARD_WORDS = ("card", "tarjeta", "visa", "mastercard")
_DNI = re.compile(r"(?<![\w.-])([0-9]{8}|[XYZ][0-9]{7})-?([A-Z])(?![\w-])")
_CURP = re.compile(
    r"(?<!\w)[A-Z][AEIOUX][A-Z]{2}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|"
    r"3[01])[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z][0-9](?!\w)"
)
_CUIT = re.compile(r"(?<![\w.-])(?:2[0347]|3[034])-[0-9]{8}-[0-9](?![\w-])")
_CEDULA = re.compile(r"\b(?:C\.[ ]?C\.|c[eé]dula)\D{0,12}[0-9]{1,3}(?:\.[0-9]{3}){2,3}(?!\d)", re.IGNORECASE)
_BANK = re.compile(r"(?<!\w)[A-Z]{2}[0-9]{2}(?:[ ]?[0-9A-Z]{4}){3,7}(?:[ ]?[0-9A-Z]{1,3})?(?!\w)")
_NUMBERED = re.compile(
    r"\b(?:passport|pasaporte|student id|student number|matr[ií]cula|library card|carn[eé](?: de (?:la "
    r")?biblioteca)?|"
    r"tarjeta de (?:la )?biblioteca)\b(?:[ ](?:no|number|n[uú]mero)\b\.?|[ ]n\.?[º°])?\W{1,4}(?:(?:is|es)[ "
    r"])?(?=[A-Z]{0,3}[0-9]{6})[A-Z]{0,3}[0-9]{6,14}\b",
    re.IGNORECASE,
)
_NUMBERED_WORDS = make_phrases(
    "passport, pasaporte, student id, student number, matrícula, matricula, library card, carné, carne, "
    "de biblioteca, la biblioteca"
)

_NAMED_NUMBERS = ((_SOCIAL_WORDS, _SOCIAL_CUED), (_CEDULA_WORDS, _CEDULA), (_NUMBERED_WORDS, _NUMBERED))


def find_personal_numbers(course: CourseSubject) -> Iterator[Finding]:
    """No number stands here that a state, a bank or a library gave to one person.

    Social security numbers, identity cards (DNI, NIE, CURP, CUIT, cédula), passports, bank cards and accounts,
    library cards and student numbers. Where there is a check digit it is checked, so that a number of the same shape
    passes.

    Why: with such a number others can pay, borrow and sign in that person's name. It can hardly ever be changed.

    Fails::

        Log in with my library card, 21345000981278.

    Mended::

        Log in with the number on your library card.
    """
    yield from look(course, _search_numbers)


def _search_numbers(passage: Passage) -> Iterator[Trace]:
    for start, near in passage.numbers:
        if "-" in near:
            yield from (_number(m, start) for m in _SOCIAL.finditer(near) if m[0] not in _KNOWN_SOCIAL)
        for match in _CARD.finditer(near) if _LIKE_A_CARD.search(near) else ():
            grouped = match[1] or match[2]
            if has_card_checksum(match[0]) and (grouped or _is_about_cards(passage, start + match.start())):
                yield _number(match, start)
        if passage.kind is not Kind.PAGE:
            yield from _search_spanish_numbers(start, near)
    for words, pattern in _NAMED_NUMBERS:
        for start, line in passage.lines_with(words):
            yield from (_number(match, start) for match in pattern.finditer(line))


def _search_spanish_numbers(start: int, near: str) -> Iterator[Trace]:
    if "-" in near:
        yield from (_number(match, start) for match in _CUIT.finditer(near))
    if _CAPITAL.search(near):
        yield from (_number(match, start) for match in _DNI.finditer(near) if has_spanish_letter(match[1], match[2]))
        yield from (_number(match, start) for match in _BANK.finditer(near) if has_bank_checksum(match[0]))
        yield from (_number(match, start) for match in _CURP.finditer(near))


def _is_about_cards(passage: Passage, start: int) -> bool:
    """Tell whether the line says so, or the head of the table."""
    if any(word in passage.line_around(start).lower() for word in _CARD_WORDS):
        return True
    return passage.kind is Kind.DATA and any(word in passage.lowered.partition("\n")[0] for word in _CARD_WORDS)


def _number(match: re.Match[str], start: int) -> Trace:
    said = "This looks like a number that belongs to one person (an identity card, a bank card, a library card)."
    return Trace(start + match.start(), match[0], said, "Take it out, and tell the person whose number it is.")


NUMBERS = Rule(
    "CF706", "personal-numbers-stay-private", CourseSubject, ERROR, find_personal_numbers, everywhere(_search_numbers)
)
