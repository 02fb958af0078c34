"""Who somebody is: names beside ages and schools, birth dates, numbers that one person has (CF702, CF703, CF706)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.checksums import has_bank_checksum, has_card_checksum, has_spanish_letter
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import CourseSubject

_WORD = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü'’-]{1,20}"
_FULL_NAME = rf"{_WORD}(?:[ ](?:de|del|la|las|los|van|von|da|dos|y|[A-Z]\.|{_WORD})){{0,4}}[ ]{_WORD}"
_AGE = r"(?:[5-9]|1[0-9])"
_ABOUT_AGE = re.compile(
    rf"(?<![\w.])(?:{_FULL_NAME})(?:[ ]?[,(:–—-]|[ ]is|[ ]es|[ ]tiene)[ ]?(?:an?[ ]|who is[ ]|de[ ]|con[ ]|"
    rf"aged?[ ]|tiene[ ])?"
    rf"(?:{_AGE}(?:[- ]years?[- ]old|[ ]años|[ ]yrs?\b|[ ]y/o)|(?<=aged[ ]){_AGE}\b|(?<=age[ ]){_AGE}\b)"
)
_ABOUT_GRADE = re.compile(
    rf"(?<![\w.])(?:{_FULL_NAME})(?:,|[ ][(–—-]|[ ]is(?: in)?|[ ]está en|[ ]va a)[ ]?(?:an?[ ]|in[ ]|the[ ])?"
    r"(?:[1-9][0-2]?(?:st|nd|rd|th)[ -]grader?\b|[Gg]rade[ ][1-9][0-2]?\b"
    r"|[1-9]\.?[ºª°](?:[ ](?:de[ ])?(?:ESO|Bachillerato|bachillerato|primaria|secundaria|grado|curso|[A-D]\b)))"
)
_ABOUT_SCHOOL = re.compile(
    rf"(?<![\w.])(?:{_FULL_NAME})[ ](?:goes to|attends|studies at|is a student at|estudia en|va al?|asiste al?)[ ]"
    rf"(?:el[ ]|la[ ]|the[ ])?(?:{_WORD}[ ]){{0,3}}"
    r"(?:Elementary|Middle|Junior|High|Primary|Secondary|School|Academy|Instituto|instituto|Colegio|colegio|Escuela|"
    r"escuela|Secundaria|Preparatoria|IES|CEIP)\b"
    rf"|(?<![\w.])(?:{_FULL_NAME}),?[ ](?:from|of|at)[ ](?:the[ ])?(?:{_WORD}[ ]){{1,3}}"
    r"(?:Elementary|Middle|Junior High|High|Primary|Secondary)[ ]School\b"
)
_WINDOW_WORDS = make_phrases(
    "years old, year-old, years-old, años, age, aged, grade, grader, grado, eso, goes to, attends, "
    "studies at, student at, elementary school, middle school, high school, primary school, secondary school, "
    "estudia en, va al, va a la, asiste al, asiste a, secundaria, primaria, "
    "bachillerato, curso"
)
# Of books, films and the past; a person of today is not told about in these words.
_STORY = re.compile(
    r"\b(?:novel|story|stories|tale|film|movie|character|protagonist|fiction|series|play|myth|legend|heroine?|"
    r"novela|cuento|historia de|película|personaje|ficción|leyenda|siglo|century|emperor|king|queen|rey|reina|"
    r"era|died|murió|(?:joined|invented|founded|wrote|painted|composed|escribió|inventó|fundó)"
    r"(?!\s+(?:this|these|us|our|est[aeo]s?|nuestr[ao]s?)\b)|"  # who made what one reads here is no story
    r"1[0-8][0-9]{2}|19[0-8][0-9])\b",
    re.IGNORECASE,
)
_NAME_HINT = (
    "Leave out the name or the other thing; credit people by the name they chose. If the person is invented, say so."
)


def find_names_with_facts(course: CourseSubject) -> Iterator[Finding]:
    """A full name does not stand beside an age, a grade or a school.

    No text, output or data file says of somebody with first and last name how old they are, in which grade, or at
    which school. A pattern sees only what looks like a name; that somebody is named at all, only people can tell.

    Why: name and school together are enough to find a child on their way home.

    Fails::

        This beat is by Mila Okafor, 13 years old.

    Mended::

        This beat is by DJ Nova.
    """
    yield from look(course, _search_names)


def _search_names(passage: Passage) -> Iterator[Trace]:
    for start, line in passage.lines_with(_WINDOW_WORDS):
        for pattern in (_ABOUT_AGE, _ABOUT_GRADE, _ABOUT_SCHOOL):
            for match in pattern.finditer(line):
                if not _STORY.search(line) and match[0].split()[0] not in _NO_NAMES:
                    said = "This looks like a full name beside an age, a grade or a school."
                    yield Trace(start + match.start(), match[0], said, _NAME_HINT)


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
    rf"(?<![\w.])({_WORD})[ ](?:is|turned|tiene|cumplió)[ ](?:now[ ]|ya[ ]|just[ ])?{_AGE}[ ](?:years old|años)\b"
    rf"|(?<![\w.])({_WORD})[ ](?:(?:turns|is turning)[ ]{_AGE}[ ]on\b|cumple[ ]{_AGE}[ ]años\b)"
)
_OLD_WORDS = make_phrases("years old, años, turns, is turning")
# Words that begin a sentence, or name no person.
_NO_NAMES = frozenset(
    "He She It This That They The Who What Which Someone Somebody Everyone Everybody Nobody Python Earth "
    "Your My Our His Her "
    "If When Because And But Now Here There Each One Él Ella Eso Esto Este Esta Ese Esa El La Los Las "
    "Quien Alguien Nadie Usted "
    "Si Cuando Porque Y Pero Ahora Aquí Hay Cada Uno Una Un Que Qué Student Person Name Age Child Data "
    "User Alumno Nombre Se "
    "Library School Team Club Building City Town Biblioteca Escuela Ciudad Company Project Site Web Tree "
    "Dog Cat".split()
)


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
                    name not in _NO_NAMES
                    and not _STORY.search(line)
                    and line[match.start() - 1 : match.start()] not in ('"', "'")
                ):
                    said = "The age of somebody with a name stands here."
                    yield Trace(start + match.start(), match[0], said, "Leave out the age, or the name.")


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


NAMES = Rule(
    "CF702", "name-and-age-stand-apart", CourseSubject, ERROR, find_names_with_facts, everywhere(_search_names)
)
BIRTHS = Rule("CF703", "birth-dates-stay-private", CourseSubject, ERROR, find_birth_dates, everywhere(_search_births))
NUMBERS = Rule(
    "CF706", "personal-numbers-stay-private", CourseSubject, ERROR, find_personal_numbers, everywhere(_search_numbers)
)
