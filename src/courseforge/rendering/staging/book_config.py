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

#: Keys of the library's file that a staged book keeps as they are.
_KEPT = ("author", "copyright", "bibtex_bibfiles", "sphinx")


def make_book_config(course: Course, settings: Settings) -> bytes:
    """Make the configuration of a course's book."""
    config: dict[str, Any] = {key: settings.book[key] for key in _KEPT if key in settings.book}
    config |= {
        "title": course.metadata.title,
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "off"},
        "parse": {"myst_enable_extensions": MARKDOWN_EXTENSIONS} | _parse_options(settings),
    }
    sphinx = dict(config.get("sphinx") or {})
    # Jupyter Book reads only some of MyST's settings below "parse"; here it takes any
    given = {"myst_heading_anchors": 6} | dict(sphinx.get("config") or {})
    sphinx["config"] = given | {"language": course.language.replace("-", "_")}
    config["sphinx"] = sphinx
    return _dump(config)


def make_toc(root: str, documents: Iterable[str]) -> bytes:
    """Make the table of contents: the welcome page, then the lessons in order."""
    chapters = [{"file": document} for document in documents]
    return _dump({"format": "jb-book", "root": root} | ({"chapters": chapters} if chapters else {}))


def _parse_options(settings: Settings) -> dict[str, Any]:
    given = settings.book.get("parse")
    substitutions = given.get("myst_substitutions") if isinstance(given, dict) else None
    if not substitutions:
        return {}
    return {"myst_substitutions": substitutions, "myst_enable_extensions": [*MARKDOWN_EXTENSIONS, "substitution"]}


def _dump(content: dict[str, Any]) -> bytes:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=True).encode()
