"""How a book can be perceived (https://www.w3.org/TR/epub-a11y-11/, words of schema.org).

Nothing here says that the book conforms to a standard: that is for a person to say who has looked at it.
"""

from collections.abc import Collection, Sequence

from courseforge.catalog.epub.chapters import Chapter
from courseforge.model import Accessibility
from courseforge.rendering.interface import Interface

_EVERY_BOOK = ("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")


def describe_access(chapters: Sequence[Chapter], stated: Accessibility) -> Accessibility:
    """Say how a book can be perceived: what its lessons' record says, as far as it is so in the book."""
    kinds = frozenset[str]().union(*(chapter.kinds for chapter in chapters))
    seen, heard = not kinds.isdisjoint({"img", "video"}), not kinds.isdisjoint({"audio", "video"})
    described = "img" in kinds and not any(chapter.undescribed for chapter in chapters)
    written = heard and "transcript" in stated.features
    features = {*_EVERY_BOOK}
    features |= {"alternativeText"} if described else set()
    features |= {"MathML"} if any(chapter.has_math for chapter in chapters) else set()
    features |= {"transcript"} if written else set()
    modes = ("textual", *(("visual",) if seen else ()), *(("auditory",) if heard else ()))
    enough = ("img" not in kinds or described) and "video" not in kinds and (not heard or written)
    sufficient = (*((("textual",),) if enough else ()), *((modes,) if len(modes) > 1 else ()))
    return Accessibility(modes, sufficient, tuple(sorted(features)), _name_hazards(stated.hazards, heard))


def _name_hazards(stated: Collection[str], heard: bool) -> tuple[str, ...]:
    if not stated or "unknown" in stated:
        return ("unknown",)
    hazards = [hazard for hazard in stated if not hazard.endswith("SoundHazard")]
    return (*hazards, "unknownSoundHazard" if heard else "noSoundHazard")


def summarize(access: Accessibility, ui: Interface) -> str:
    """Say it in sentences."""
    said = [ui.text("You can set the type and size of the letters. Headings and a table of contents lead through.")]
    if "alternativeText" in access.features:
        said.append(ui.text("Pictures have a description in words."))
    elif "visual" in access.modes:
        said.append(ui.text("Some pictures have no description in words."))
    if "MathML" in access.features:
        said.append(ui.text("Formulas can be read aloud."))
    if "auditory" in access.modes:
        said.append(
            ui.text("Recordings have a transcript.")
            if "transcript" in access.features
            else ui.text("Some recordings have no transcript.")
        )
    said.append(ui.text("A program wrote this statement; no person has checked it."))
    return " ".join(said)
