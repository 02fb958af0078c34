"""Front matter: YAML between two lines of ``---`` at the head of a text or a notebook's first cell."""

import re
from dataclasses import dataclass, fields, replace

from courseforge.model import LessonMetadata, Origin
from courseforge.reading.codes import FRONT_MATTER_IS_CLOSED, Fault, FaultError
from courseforge.reading.wording import show
from courseforge.reading.yaml_document import YamlDocument, read_mapping

# A line that was meant for ---, as keyboards and text programs change it: ----, —-, - - -.
HYPHENS = re.compile(r"(?:[-‐‑‒–—―−][ \t]*){2,}")
# The keys that mean something in a lesson; what other programs wrote beside them need not be without fault.
_READ = frozenset(field.name for field in fields(LessonMetadata)) | {"kernelspec", "jupyter"}
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*\s*:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands at the head of a lesson.

    Attributes:
        document: its keys and values; lines are counted from the line after the first ``---``.
        first_line: 1-based line of the text (the file, or the cell) where the YAML begins.
        cell: the cell that holds it; None in a ``.md`` file.
        text: the YAML as it was written.
    """

    document: YamlDocument
    first_line: int = 1
    cell: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A text divided into its front matter and the rest.

    Attributes:
        front: None where there is none, or where it cannot be read (then a fault says why).
        rest_line: 1-based line of the text where ``rest`` begins.
    """

    front: FrontMatter | None
    rest: str
    rest_line: int = 1
    faults: tuple[Fault, ...] = ()


def trace_front_matter(head: Head) -> Origin:
    """Say where the front matter and each of its keys stand."""
    front = head.front
    if front is None:
        return Origin()
    lines = {path: line + front.first_line - 1 for path, line in front.document.lines.items()}
    return Origin(front.text, front.cell, head.rest_line, lines)


def take_front_matter(source: str, cell: int | None = None) -> Head:
    """Divide a text that may begin with front matter."""
    lines = source.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or lines[start].rstrip() != "---":
        return Head(None, source)
    end = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() == "---"), None)
    begun = start + 1 < len(lines) and _KEY_LINE.match(lines[start + 1]) is not None
    misspelled = next((n for n in range(start + 1, end or len(lines)) if HYPHENS.fullmatch(lines[n])), None)
    if begun and misspelled is not None:
        return Head(None, source, faults=(_misspelled(lines[misspelled], misspelled + 1, cell),))
    if end is None:
        return Head(None, source, faults=(_not_closed(start + 1, cell),) if begun else ())
    rest = "\n".join(lines[end + 1 :])
    first_line = start + 2
    try:
        document = read_mapping(text := "\n".join(lines[start + 1 : end]), _READ)
    except FaultError as error:
        return Head(None, rest, end + 2, tuple(_inside(fault, first_line, cell) for fault in error.faults))
    return Head(FrontMatter(document, first_line, cell, text), rest, end + 2)


def _not_closed(line: int, cell: int | None) -> Fault:
    return Fault(
        FRONT_MATTER_IS_CLOSED,
        "The facts about this lesson begin with --- and no second --- ends them.",
        "Write --- on a line of its own after the last fact.",
        line=line,
        cell=cell,
    )


def _misspelled(line: str, number: int, cell: int | None) -> Fault:
    message = f"The facts about this lesson end with {show(line.strip())}, not with three hyphens."
    return Fault(FRONT_MATTER_IS_CLOSED, message, "Type --- on a line of its own here.", line=number, cell=cell)


def _inside(fault: Fault, first_line: int, cell: int | None) -> Fault:
    line = None if fault.line is None else fault.line + first_line - 1
    return replace(fault, line=line, cell=cell)
