"""Values that a lesson's front matter gives to names (MyST's ``substitutions``): texts, and nothing beside them."""

from courseforge.model import Lesson
from courseforge.reading.codes import FaultError
from courseforge.reading.yaml_document import read_mapping

_MOST = 200
_LONGEST = 5000  # characters


def read_substitutions(lesson: Lesson) -> dict[str, str]:
    """Return the values by name; whatever else stands beside them could switch something on."""
    if "substitutions:" not in lesson.origin.head:
        return {}
    try:
        value = read_mapping(lesson.origin.head).value
    except FaultError:
        return {}
    below = value.get("myst")
    given = below.get("substitutions") if isinstance(below, dict) else None
    named = list(given.items())[:_MOST] if isinstance(given, dict) else []
    return {str(name): str(text)[:_LONGEST] for name, text in named if isinstance(text, str | int | float)}
