"""A work on its way into a course: its facts, its text, and what happened to either."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from courseforge.model import Original

#: changed: it stands in the lesson otherwise than before. kept: it has no place, and is written beside the lesson.
#: look: it was brought as it was, and somebody should look at it.
RemarkKind = Literal["changed", "kept", "look"]


@dataclass(frozen=True, slots=True)
class Remark:
    """What happened to a piece of the source.

    Attributes:
        message: the same for everything of its sort, so that a report can count.
        place: ``line 12`` or ``cell 3``; empty for the whole.
        before: the source's own lines.
        after: what stands for them in the lesson; empty where nothing does.
    """

    kind: RemarkKind
    message: str
    place: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about the work, for the lesson's front matter; what is not known is empty.

    Attributes:
        kept: lines of front matter that mean the same in a lesson, as they were written, by key.
    """

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    license: str = ""
    duration: str = ""
    objectives: tuple[str, ...] = ()
    based_on: Original = field(default_factory=Original)
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A work that was read.

    Attributes:
        texts: the Markdown file as one text, or the source of each cell.
        notebook: the rest of the notebook, its cells in the order of ``texts``; None for a Markdown file.
    """

    facts: Facts
    texts: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    notebook: Mapping[str, Any] | None = None

    @property
    def suffix(self) -> str:
        """How the lesson's file is to end."""
        return ".md" if self.notebook is None else ".ipynb"
