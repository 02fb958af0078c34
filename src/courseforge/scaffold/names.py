"""Names that can be a folder on every computer and a part of an address."""

import re

from courseforge.errors import CourseforgeError
from courseforge.reading.names import SITE_NAMES, is_slug
from courseforge.reading.wording import slugify

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def make_slug(name: str) -> str:
    """Turn a name or a title into the part of an address: ``Sound Lab`` becomes ``sound-lab``.

    Raises:
        CourseforgeError: nothing is left of it, or the result cannot be a file's name everywhere.
    """
    slug = slugify(name, otherwise="")
    if not slug:
        raise CourseforgeError(
            f'No address can be made of the name "{name}".',
            "Give a short name in the letters a to z and digits; the title can be anything: --title",
        )
    if not is_slug(slug) or slug in SITE_NAMES:
        raise CourseforgeError(
            f'The name "{slug}" is taken: the computer or the website needs it.', "Choose another name."
        )
    return slug


def make_title(name: str) -> str:
    """Keep a title as it is, and make one of a folder's name: ``first-beat`` becomes ``First beat``."""
    words = " ".join(name.split())
    if re.fullmatch(r"[a-z0-9-]+", words):
        words = words.replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def choose_author(*names: str) -> str:
    """Take the first name that says something: a lesson is credited to somebody from its first minute."""
    return next(name for name in (*names, "?") if name.strip())


def same_language(one: str, other: str) -> bool:
    """Tell whether two tags name one language, perhaps of different places: ``es`` and ``es-MX``."""
    return one.partition("-")[0] == other.partition("-")[0]


def require_language(language: str) -> None:
    """Refuse what is not shaped like a BCP 47 tag.

    Raises:
        CourseforgeError: it is not.
    """
    if not _LANGUAGE.fullmatch(language):
        raise CourseforgeError(f'"{language}" is not the short name of a language.', "Examples: en, es, pt-BR")
