"""What is looked at in a process of its own: a library of one lesson, somebody else's, which is never run.

Called as ``python -m courseforge.intake.examination FOLDER LESSON LANGUAGE ANSWER SECONDS``.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from courseforge.config import COURSES_FOLDER
from courseforge.diagnostics import Diagnostic, Severity
from courseforge.intake.deadline import confine_process
from courseforge.intake.fault import name_fault
from courseforge.intake.limits import CHECK_MEMORY
from courseforge.model import Mode
from courseforge.publishing.checking import Report, check
from courseforge.reporting.excerpts import read_excerpts
from courseforge.reporting.letter import Letter, write_letter

#: The folder of the one course.
COURSE = "new"
# Of one lesson alone nobody can tell whether another teaches what it needs, or where a link to another leads.
_NEED_THE_WHOLE = frozenset({"CF106", "CF107", "CF402", "CF403"})
_PRIVACY = "CF7"


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What was found.

    Attributes:
        letter: Markdown, in the contributor's language.
        private: how many things about people must be mended before anything goes into Git.
        errors: how many must be mended before readers can have it, these among them.
        checked: whether the check came to its end; if not, nobody knows what there is to mend.
        fault: of our own program, if that ended it.
    """

    letter: str
    private: int
    errors: int
    checked: bool = True
    fault: str = ""


def examine(folder: Path, lesson: str, language: str) -> Appraisal:
    """Check the lesson and write a letter about it."""
    report = check(folder, mode=Mode.UNTRUSTED)
    said = _choose(report.diagnostics)
    letter = _write_letter(folder, report, lesson, language, said)
    errors = [one for one in said if one.severity is Severity.ERROR]
    return Appraisal(letter, sum(one.code.startswith(_PRIVACY) for one in errors), len(errors))


def _choose(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    place = f"{COURSES_FOLDER}/{COURSE}/"
    return tuple(
        one
        for one in diagnostics
        if one.location.path.startswith(place)
        and not one.location.path.endswith("/course.yml")
        and one.code not in _NEED_THE_WHOLE
    )


def _write_letter(folder: Path, report: Report, lesson: str, language: str, said: tuple[Diagnostic, ...]) -> str:
    path = f"{COURSES_FOLDER}/{COURSE}/{lesson}"
    subject = next((one for one in report.sources.lessons if one.lesson.path == path), None)
    return write_letter(Letter(lesson, language, subject, said), read_excerpts(folder, said))


def main(folder: str, lesson: str, language: str, answer: str, seconds: str) -> None:
    """Examine and write down what was found, or where our own program failed."""
    confine_process(float(seconds), CHECK_MEMORY)
    try:
        found = examine(Path(folder), lesson, language)
    except Exception as error:  # the lesson is kept, and whoever waits hears of it
        found = Appraisal("", 0, 0, checked=False, fault=name_fault(error))
    Path(answer).write_text(json.dumps(asdict(found), ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
