"""``_config.yml`` and ``_toc.yml`` of a staged book: Jupyter Book's own keys, for one course in one language."""

from collections.abc import Iterable
from typing import Any

import yaml

from courseforge.config import Settings
from courseforge.model import Course

#: Jupyter Book's default Markdown extensions, without the one that runs templates, and with what lessons need.
MARKDOWN_EXTENSIONS = [
    "amsmath",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "html_image",
    "linkify",
    "smartquotes",
    "tasklist",
]

#: What a library may add: extensions that change how words are read, and run nothing. Substitutions are values here.
_ALLOWED_EXTENSIONS = frozenset({"attrs_block", "fieldlist", "html_admonition", "replacements", "strikethrough"})

#: Keys of the library's file that a staged book keeps as they are.
_KEPT = ("author", "copyright", "bibtex_bibfiles", "sphinx")


def make_book_config(course: Course, settings: Settings, *, numbered: bool = False) -> bytes:
    """Make the configuration of a course's book.

    Args:
        numbered: figures, tables and listings have numbers, for the words that refer to them.
    """
    config: dict[str, Any] = {key: settings.book[key] for key in _KEPT if key in settings.book}
    config |= {
        "title": course.metadata.title,
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "off"},
        "parse": _parse_options(settings),
    }
    sphinx = dict(config.get("sphinx") or {})
    # Jupyter Book reads only some of MyST's settings below "parse"; here it takes any
    given = {"myst_heading_anchors": 6} | dict(sphinx.get("config") or {})
    sphinx["config"] = given | {"language": course.language.replace("-", "_"), "numfig": numbered}
    config["sphinx"] = sphinx
    return dump_config(config)


def make_toc(root: str, documents: Iterable[str], *, numbered: bool = False) -> bytes:
    """Make the table of contents: the welcome page, then the lessons in order."""
    contents: dict[str, Any] = {"format": "jb-book", "root": root}
    if chapters := [{"file": document} for document in documents]:
        contents |= {"chapters": chapters} | ({"options": {"numbered": True}} if numbered else {})
    return dump_config(contents)


def _parse_options(settings: Settings) -> dict[str, Any]:
    given = settings.book.get("parse")
    given = given if isinstance(given, dict) else {}
    substitutions = given.get("myst_substitutions")
    named = given.get("myst_enable_extensions")
    added = {str(name) for name in named if str(name) in _ALLOWED_EXTENSIONS} if isinstance(named, list) else set()
    if substitutions:  # without values the extension would say nothing
        added.add("substitution")
    extensions = [*MARKDOWN_EXTENSIONS, *sorted(added)]
    return {"myst_enable_extensions": extensions} | ({"myst_substitutions": substitutions} if substitutions else {})


def dump_config(content: dict[str, Any]) -> bytes:
    """Write a file of settings."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=True).encode()
