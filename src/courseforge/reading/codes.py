"""The facts that should hold about a library's files, each with its code, and how a broken one is said.

One table, so that a code is never given twice. A code is never used again for something else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from courseforge.diagnostics import Diagnostic, Location, Severity

MOST = 100

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that should hold, and how much it weighs when it does not."""

    code: str
    name: str
    severity: Severity


# Files and their text
FILE_OPENS = Fact("CF001", "file-can-be-opened", _ERROR)
FILE_IS_REGULAR = Fact("CF002", "file-is-an-ordinary-file", _ERROR)
FILE_IS_STORED_ONCE = Fact("CF003", "file-is-not-hard-linked", _WARNING)
FILE_IS_SMALL = Fact("CF004", "file-is-not-too-large", _ERROR)
FILE_HAS_CONTENT = Fact("CF005", "file-has-content", _ERROR)
TEXT_IS_UTF8 = Fact("CF006", "text-is-utf-8", _ERROR)
TEXT_HAS_NO_MARK = Fact("CF007", "text-has-no-byte-order-mark", _INFO)
MERGE_IS_RESOLVED = Fact("CF008", "merge-is-resolved", _ERROR)
FILE_IS_AS_NAMED = Fact("CF009", "file-is-what-its-name-says", _ERROR)
CHARACTERS_ARE_WHOLE = Fact("CF014", "text-has-no-broken-characters", _ERROR)

# JSON and YAML
JSON_IS_WELL_FORMED = Fact("CF010", "json-is-well-formed", _ERROR)
JSON_KEYS_ARE_UNIQUE = Fact("CF011", "json-names-stand-once", _ERROR)
JSON_NUMBERS_ARE_PLAIN = Fact("CF012", "json-numbers-are-plain", _ERROR)
NESTING_IS_SHALLOW = Fact("CF013", "nesting-is-shallow", _ERROR)
YAML_IS_WELL_FORMED = Fact("CF015", "yaml-is-well-formed", _ERROR)
YAML_IS_PLAIN = Fact("CF016", "yaml-is-plain", _ERROR)
YAML_KEYS_ARE_UNIQUE = Fact("CF017", "yaml-keys-stand-once", _ERROR)
YAML_IS_A_MAPPING = Fact("CF018", "yaml-is-lines-of-key-and-value", _ERROR)
QUOTES_ARE_STRAIGHT = Fact("CF019", "quotes-are-straight", _WARNING)

# Notebooks
FORMAT_IS_KNOWN = Fact("CF020", "notebook-format-is-known", _ERROR)
FORMAT_IS_CURRENT = Fact("CF021", "notebook-format-is-current", _INFO)
LESSON_HAS_CELLS = Fact("CF022", "lesson-has-cells", _ERROR)
CELLS_ARE_WELL_FORMED = Fact("CF023", "cells-are-well-formed", _ERROR)
CELL_IDS_ARE_UNIQUE = Fact("CF024", "cell-ids-are-unique", _ERROR)
CELL_IDS_ARE_VALID = Fact("CF025", "cell-ids-are-valid", _ERROR)
CELLS_ARE_NOT_TOO_MANY = Fact("CF026", "cells-are-not-too-many", _ERROR)
ATTACHMENTS_ARE_PICTURES = Fact("CF027", "attachments-are-pictures", _ERROR)
KERNEL_IS_KNOWN = Fact("CF028", "kernel-is-known", _ERROR)
BUILD_IS_LEFT_ALONE = Fact("CF029", "lesson-leaves-the-build-alone", _WARNING)
CELL_OPTIONS_ARE_READABLE = Fact("CF030", "cell-options-are-readable", _WARNING)
FORMAT_IS_NOT_FROM_THE_FUTURE = Fact("CF031", "notebook-format-is-not-newer-than-courseforge", _WARNING)
OUTPUTS_ARE_TEXT = Fact("CF032", "saved-outputs-hold-whole-characters", _INFO)

# Fields
FRONT_MATTER_IS_THERE = Fact("CF040", "front-matter-is-there", _WARNING)
FRONT_MATTER_IS_CLOSED = Fact("CF041", "front-matter-is-closed", _ERROR)
FIELD_IS_KNOWN = Fact("CF042", "field-is-known", _WARNING)
FIELD_IS_OF_ITS_KIND = Fact("CF043", "field-is-of-its-kind", _ERROR)
TITLE_IS_THERE = Fact("CF044", "title-is-there", _ERROR)
REFERENCE_EXISTS = Fact("CF045", "reference-exists", _WARNING)
LICENSE_IS_SPDX = Fact("CF046", "license-is-an-spdx-identifier", _WARNING)
ADDRESS_IS_HTTP = Fact("CF047", "address-is-http", _WARNING)
YES_AND_NO_ARE_TRUE_AND_FALSE = Fact("CF048", "yes-and-no-are-written-true-and-false", _WARNING)
FACTS_STAND_FIRST = Fact("CF049", "facts-stand-first", _ERROR)

FACT_IS_UNDERSTOOD = Fact("CF066", "fact-is-understood", _WARNING)
SETTING_IS_IN_ITS_PLACE = Fact("CF067", "setting-stands-in-its-place", _WARNING)
WORK_MAY_BE_SHOWN = Fact("CF068", "maker-of-a-work-has-agreed", _ERROR)
DRAWING_CAN_BE_SHOWN = Fact("CF069", "drawing-of-the-site-can-be-shown", _WARNING)

# Names, folders, courses
NAME_IS_A_SLUG = Fact("CF050", "name-can-be-an-address", _ERROR)
FILE_NAME_IS_SAFE = Fact("CF051", "file-name-is-safe", _ERROR)
FILE_NAME_IS_PORTABLE = Fact("CF052", "file-name-is-portable", _WARNING)
NAMES_DIFFER = Fact("CF053", "names-differ-in-more-than-case", _WARNING)
FOLDER_IS_BOUNDED = Fact("CF054", "folder-is-not-too-large", _ERROR)
COURSE_HAS_NO_BUILD_FILES = Fact("CF055", "course-brings-no-build-files", _ERROR)
COURSE_SAYS_WHAT_IT_IS = Fact("CF056", "course-says-what-it-is", _ERROR)
COURSE_HAS_LESSONS = Fact("CF057", "course-has-lessons", _WARNING)
LESSON_ID_IS_UNIQUE = Fact("CF058", "lesson-id-is-unique", _ERROR)
ORDER_IS_TRUE = Fact("CF059", "order-names-lessons-that-exist", _ERROR)
ORDER_IS_WHOLE = Fact("CF060", "order-names-every-lesson", _WARNING)
LANGUAGE_IS_DECLARED = Fact("CF061", "language-is-declared", _ERROR)
TRANSLATION_HAS_ORIGINAL = Fact("CF062", "translation-has-an-original", _ERROR)
TRANSLATION_HAS_COURSE = Fact("CF063", "translation-has-a-course-and-lessons", _WARNING)
LESSON_LIES_IN_A_COURSE = Fact("CF064", "lesson-lies-in-a-course", _WARNING)
REQUIREMENTS_ARE_THE_LESSONS = Fact("CF065", "requirements-stand-in-the-lesson", _WARNING)
PUBLISHED_IS_INTACT = Fact("CF070", "list-of-published-items-is-intact", _ERROR)
WITHDRAWN_IS_NOT_PUBLISHED = Fact("CF071", "withdrawn-lesson-is-taken-out", _INFO)

# Jupyter Books
CONTENTS_ARE_READABLE = Fact("CF072", "table-of-contents-is-readable", _WARNING)
CONTENTS_NAME_PAGES = Fact("CF073", "table-of-contents-names-pages", _WARNING)
CONTENTS_NAME_EACH_PAGE_ONCE = Fact("CF074", "table-of-contents-names-each-page-once", _WARNING)
PAGE_HAS_ONE_FILE = Fact("CF075", "page-has-one-file", _WARNING)
SETTING_HAS_A_PLACE = Fact("CF076", "setting-has-a-place-in-these-pages", _INFO)

FACTS: tuple[Fact, ...] = tuple(value for value in tuple(globals().values()) if isinstance(value, Fact))


@dataclass(frozen=True, slots=True)
class Fault:
    """A fact that does not hold, before it is known in which file.

    Attributes:
        line: 1-based, inside the text that was looked at.
        cell: 1-based position of the cell.
    """

    fact: Fact
    message: str
    hint: str = ""
    line: int | None = None
    cell: int | None = None
    detail: str = ""

    def at(self, path: str, *, cell: int | None = None, first_line: int = 1) -> Diagnostic:
        """Say it about a file whose line ``first_line`` is the first line of the text that was looked at."""
        line = None if self.line is None else self.line + first_line - 1
        location = Location(path, line=line, cell=self.cell if cell is None else cell)
        return Diagnostic(self.fact.code, self.fact.severity, self.message, location, self.hint, self.detail)


class FaultError(Exception):
    """What was being read cannot be used at all. Never leaves this package."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*(fault.message for fault in faults))
        self.faults = faults


def at_most(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Take as many faults of one kind as a person would mend in one go; a hostile file may hold a million."""
    return tuple(islice(faults, MOST))


def refuse(
    fact: Fact, message: str, hint: str = "", *, line: int | None = None, cell: int | None = None, detail: str = ""
) -> FaultError:
    """Make the exception to raise."""
    return FaultError(Fault(fact, message, hint, line, cell, detail))
