"""What of a contribution goes into Git: a lesson in a course, its pictures and tables, and a line of credit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courseforge.config import COURSES_FOLDER, Settings
from courseforge.errors import CourseforgeError
from courseforge.intake.anonymous import make_draft
from courseforge.intake.answers import Answers
from courseforge.intake.appraisal import appraise
from courseforge.intake.box import Contribution
from courseforge.intake.complaint import NotTakenError
from courseforge.intake.contributors import FILE, choose_key, write_entry
from courseforge.intake.examination import Appraisal
from courseforge.intake.lesson_file import LessonFiles, make_files
from courseforge.intake.limits import CHECK_SECONDS_AT_DESK
from courseforge.intake.parcel import Companion, SentFile
from courseforge.intake.proposing.repository import Repository
from courseforge.reading.names import is_slug

_LANGUAGE = re.compile(r"(?m)^language\s*:\s*[\"']?([A-Za-z-]+)")
_ORDER = re.compile(r"(?m)^lessons\s*:")


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever submits has chosen.

    Attributes:
        course: the folder of the course that the lesson is for.
        slug: the lesson's part of its address; empty for the one that its title gives.
        contributor: key of somebody who has contributed before; empty for a new one.
        name_confirmed: somebody has asked whether the name, which looks like first and last name, is wanted.
    """

    course: str
    slug: str = ""
    contributor: str = ""
    name_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is written.

    Attributes:
        lesson_id: of the lesson.
        key: of its author.
        files: POSIX paths inside the library -> content.
        ordered: the course lists its lessons, and somebody has to add this one.
    """

    lesson_id: str
    key: str
    files: Mapping[str, bytes]
    ordered: bool


def make_proposal(
    root: Path, settings: Settings, repository: Repository, base: str, *, contribution: Contribution, wish: Wish
) -> Proposal:
    """Make of a contribution the files of a commit.

    Raises:
        CourseforgeError: the course is not there or in another language, the place is taken, or something about a
            person stands in the lesson.
    """
    facts = contribution.facts
    _ask_about_name(contribution, wish)
    course_text = _read_course(repository, base, wish.course)
    _compare_languages(course_text, settings, wish.course, facts.language)
    answers = Answers(facts.name, facts.consent, facts.language, name_agreed=wish.name_confirmed)
    contributors = (repository.read(base, FILE) or b"").decode("utf-8-sig", errors="replace")
    key = choose_key(contributors, answers, wish.contributor)
    made = _make_files(contribution, wish.slug, key)
    appraisal = appraise(root, settings, made, answers, key, seconds=CHECK_SECONDS_AT_DESK)
    _refuse_private(appraisal, contribution.code)
    place = f"{COURSES_FOLDER}/{wish.course}"
    _refuse_taken(repository, base, place, made)
    files = {f"{place}/{path}": data for path, data in made.files.items()}
    entry = write_entry(contributors, key, answers, confirmed=wish.name_confirmed)
    added = {FILE: entry.encode()} if entry != contributors else {}
    return Proposal(f"{wish.course}/{made.slug}", key, {**files, **added}, bool(_ORDER.search(course_text)))


def _ask_about_name(contribution: Contribution, wish: Wish) -> None:
    if contribution.facts.name_agreed and not wish.name_confirmed:
        raise CourseforgeError(
            "The name to be credited by looks like first and last name.",
            "Ask whether they want that; a chosen name is enough. If they do: --name-confirmed",
        )


def _read_course(repository: Repository, base: str, course: str) -> str:
    data = repository.read(base, f"{COURSES_FOLDER}/{course}/course.yml") if is_slug(course) else None
    if data is None:
        raise CourseforgeError(
            f"The main branch has no course {course}.",
            f"Begin it (courseforge new course {course}), commit it and push it. "
            "Or name the branch that has it: --base main",
        )
    return data.decode("utf-8", errors="replace")


def _compare_languages(course_text: str, settings: Settings, course: str, language: str) -> None:
    match = _LANGUAGE.search(course_text)
    spoken = match[1] if match else settings.language
    if spoken.partition("-")[0] != language.partition("-")[0]:
        raise CourseforgeError(
            f"The lesson is in “{language}”, and the course {course} in “{spoken}”.",
            f"Choose another course, or begin one with “language: {language}” in its course.yml.",
        )


def _make_files(contribution: Contribution, slug: str, key: str) -> LessonFiles:
    """Make the files again, under the names that hold from now on, and from nothing that anybody believed before."""
    facts = contribution.facts
    ending = f".{facts.lesson.rpartition('.')[2]}"
    slug = slug or facts.lesson.removesuffix(ending)
    if not is_slug(slug):
        raise CourseforgeError(f"{slug} cannot be a part of an address.", "Use a-z, 0-9 and - only.")
    companions = tuple(
        Companion(path, f".{path.rpartition('.')[2]}", contribution.files[path])
        for path in facts.paths
        if path != facts.lesson
    )
    try:
        draft = make_draft(SentFile(facts.lesson, contribution.files[facts.lesson]))
        return make_files(draft, companions, slug, key)
    except NotTakenError as error:
        raise CourseforgeError(error.message, "Ask for the lesson once more.") from error


def _refuse_private(appraisal: Appraisal, code: str) -> None:
    if not appraisal.checked:
        raise CourseforgeError(
            "The check did not come to its end, so nobody knows whether the lesson says too much about people.",
            f"Nothing went into Git. Look at it: courseforge intake show {code}. Often one cell is very long; "
            "shorten it with whoever wrote it, and take it in again.",
        )
    if appraisal.private:
        many = "one thing" if appraisal.private == 1 else f"{appraisal.private} things"
        raise CourseforgeError(
            f"The lesson still says {many} about people that must not be public, so nothing went into Git.",
            f"See which: courseforge intake show {code}. Mend it with whoever wrote it, and take it in again.",
        )


def _refuse_taken(repository: Repository, base: str, place: str, made: LessonFiles) -> None:
    taken = [f"{place}/{made.slug}{ending}" for ending in (".ipynb", ".md")]
    taken += [f"{place}/{path}" for path in made.files]
    for path in taken:
        if repository.has(base, path):
            raise CourseforgeError(f"{path} is there already.", "Give the lesson another name: --name loops-for-all")
