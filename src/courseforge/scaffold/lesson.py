"""A new lesson in a course that exists."""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from courseforge.config import COURSES_FOLDER, Settings
from courseforge.errors import CourseforgeError
from courseforge.model.lesson import Template
from courseforge.scaffold.course import COURSE_FILE
from courseforge.scaffold.names import choose_author, make_slug, make_title, require_language
from courseforge.scaffold.templates import fill_file, find_template, templates_folder
from courseforge.scaffold.translation import begin_translation, find_original
from courseforge.writing import write_atomically

LESSON_TEMPLATES = tuple(name for name in get_args(Template) if name)

# Two facts of course.yml serve to advise the author; it is read in full, and judged, by `check`.
_LANGUAGE_LINE = re.compile(r"""^language:[ ]*["']?([A-Za-z0-9-]+)""", re.MULTILINE)
_ORDER_LINE = re.compile(r"^lessons:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CreatedLesson:
    """A new lesson.

    Attributes:
        id: ``course/slug``.
        path: POSIX path below the library's folder.
        language: in which it is to be written.
        template_language: of the template; not ``language`` where there is no template in it.
        original: path of the lesson whose parts it has, to be translated; empty where it is made from a template.
        ordered: whether its course lists its lessons, so that the author must add this one.
        wanted_languages: what the library's list of languages must become before this lesson can be published; empty
            where it is in the list.
        wanted_course_file: in which the course's title must be translated; empty where it is there.
    """

    id: str
    path: str
    language: str
    template_language: str
    ordered: bool
    wanted_languages: tuple[str, ...] = ()
    wanted_course_file: str = ""
    original: str = ""


def create_lesson(
    root: Path,
    course: str,
    name: str,
    settings: Settings,
    *,
    template: str = "tutorial",
    language: str = "",
    title: str = "",
    author: str = "",
) -> CreatedLesson:
    """Begin a lesson; an empty language is the course's, an empty title is made of the name.

    A translation has the parts of its original instead of a template's.

    Raises:
        CourseforgeError: there is no such course, or there is such a lesson already.
    """
    folder = find_course(root, make_slug(course))
    course_text = (folder / COURSE_FILE).read_text("utf-8", errors="replace")
    own_language = find_language(course_text) or settings.language
    language = language or own_language
    source, template_language = _find_template(template, language)
    path = _choose_path(folder, make_slug(name), language, own_language).with_suffix(source.suffix)
    lesson_id = f"{folder.name}/{make_slug(name)}"
    original = None if language == own_language else find_original(root, settings, lesson_id)
    facts = {
        "title": title or make_title(name),
        "author": choose_author(author, settings.author, settings.publisher_name, settings.title, root.name),
        "publisher": settings.publisher_name,
        "language": language,
        "license": settings.courseforge.license,
    }
    if original is None:
        write_atomically(path, fill_file(source, facts))
    else:
        path = path.with_suffix(Path(original.lesson.path).suffix)
        write_atomically(path, begin_translation(root, original, title).encode())
    return CreatedLesson(
        id=lesson_id,
        path=path.relative_to(root).as_posix(),
        language=language,
        template_language=language if original else template_language,
        ordered=bool(_ORDER_LINE.search(course_text)),
        wanted_languages=() if language in (spoken := settings.courseforge.languages) else (*spoken, language),
        wanted_course_file="" if language == own_language else _find_wanted_course_file(folder, language),
        original=original.lesson.path if original else "",
    )


def find_course(root: Path, slug: str) -> Path:
    """Return the folder of a course.

    Raises:
        CourseforgeError: there is none of this name.
    """
    folder = root / COURSES_FOLDER / slug
    if (folder / COURSE_FILE).is_file():
        return folder
    courses = sorted(path.parent.name for path in (root / COURSES_FOLDER).glob(f"*/{COURSE_FILE}"))
    near = difflib.get_close_matches(slug, courses, 1)
    hint = f"Did you mean {near[0]}?" if near else f"Begin it first: courseforge new course {slug}"
    raise CourseforgeError(f"There is no course {slug}.", hint)


def find_language(course_text: str) -> str:
    """Return the language that ``course.yml`` states; empty where it states none."""
    match = _LANGUAGE_LINE.search(course_text)
    return match[1] if match else ""


def _choose_path(folder: Path, slug: str, language: str, own_language: str) -> Path:
    """Name the new file; only a translation has its language in its name, and it needs something to translate."""
    require_language(language)
    stem = slug if language == own_language else f"{slug}.{language}"
    taken = _find_lesson(folder, stem)
    if taken:
        raise CourseforgeError(f"{COURSES_FOLDER}/{folder.name}/{taken} is there already.", "Choose another name.")
    if stem != slug and not _find_lesson(folder, slug):
        raise CourseforgeError(
            f"There is no lesson {folder.name}/{slug} to translate: this course is written in {own_language}.",
            f"Begin the lesson without --language, or write the whole course in {language}:"
            f' put "language: {language}" in its {COURSE_FILE}.',
        )
    return folder / f"{stem}.ipynb"


def _find_template(name: str, language: str) -> tuple[Path, str]:
    """Find the template of a lesson: most are notebooks; what people write without code is a plain text file."""
    folder = templates_folder() / "lesson"
    suffix = next(suffix for suffix in (".md", ".ipynb") if (folder / f"{name}{suffix}").exists())
    return find_template(folder / f"{name}{suffix}", language)


def _find_wanted_course_file(folder: Path, language: str) -> str:
    name = f"course.{language}.yml"
    return "" if (folder / name).exists() else f"{COURSES_FOLDER}/{folder.name}/{name}"


def _find_lesson(folder: Path, stem: str) -> str:
    return next((f"{stem}{suffix}" for suffix in (".ipynb", ".md") if (folder / f"{stem}{suffix}").exists()), "")
