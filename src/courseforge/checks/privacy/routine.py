"""Where young people are, and when, again and again (CF704)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, look
from courseforge.checks.rule import WARNING, Finding, Rule
from courseforge.checks.subject import CourseSubject

_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday lunes martes miércoles jueves viernes sábado domingo"
).split()
_WORDS = make_phrases(
    "monday, mondays, tuesday, tuesdays, wednesday, wednesdays, thursday, thursdays, friday, fridays, "
    "saturday, saturdays, sunday, sundays, lunes, martes, miércoles, jueves, viernes, sábado, sábados, "
    "domingo, domingos, every morning, every afternoon, every evening, every day, cada mañana, "
    "cada tarde, mon, tue, wed, thu, fri, sat"
)
_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|lunes|martes|"
    r"mi[eé]rcoles|jueves"
    r"|viernes|s[aá]bados?|domingos?|every (?:morning|afternoon|evening|day)|cada (?:mañana|tarde|d[ií]a))",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b[0-2]?[0-9][:.][0-5][0-9]\b|\b[0-9]{1,2} ?(?:am|pm|a\.m\.|p\.m\.|h)\b|\bafter school\b|\bal salir "
    r"de(?:l| la)? "
    r"(?:instituto|clase|colegio|escuela|cole)\b|\bdespu[eé]s de clase\b",
    re.IGNORECASE,
)
_YOUNG = re.compile(
    r"\b(?:practice|team|club|training|swim(?:ming)?|choir|band (?:practice|rehearsal)|bus|walk(?:ing)? home|"
    r"(?:middle|high|junior high|elementary) school|after school|my school|entren(?:o|amos|amiento)|equipo|cami[oó]n|"
    r"autob[uú]s|nataci[oó]n|piscina|a casa|instituto|colegio|mi escuela|secundaria)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:I|we|my|our|you can find|yo|mi|nuestr[oa]|nos|tomo|voy|vamos|volvemos|entreno|entrenamos|tengo|tenemos)\b"
    r"|\b(?:school|junior high|colegio|instituto|secundaria|escuela)\b|(?<![\w.])[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{1,15}:",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?:\s|$)")


def find_routines(course: CourseSubject) -> Iterator[Finding]:
    """Nobody can tell from a lesson where a young person is every week.

    No sentence names a school, a team or a way home together with a day and an hour that come again. What is open to
    everybody ("Open lab: every Tuesday, 4 to 6 pm") is no such thing. After a person has looked, ``reviewed:`` in the
    lesson's facts, with role and date, settles it.

    Why: who knows that somebody walks home through the park every Friday at four can wait there.

    Fails::

        Every Tuesday at 4:30 I have soccer practice at Kestrel Field.

    Mended::

        I wrote this between school and practice.
    """
    yield from look(course, _search_routines, (Kind.PROSE, Kind.CODE, Kind.FACTS))


def _search_routines(passage: Passage) -> Iterator[Trace]:
    if passage.is_reviewed:
        return
    for start, line in passage.lines_with(_WORDS):
        begin = 0
        for end in (*(match.end() for match in _SENTENCE.finditer(line)), len(line)):
            sentence = line[begin:end]
            if _DAY.search(sentence) and all(pattern.search(sentence) for pattern in (_TIME, _YOUNG, _OWN)):
                said = "This looks like the place and time of a young person's week."
                hint = (
                    "Leave out the day, the hour or the place. If it is open to everybody, let a person "
                    "confirm that: "
                    "reviewed: [{role: branch manager, date: …}]"
                )
                yield Trace(start + begin, sentence.strip(), said, hint)
            begin = end


ROUTINES = Rule("CF704", "weeks-of-young-people-stay-private", CourseSubject, WARNING, find_routines)
