"""Taking a contribution in: from what was sent to a place in the box, a code and a letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from courseforge.config import Settings
from courseforge.diagnostics import has_errors, sort_diagnostics
from courseforge.errors import ConfigurationError
from courseforge.intake.anonymous import make_draft
from courseforge.intake.answers import Answers, list_complaints, tidy
from courseforge.intake.appraisal import appraise
from courseforge.intake.box import Facts, put_in
from courseforge.intake.complaint import NotTakenError
from courseforge.intake.contributors import propose_key
from courseforge.intake.examination import Appraisal
from courseforge.intake.lesson_file import LessonFiles, find_title, make_files, propose_slug
from courseforge.intake.limits import CHECK_SECONDS
from courseforge.intake.parcel import SentFile, sort_parcel
from courseforge.publishing.sources import today
from courseforge.reading import read_settings


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever contributes goes home with.

    Attributes:
        letter: what works and what to mend (Markdown).
        private: how many things about people must be mended before the library can go on.
        checked: whether the check came to its end.
        fault: of our own program, if that ended it.
    """

    code: str
    title: str
    name: str
    language: str
    letter: str
    private: int
    checked: bool = True
    fault: str = ""


def take_in(
    root: Path, box: Path, files: Iterable[SentFile], answers: Answers, *, seconds: float = CHECK_SECONDS
) -> Receipt:
    """Take a contribution in.

    Args:
        seconds: that its check may take; past that it is kept without one.

    Raises:
        NotTakenError: something of it cannot be taken in, or an answer is missing; nothing is kept.
        FullBoxError: nothing more fits into the box.
    """
    answers = tidy(answers)
    settings = read_library_settings(root)
    made, key = prepare_files(files, answers)
    appraisal = appraise(root, settings, made, answers, key, seconds=seconds)
    code = put_in(box, _note(answers, made, appraisal), made.files, appraisal.letter)
    return Receipt(
        code,
        made.title,
        answers.name,
        answers.language,
        appraisal.letter,
        appraisal.private,
        appraisal.checked,
        appraisal.fault,
    )


def prepare_files(files: Iterable[SentFile], answers: Answers) -> tuple[LessonFiles, str]:
    """Make a lesson's files of what was sent, and a key for its author; say everything that is wrong at once.

    Raises:
        NotTakenError: something of it cannot be taken in, or an answer is missing.
    """
    complaints = list(list_complaints(answers))
    try:
        parcel = sort_parcel(files)
        draft = make_draft(parcel.lesson)
        key = propose_key(answers.name)
        made = make_files(draft, parcel.companions, propose_slug(find_title(draft)), key)
    except NotTakenError as error:
        raise NotTakenError(*error.complaints, *complaints) from None
    if complaints:
        raise NotTakenError(*complaints)
    return made, key


def read_library_settings(root: Path) -> Settings:
    """Read the library's settings.

    Raises:
        ConfigurationError: they cannot be used.
    """
    settings, faults = read_settings(root)
    if has_errors(faults):
        raise ConfigurationError(sort_diagnostics(faults))
    return settings


def _note(answers: Answers, made: LessonFiles, appraisal: Appraisal) -> Facts:
    return Facts(
        name=answers.name,
        consent=answers.consent,
        language=answers.language,
        name_agreed=answers.name_agreed,
        title=made.title,
        lesson=made.lesson,
        paths=tuple(made.files),
        private=appraisal.private,
        errors=appraisal.errors,
        received=today(),
        checked=appraisal.checked,
    )
