"""What a link or a picture names, as its author wrote it."""

import re
from urllib.parse import unquote

from courseforge.checks.destinations import normalize_label, resolve
from courseforge.checks.prose import Image, Link, Role
from courseforge.checks.subject import CellSubject

SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")  # of one letter is a drive of Windows
IN_THE_BOOK = re.compile(r"(?:project|path):")
UNKNOWN = re.compile(r"[{}<>\n]")  # something is put in here later
_TARGET_OF_ROLE = re.compile(r".*<([^<>]+)>\s*$", re.DOTALL)
SHOWN = 80  # characters of a target, in a message


def read_role(role: Role) -> str:
    """Return what a role names: ``words <target>``, or the target alone."""
    match = _TARGET_OF_ROLE.match(role.content)
    return (match[1] if match else role.content).strip()


def is_path(link: Link, target: str) -> bool:
    """Tell whether a link means a file: a word alone is a label, and an address somebody else's affair."""
    is_file = "." in target or "/" in target or link.form == "html"
    return link.form != "bare" and is_file and bool(target) and not is_elsewhere(target)


def is_elsewhere(target: str) -> bool:
    """Tell whether a target is an address of the web, or is not known yet."""
    return bool(SCHEME.match(target) or UNKNOWN.search(target))


def leads_somewhere(cell: CellSubject, target: str) -> bool:
    """Tell whether a target is a page, a file or a label that is there, or a lesson that is held back."""
    path, known = resolve(target, cell.path, cell.course.course.path), cell.library.destinations
    return (
        known.find_page(path) is not None
        or path in known.files.get(cell.course.course.path, ())
        or known.is_withheld(path)
        or normalize_label(target) in cell.course.labels
    )


def is_withdrawn(cell: CellSubject, target: str) -> bool:
    """Tell whether a target is a lesson or a course that was taken back."""
    path, known = resolve(target, cell.path, cell.course.course.path), cell.library.destinations
    return known.find_page(path) is None and known.is_withdrawn(path)


def read_target(named: Link | Image) -> str:
    """Return a target as its author sees it: the parser writes %20 for a space."""
    return unquote(named.target)
