"""``_config.yml``: Jupyter Book's own file plus one section, ``courseforge:``.

These declarations are all there is: they validate the file, and their comments are the guide's
table. Keys that only Jupyter Book or Sphinx understand stay in ``book`` and reach the staged books unchanged.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from courseforge.diagnostics import Severity

CONFIG_FILE = "_config.yml"
COURSES_FOLDER = "courses"
TEMPLATES_FOLDER = "_templates"  # of the library's own
SHOWCASE_FOLDER = "showcase"  # pictures and sounds that learners have made
BUILD_FOLDER = "_build"

Sandbox = Literal["on", "off"]
ExecuteMode = Literal["cache", "force", "off", "auto", "inline"]
StderrOutput = Literal["show", "remove", "remove-warn", "warn", "error", "severe"]


_SIZE = re.compile(r"\s*(?P<number>\d{1,6}(?:\.\d{1,3})?)\s*(?P<unit>MB|GB)\s*", re.IGNORECASE)
_BYTES = {"MB": 1 << 20, "GB": 1 << 30}


def parse_size(text: str) -> int | None:
    """Read ``2 GB`` or ``512 MB`` as bytes; None where it is neither."""
    match = _SIZE.fullmatch(text)
    return int(float(match["number"]) * _BYTES[match["unit"].upper()]) if match else None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who gives these lessons to the public."""

    name: str = ""
    url: str = ""
    code: str = ""  # MARC organization code


@dataclass(frozen=True, slots=True)
class ExecuteSettings:
    """How lessons are run. Whether they are run, and for how long, are Jupyter Book's own keys (``execute:``)."""

    workers: int | None = None  # lessons at the same time; empty: as many as the processors can feed
    sandbox: Sandbox = "on"  # off: lessons run without walls, also where there could be some
    store: str = ""  # where others find what was run: a folder (relative to this file) or a URL such as s3://…
    store_limit: str = "1 GB"  # for what is kept of earlier runs on this computer; the oldest goes first
    memory: str = "2 GB"  # for each lesson behind walls, all its processes together
    lesson_timeout: int | None = None  # seconds for a whole lesson; empty: as long as its cells may take

    @property
    def memory_bytes(self) -> int:
        """How much memory a lesson may use; the settings are only used where it can be read."""
        return parse_size(self.memory) or 0

    @property
    def store_bytes(self) -> int:
        """How much may be kept of earlier runs on this computer."""
        return parse_size(self.store_limit) or 0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers in rules."""

    address_characters: int = 40  # an address that is longer stands behind words
    alt_characters: int = 125  # an alternative text that is easy to listen to
    cell_lines: int = 25  # lines of code that fit a screen
    code_characters: int = 88  # of a line of code that fits the page
    lesson_minutes_least: int = 15  # a lesson is worth opening
    lesson_minutes_most: int = 60  # a lesson can be done in one sitting
    grade_to_14: int = 6  # English text for readers from 14 or younger: Flesch-Kincaid grade, more is harder
    grade: int = 8  # English text for everybody else
    legibility_to_14: int = 66  # Spanish text for readers from 14 or younger: Szigriszt-Pazos, more is easier
    legibility: int = 60  # Spanish text for everybody else
    sentence_words: int = 40  # words of a sentence that can be said in one breath


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How the library's lessons are held to the rules."""

    ignore: Mapping[str, str | None] = field(default_factory=dict)  # code of a rule: why it does not count here
    severity: Mapping[str, Severity] = field(default_factory=dict)  # code of a rule: error, warning or info
    thresholds: Thresholds = field(default_factory=Thresholds)
    contacts: tuple[str, ...] = ()  # the library's own addresses, telephones and pages, which lessons may name


@dataclass(frozen=True, slots=True)
class CatalogSettings:
    """What the library's records say besides what the lessons say."""

    formats: tuple[str, ...] = ()  # that a build writes; empty: all
    email: str = ""  # of a role, never a person's: who runs the repository for harvesters (OAI-PMH adminEmail)
    place: str = ""  # where the publisher is: "Larkfield, Texas" (MARC 264)
    country: str = ""  # of the publisher, as MARC codes it: "txu" (008/15-17); empty: not known
    government: Literal["", "local", "state", "federal", "other"] = ""  # the publisher is an office of it (008/28)
    call_number: str = ""  # what call numbers begin with: "ONLINE"
    fields: tuple[str, ...] = ()  # MARC fields of every record: "942 __ $c EBOOK"
    gateway: str = ""  # address of the OAI static repository gateway, where there is one
    shelves: Mapping[str, str] = field(default_factory=dict)  # isbn, doi, bib -> address in the library's own catalog
    paper: Literal["letter", "a4"] = "letter"  # on which labels and shelf cards are printed

    def makes(self, *formats: str) -> bool:
        """Tell whether a build writes all of these formats."""
        return not self.formats or set(formats) <= set(self.formats)


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """How the reader's site looks."""

    brand: str = "#0b5a47"
    accent: str = "#f6b92c"
    paper: str = "#f6f7ec"


@dataclass(frozen=True, slots=True)
class CourseforgeSettings:
    """The ``courseforge:`` section."""

    languages: tuple[str, ...] = ("en",)  # BCP 47; the first is the default
    license: str = "CC-BY-4.0"  # SPDX, for lessons and courses that name none
    publisher: Publisher = field(default_factory=Publisher)
    execute: ExecuteSettings = field(default_factory=ExecuteSettings)
    check: CheckSettings = field(default_factory=CheckSettings)
    catalog: CatalogSettings = field(default_factory=CatalogSettings)
    site: SiteSettings = field(default_factory=SiteSettings)


@dataclass(frozen=True, slots=True)
class JupyterBookExecute:
    """Jupyter Book's ``execute:`` keys that courseforge follows."""

    execute_notebooks: ExecuteMode = "cache"
    timeout: int = 60  # seconds for one cell
    exclude_patterns: tuple[str, ...] = ()  # of a Jupyter Book: pages whose code is not run, such as slow/*
    allow_errors: bool = False  # of a Jupyter Book: run the cells behind one that fails, too
    run_in_temp: bool = False  # of a Jupyter Book: run each page in an empty folder instead of its own
    stderr_output: StderrOutput = "show"  # what pages show of what code writes to stderr


@dataclass(frozen=True, slots=True)
class JupyterBookHtml:
    """Jupyter Book's ``html:`` keys that courseforge follows."""

    baseurl: str = ""
    favicon: str = ""  # the small picture in the tab of a browser; empty: the logo where it is square
    announcement: str = ""  # of a Jupyter Book: words above each page
    extra_footer: str = ""  # of a Jupyter Book: words below each page
    use_multitoc_numbering: bool = True  # of a Jupyter Book: numbers of chapters go on from part to part
    use_edit_page_button: bool = False  # of a Jupyter Book: each page links to its file in the repository
    use_issues_button: bool = False  # of a Jupyter Book: each page links to a form for mistakes
    use_repository_button: bool = False  # of a Jupyter Book: each page links to the repository


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the sources of a Jupyter Book lie (``repository:``)."""

    url: str = ""
    path_to_book: str = ""  # the book's folder in it
    branch: str = "master"


@dataclass(frozen=True, slots=True)
class LaunchButtons:
    """Where readers of a Jupyter Book can run a page (``launch_buttons:``); each becomes a link."""

    notebook_interface: str = "classic"
    binderhub_url: str = ""
    jupyterhub_url: str = ""
    colab_url: str = ""
    deepnote_url: str = ""
    jupyterlite_url: str = ""
    thebe: bool = False  # run in the page itself: not here, pages run nothing


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything ``_config.yml`` says.

    Attributes:
        title: of the library's site.
        book: the whole file as read, for the staged books.
        lines: key path of the file -> 1-based line.
        redirects: of a Jupyter Book: a page that is no more -> another one, or an address on the web.
    """

    title: str = "Courses"
    author: str = ""
    only_build_toc_files: bool = False  # of a Jupyter Book: make no page of a file that _toc.yml does not name
    exclude_patterns: tuple[str, ...] = ()  # of a Jupyter Book: files of which no page is made, such as drafts/*
    logo: str = ""  # a picture of the library's own at the head of each page, as a path below its folder
    html: JupyterBookHtml = field(default_factory=JupyterBookHtml)
    execute: JupyterBookExecute = field(default_factory=JupyterBookExecute)
    repository: Repository = field(default_factory=Repository)
    launch_buttons: LaunchButtons = field(default_factory=LaunchButtons)
    copyright: str = ""
    courseforge: CourseforgeSettings = field(default_factory=CourseforgeSettings)
    book: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The library's default language (BCP 47)."""
        return self.courseforge.languages[0]

    @property
    def publisher_name(self) -> str:
        """The publisher's name, else the author, else the site's title."""
        return self.courseforge.publisher.name or self.author or self.title
