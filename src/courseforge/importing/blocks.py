"""Named parts of other schools' lessons, and what they are called in ours."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OurBlock:
    """A directive of a courseforge lesson.

    Attributes:
        title: by language, where the part has none of its own; empty where the directive needs none.
    """

    directive: str
    title: Mapping[str, str] | None = None


def _plain(english: str, spanish: str) -> OurBlock:
    return OurBlock("admonition", {"en": english, "es": spanish})


#: The names that Carpentries, sphinx-lesson and others use.
BLOCKS: Mapping[str, OurBlock] = {
    "challenge": OurBlock("activity"),
    "challenges": OurBlock("activity"),
    "exercises": OurBlock("activity"),
    "task": OurBlock("activity"),
    "type-along": OurBlock("activity"),
    "demo": OurBlock("activity"),
    "solution": OurBlock("solution"),
    "answer": OurBlock("solution"),
    "hint": OurBlock("hint"),
    "discussion": OurBlock("reflection"),
    "reflection": OurBlock("reflection"),
    "quiz": OurBlock("checkpoint"),
    "self-check": OurBlock("checkpoint"),
    "objectives": OurBlock("objectives"),
    "learning-objectives": OurBlock("objectives"),
    "instructor": OurBlock("facilitator"),
    "instructor-note": OurBlock("facilitator"),
    "callout": _plain("Good to know", "Conviene saberlo"),
    "caution": OurBlock("caution"),
    "warning": OurBlock("warning"),
    "spoiler": OurBlock("dropdown", {"en": "Show more", "es": "Ver más"}),
    "questions": _plain("Questions", "Preguntas"),
    "keypoints": _plain("Key points", "Puntos clave"),
    "prereq": _plain("Before you begin", "Antes de empezar"),
    "prerequisites": _plain("Before you begin", "Antes de empezar"),
    "checklist": _plain("Checklist", "Lista de comprobación"),
    "testimonial": _plain("In their own words", "En sus propias palabras"),
}
#: Those that MyST or courseforge knows by themselves; they stay as they are where a text is MyST already.
NATIVE = frozenset({"solution", "hint", "reflection", "objectives", "caution", "warning"})
#: Of these, directives whose title stands in the line that opens them.
TITLED = frozenset(
    {"admonition", "dropdown", "activity", "solution", "hint", "reflection", "checkpoint", "facilitator"}
)


def say_renamed(name: str, block: OurBlock) -> str:
    """Say in words what became of a part."""
    if block.directive == "admonition":
        return f"A part called {name} is a box with a title."
    if block.directive == name:
        return f"A part called {name} is written as courseforge writes it."
    return f"A part called {name} is now called {block.directive}."


def name_block(block: OurBlock, title: str, language: str) -> str:
    """Write what follows the colons of a line that opens a directive."""
    own = block.title or {}
    shown = title or own.get(language.partition("-")[0], own.get("en", ""))
    return f"{{{block.directive}}} {shown}".rstrip()
