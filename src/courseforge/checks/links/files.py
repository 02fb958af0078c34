"""Pictures, recordings and downloads that a lesson names (CF401)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from courseforge.checks.destinations import lies_in, resolve
from courseforge.checks.links.advice import propose_target
from courseforge.checks.links.targets import SCHEME, SHOWN, UNKNOWN, read_role, read_target
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject

_MEDIA = frozenset({"audio", "video", "source", "track"})


@dataclass(frozen=True, slots=True)
class _Reference:
    """Something that a cell names, as its author wrote it."""

    target: str
    line: int
    is_media: bool = False


def find_missing_files(cell: CellSubject) -> Iterator[Finding]:
    """A picture, sound or download that a lesson names is a file of its course.

    The file lies in the folder of the course and is named from there, letter by letter: ``Cat.PNG`` and ``cat.png``
    are two files on a web server, even if they are one on your computer.

    Why: readers would see a gap, or a link to nothing. A picture that lies on another computer tells that computer
    who reads what, and is gone one day.

    Fails, where the file is ``images/cat.png``::

        ![A gray cat asleep on a keyboard](Images/Cat.PNG)

    Mended::

        ![A gray cat asleep on a keyboard](images/cat.png)
    """
    for named in _list_files_named(cell):
        if problem := _find_problem(cell, named):
            hint, fix = _FOREIGN_HINT, None
            if "another computer" not in problem:
                hint, fix = propose_target(cell, named.target, named.line, _FILE_HINT)
            message = f"A file of this lesson is left out: {problem}"
            yield Finding(cell.at(named.line), message, hint, fix)


_FOREIGN_HINT = (
    "If its license allows it, put a copy into the course's folder and say where it is from; or link to it."
)
_FILE_HINT = (
    "Put the file into the course's own folder and name it from there, with the right spelling and without spaces, "
    "such as images/my-zine.png. If nobody has it, take it out of the lesson."
)


def _list_files_named(cell: CellSubject) -> Iterator[_Reference]:
    for image in cell.prose.images:
        yield _Reference(read_target(image), image.line)
    for role in cell.prose.roles:
        if role.name == "download" and not _is_lesson(cell, read_role(role)):
            yield _Reference(read_role(role), role.line)
    for element in cell.prose.elements:
        if element.name in _MEDIA and element.attributes.get("src"):
            yield _Reference(unquote(element.attributes["src"]), element.line, is_media=True)


def _is_lesson(cell: CellSubject, target: str) -> bool:
    """Tell whether a download is a lesson's source: readers are led to its page, which offers the notebook."""
    path = resolve(target, cell.path, cell.course.course.path)
    return cell.library.destinations.find_page(path) is not None


def _find_problem(cell: CellSubject, named: _Reference) -> str:
    """Say what is wrong with a file that a lesson names."""
    target, shown = named.target, named.target[:SHOWN]
    if not target or UNKNOWN.search(target) or target.startswith("data:"):
        return ""
    if target.startswith("attachment:"):
        return "" if target[11:] in cell.cell.attachments else f"“{shown}” is not there."
    if SCHEME.match(target):
        return f"“{shown}” lies on another computer; pages load nothing from elsewhere."
    path, course = resolve(target, cell.path, cell.course.course.path), cell.course.course.path
    if path in cell.library.destinations.files.get(course, ()):
        return ""
    if named.is_media:
        return f"“{shown}” is not a picture or sound of this course."
    is_inside = lies_in(path, course) and not re.match(r"[A-Za-z]:", target)
    return f"“{shown}” is not there." if is_inside else f"“{shown}” lies outside the course."
