"""Birth dates, and ages of people with names (CF703)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.privacy.persons import AGE, NO_NAMES, STORY, WORD
from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import CourseSubject

_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug "
    "sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
    "diciembre"
).split()
_MONTH = "(?:" + "|".join(_MONTHS) + r")\.?"
_YOUNG = r"(?:199[5-9]|20[0-2][0-9])"  # who was born before is grown up, or history
_DATE = (
    rf"(?:{_MONTH}[ ][0-9]{{1,2}}(?:st|nd|rd|th)?,?[ ]{_YOUNG}|[0-9]{{1,2}}\.?[ ](?:de[ ])?{_MONTH},?[ "
    rf"](?:del?[ ])?{_YOUNG}"
    rf"|[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-]{_YOUNG}|{_YOUNG}[/.-][0-9]{{1,2}}[/.-][0-9]{{1,2}}"
    rf"|date(?:time)?\({_YOUNG},[ ]?[0-9]{{1,2}},[ ]?[0-9]{{1,2}})"
)
_BORN = re.compile(
    r"(?<![a-zñ])(?:born|birth[ _-]?(?:day|date)|date[ _]of[ _]birth|d\.?o\.?b\.?|naci(?:ó|do|da)?|nací|cumpleaños|"
    r"fecha[ _]de[ _]nacimiento|f(?:echa)?\.?[ ]?nac\.?|nacimiento)(?![a-zñ])"
    rf"[ ]?[\"'\]]{{0,2}}[ ]?(?:(?:is|was|es|fue|on|in|el|en|day|=|:)[ ]{{0,2}}){{0,3}}[\"']?(?:datetime\.)?{_DATE}",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    rf"\b(?:my birthday is|mi cumpleaños es|cumplo años)[ ](?:on[ ]|el[ ])?(?:{_MONTH}[ ][0-9]{{1,2}}|"
    rf"[0-9]{{1,2}}[ ](?:de[ ])?{_MONTH})",
    re.IGNORECASE,
)
_BIRTH_WORDS = make_phrases(
    "born, birth, birthday, birthdate, dob, d.o.b, nací, nació, nacida, nacido, nacimiento, cumpleaños, "
    "cumplo años, nac"
)
_OLD = re.compile(
    rf"(?<![\w.])({WORD})[ ](?:is|turned|tiene|cumplió)[ ](?:now[ ]|ya[ ]|just[ ])?{AGE}[ ](?:years old|años)\b"
    rf"|(?<![\w.])({WORD})[ ](?:(?:turns|is turning)[ ]{AGE}[ ]on\b|cumple[ ]{AGE}[ ]años\b)"
)
_OLD_WORDS = make_phrases("years old, años, turns, is turning")


def find_birth_dates(course: CourseSubject) -> Iterator[Finding]:
    """Nobody's birth date or exact age is told.

    No text, program, output or data file says on which day somebody was born (1995 or later: who was born before is
    grown up or history), or how old a person with a name is today.

    Why: with a birth date and a first name others can pretend to be that person. An age is nobody's business, and
    wrong next year.

    Fails::

        I am Mila, born on March 14, 2012.

    Mended::

        I am DJ Nova, and I make beats.
    """
    yield from look(course, _search_births)


def _search_births(passage: Passage) -> Iterator[Trace]:
    hint = "Leave it out. For an example, invent a person who is history: born on 10 December 1815."
    for start, line in passage.lines_with(_BIRTH_WORDS):
        for match in (_BORN.search(line), _BIRTHDAY.search(line)):
            if match:
                yield Trace(start + match.start(), match[0], "A birth date stands here.", hint)
    if passage.kind in (Kind.PROSE, Kind.FACTS, Kind.OUTPUT):
        for start, line in passage.lines_with(_OLD_WORDS):
            for match in _OLD.finditer(line):
                name = match[1] or match[2]
                if (
                    name not in NO_NAMES
                    and not STORY.search(line)
                    and line[match.start() - 1 : match.start()] not in ('"', "'")
                ):
                    said = "The age of somebody with a name stands here."
                    yield Trace(start + match.start(), match[0], said, "Leave out the age, or the name.")


BIRTHS = Rule("CF703", "birth-dates-stay-private", CourseSubject, ERROR, find_birth_dates, everywhere(_search_births))
