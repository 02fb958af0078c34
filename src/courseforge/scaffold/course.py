"""A new course."""

from pathlib import Path

from courseforge.config import COURSES_FOLDER, Settings
from courseforge.errors import CourseforgeError
from courseforge.scaffold.names import choose_author, make_slug, make_title
from courseforge.scaffold.templates import Created, copy_template, find_template, templates_folder

COURSE_FILE = "course.yml"


def create_course(root: Path, name: str, settings: Settings, *, title: str = "") -> Created:
    """Begin a course; ``name`` may be a title, from which the folder's name is made.

    A folder of that name which is no course yet becomes one, and what lies in it stays as it is.

    Raises:
        CourseforgeError: the name cannot be a folder's, or there is such a course already.
    """
    slug = make_slug(name)
    if slug in {language.lower() for language in settings.courseforge.languages}:
        raise CourseforgeError(
            f'A course cannot be called "{slug}": the pages in that language lie there.', "Choose another name."
        )
    folder = root / COURSES_FOLDER / slug
    if (folder / COURSE_FILE).exists():
        raise CourseforgeError(f"{COURSES_FOLDER}/{slug} is there already.", "Choose another name.")
    facts = {
        "title": title or make_title(name),
        "author": choose_author(settings.author, settings.publisher_name, settings.title, root.name),
        "publisher": settings.publisher_name,
        "language": settings.language,
        "license": settings.courseforge.license,
    }
    template, _ = find_template(templates_folder() / "course", settings.language)
    return copy_template(template, folder, facts)
