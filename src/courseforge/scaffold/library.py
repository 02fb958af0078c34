"""A new library."""

from pathlib import Path

from courseforge.config import CONFIG_FILE, CourseforgeSettings
from courseforge.errors import CourseforgeError
from courseforge.scaffold.names import require_language, same_language
from courseforge.scaffold.placeholders import Facts
from courseforge.scaffold.templates import Created, copy_template, find_template, templates_folder


def create_library(folder: Path, *, title: str, publisher: str, language: str) -> Created:
    """Begin a library; other files in the folder stay as they are.

    Raises:
        CourseforgeError: there is one already, or the place cannot hold one.
    """
    require_language(language)
    if folder.exists() and not folder.is_dir():
        raise CourseforgeError(f"{folder} is a file, not a folder.", "Choose another name for your library.")
    if (folder / CONFIG_FILE).exists():
        raise CourseforgeError(
            f"{folder} holds a library already: there is a {CONFIG_FILE} in it. Nothing was changed.",
            "Choose another folder, or go on with this one: courseforge check",
        )
    sample = sample_language(language)
    facts: Facts = {
        "title": title,
        "author": publisher,
        "publisher": publisher,
        "languages": tuple(dict.fromkeys((language, sample))),
        "course_language": sample,
        "license": CourseforgeSettings().license,
    }
    template, _ = find_template(_template(), language)
    return copy_template(template, folder, facts)


def sample_language(language: str) -> str:
    """Tell in which language the sample course of a new library is; English where there is none in ``language``."""
    _, found = find_template(_template(), language)
    return language if same_language(language, found) else found


def _template() -> Path:
    return templates_folder() / "library"
