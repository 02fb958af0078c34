"""Names beside an age, a grade or a school (CF702)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.privacy.persons import AGE, NO_NAMES, STORY, WORD
from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import CourseSubject

_FULL_NAME = rf"{WORD}(?:[ ](?:de|del|la|las|los|van|von|da|dos|y|[A-Z]\.|{WORD})){{0,4}}[ ]{WORD}"
_ABOUT_AGE = re.compile(
    rf"(?<![\w.])(?:{_FULL_NAME})(?:[ ]?[,(:–—-]|[ ]is|[ ]es|[ ]tiene)[ ]?(?:an?[ ]|who is[ ]|de[ ]|con[ ]|"
    rf"aged?[ ]|tiene[ ])?"
    rf"(?:{AGE}(?:[- ]years?[- ]old|[ ]años|[ ]yrs?\b|[ ]y/o)|(?<=aged[ ]){AGE}\b|(?<=age[ ]){AGE}\b)"
)
_ABOUT_GRADE = re.compile(
    rf"(?<![\w.])(?:{_FULL_NAME})(?:,|[ ][(–—-]|[ ]is(?: in)?|[ ]está en|[ ]va a)[ ]?(?:an?[ ]|in[ ]|the[ ])?"
    r"(?:[1-9][0-2]?(?:st|nd|rd|th)[ -]grader?\b|[Gg]rade[ ][1-9][0-2]?\b"
    r"|[1-9]\.?[ºª°](?:[ ](?:de[ ])?(?:ESO|Bachillerato|bachillerato|primaria|secundaria|grado|curso|[A-D]\b)))"
)
_ABOUT_SCHOOL = re.compile(
    rf"(?<![\w.])(?:{_FULL_NAME})[ ](?:goes to|attends|studies at|is a student at|estudia en|va al?|asiste al?)[ ]"
    rf"(?:el[ ]|la[ ]|the[ ])?(?:{WORD}[ ]){{0,3}}"
    r"(?:Elementary|Middle|Junior|High|Primary|Secondary|School|Academy|Instituto|instituto|Colegio|colegio|Escuela|"
    r"escuela|Secundaria|Preparatoria|IES|CEIP)\b"
    rf"|(?<![\w.])(?:{_FULL_NAME}),?[ ](?:from|of|at)[ ](?:the[ ])?(?:{WORD}[ ]){{1,3}}"
    r"(?:Elementary|Middle|Junior High|High|Primary|Secondary)[ ]School\b"
)
_WINDOW_WORDS = make_phrases(
    "years old, year-old, years-old, años, age, aged, grade, grader, grado, eso, goes to, attends, "
    "studies at, student at, elementary school, middle school, high school, primary school, secondary school, "
    "estudia en, va al, va a la, asiste al, asiste a, secundaria, primaria, "
    "bachillerato, curso"
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
                if not STORY.search(line) and match[0].split()[0] not in NO_NAMES:
                    said = "This looks like a full name beside an age, a grade or a school."
                    yield Trace(start + match.start(), match[0], said, _NAME_HINT)


NAMES = Rule(
    "CF702", "name-and-age-stand-apart", CourseSubject, ERROR, find_names_with_facts, everywhere(_search_names)
)
