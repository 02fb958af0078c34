"""Which of our teaching roles a page has: all of them in a lesson, next to none in a Jupyter Book.

A book means by ``{hint}`` and by a cell's tag ``solution`` what Jupyter Book means by them. Exercises are ours only
where it cannot have them from sphinx-exercise, which numbers them through the chapters.
"""

from collections.abc import Collection
from importlib.util import find_spec

from courseforge.config import Settings
from courseforge.model import Cell, Course
from courseforge.rendering.staging.roles import GATED_ROLES, ROLE_TITLES

_EXERCISES = "sphinx_exercise"


def choose_roles(course: Course, settings: Settings) -> Collection[str]:
    """Return the names of the roles that the pages of a course or book have."""
    if course.contents is None:
        return ROLE_TITLES
    sphinx = settings.book.get("sphinx")
    named = sphinx.get("extra_extensions") if isinstance(sphinx, dict) else None
    listed = named if isinstance(named, list) else [named]
    return () if _EXERCISES in listed and find_spec(_EXERCISES) else GATED_ROLES


def drop_tags(cell: Cell, roles: Collection[str]) -> tuple[str, ...]:
    """Return a cell's tags without those that would be a role in a lesson, and are none here."""
    return tuple(tag for tag in cell.tags if tag not in ROLE_TITLES or tag in roles)
