"""What is known of a contribution, in the few values that travel from the one program to the other."""

from dataclasses import dataclass
from typing import Literal, get_args

from courseforge.diagnostics import Severity

#: Of the form in which a report is written; another one is not read.
VERSION = 1
REPORT_FILE = "report.json"
LETTER_FILE = "letter.md"
PAGES_FOLDER = "pages"
CHANGES_FOLDER = "changes"

Kind = Literal["new", "changed", "gone"]
Outcome = Literal["", "ran", "cached", "failed", "skipped"]
#: What only a person can judge: settings and workflows of the repository, what lies outside of lessons, claims.
Matter = Literal[
    "workflow",  # what a code host runs or obeys
    "settings",  # of the library or the site
    "program",  # code outside of lessons, and what it needs
    "people",  # somebody is named as having looked at a lesson
    "state",  # a lesson is no longer proposed
    "link",  # a symbolic link, or another thing that is no ordinary file
    "huge",
    "binary",  # a file of a kind that nobody can read in a browser
    "outside",  # any other file that is no lesson's
]
KINDS, OUTCOMES, MATTERS = get_args(Kind), get_args(Outcome), get_args(Matter)


@dataclass(frozen=True, slots=True)
class ReviewedLesson:
    """A lesson that the contribution changes.

    Attributes:
        path: relative to the library's folder, as everywhere here.
        outcome: of its run; empty where it was not run.
        seconds: that its code takes; None where it was not run, and ``seconds_before`` where there was none.
        level: how hard it is to read (``checks.sentences``); None where no formula can tell.
        strengths: name and number of each (``reporting.praise``).
        page: of the artifact, that shows it as readers will see it; empty where there is none.
        change: of the artifact, that shows what is different; empty where there is none.
    """

    path: str
    kind: Kind
    title: str = ""
    language: str = "en"
    state: str = ""
    outcome: Outcome = ""
    seconds: float | None = None
    seconds_before: float | None = None
    level: float | None = None
    level_before: float | None = None
    strengths: tuple[tuple[str, int], ...] = ()
    page: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A problem.

    Attributes:
        now: the lines as they are, and
        better: as they should be; None where nobody can say. Both are empty where they are private.
        fixable: ``check --fix`` mends it.
    """

    path: str
    code: str
    severity: Severity
    message: str
    hint: str = ""
    cell: int | None = None
    line: int | None = None
    now: str = ""
    better: str | None = None
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines of a file that can be replaced with a click, in the file's own terms.

    Attributes:
        path: relative to the repository's root, as the code host knows it.
        first: 1-based line of the file.
        old: what stands there, without the last line end.
        new: what shall stand there.
    """

    path: str
    code: str
    first: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something for those who let contributions in to look at. Nothing of it was run.

    Attributes:
        path: relative to the repository's root.
    """

    matter: Matter
    path: str


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a contribution.

    Attributes:
        language: of its author, as far as its files tell (BCP 47).
        lessons: that it changes, and how many they are where not all are here; likewise with the others.
    """

    language: str
    lessons: tuple[ReviewedLesson, ...] = ()
    said: tuple[Said, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    flags: tuple[Flag, ...] = ()
    lessons_in_all: int = 0
    said_in_all: int = 0
    flags_in_all: int = 0
