"""What a book's settings said that its lessons need, and that only a library's ``_config.yml`` can say."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from courseforge.config import CONFIG_FILE, COURSES_FOLDER
from courseforge.importing.book.source import Book
from courseforge.importing.draft import Remark
from courseforge.importing.front_matter import quote
from courseforge.reading.vocabulary import read_yaml_file

# What courseforge reads by itself or has no use for, of Markdown's extensions and of Sphinx's.
_MARKDOWN = frozenset(
    "amsmath attrs_inline colon_fence deflist dollarmath html_image linkify smartquotes substitution tasklist".split()
)
_EXTENSIONS = frozenset(
    "jupyter_book jupyterbook_latex myst_nb myst_parser quantecon_book_theme sphinx_book_theme sphinx_comments "
    "sphinx_copybutton sphinx_design sphinx_external_toc sphinx_inline_tabs sphinx_jupyterbook_latex "
    "sphinx_multitoc_numbering sphinx_panels sphinx_tabs sphinx_thebe sphinx_tojupyter sphinx_togglebutton "
    "sphinxcontrib.bibtex sphinxcontrib.rsvgconverter sphinxext.opengraph sphinxext.rediraffe".split()
)
_FORMULAS = ("mathjax3_config", "mathjax_config")
_CONFIGURED = ("bibtex_default_style", "bibtex_reference_style", "numfig_format", "proof_uri", "intersphinx_mapping")


def list_bibliographies(book: Book) -> tuple[str, ...]:
    """Name the BibTeX files of the book, as it writes them."""
    stated = book.stated.get("bibtex_bibfiles")
    named = stated if isinstance(stated, list) else [stated]
    return tuple(name for name in named if isinstance(name, str))


def write_settings(book: Book, bibliographies: tuple[str, ...], library: Path, course: str) -> str:
    """Write the lines that somebody has to add to the library's settings; those that are there are left out.

    Args:
        bibliographies: paths in the course.
    """
    document, _ = read_yaml_file(library / CONFIG_FILE)
    there = document.value if document else {}
    places = [f"{COURSES_FOLDER}/{course}/{name}" for name in bibliographies]
    return "\n".join(
        (
            *_write_list("bibtex_bibfiles", places, there.get("bibtex_bibfiles")),
            *_write_section("parse", _list_markdown(book.stated, there)),
            *_write_section("sphinx", _list_sphinx(book.stated, there)),
            *_write_section("courseforge", _list_languages(book, there)),
        )
    )


def say_other_settings(book: Book) -> Iterator[Remark]:
    """Say what of the settings means nothing to a course."""
    execute = _section(book.stated, "execute")
    if execute.get("execute_notebooks") in (False, "off"):
        told = "The book was never run while it was built. A library runs its lessons, unless you build --no-execute."
        yield Remark("look", told, CONFIG_FILE, "execute_notebooks: off")
    if execute.get("exclude_patterns"):
        told = "Some pages were not run while the book was built. Look whether their lessons can be."
        yield Remark("look", told, CONFIG_FILE, json.dumps(execute["exclude_patterns"], ensure_ascii=False))


def _section(stated: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    for name in names:
        below = stated.get(name)
        stated = below if isinstance(below, Mapping) else {}
    return stated


def _list_markdown(stated: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """List extensions of Markdown that change how the pages read."""
    wanted = _texts(_section(stated, "parse").get("myst_enable_extensions"))
    known = _MARKDOWN | set(_texts(_section(there, "parse").get("myst_enable_extensions")))
    added = [name for name in wanted if name not in known]
    return {"myst_enable_extensions": added} if added else {}


def _list_sphinx(stated: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    wanted = _texts(_section(stated, "sphinx").get("extra_extensions"))
    known = _EXTENSIONS | set(_texts(_section(there, "sphinx").get("extra_extensions")))
    added = [name for name in wanted if name.replace("-", "_") not in known]
    given, own = _section(stated, "sphinx", "config"), _section(there, "sphinx", "config")
    config = {key: given[key] for key in (*_FORMULAS, *_CONFIGURED) if given.get(key) and given[key] != own.get(key)}
    return ({"extra_extensions": added} if added else {}) | ({"config": config} if config else {})


def _list_languages(book: Book, there: Mapping[str, Any]) -> dict[str, Any]:
    known = _texts(_section(there, "courseforge").get("languages")) or ["en"]
    return {} if not book.language or book.language in known else {"languages": [*known, book.language]}


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _write_list(key: str, values: list[str], there: object) -> Iterator[str]:
    new = [value for value in values if value not in _texts(there)]
    if new:
        yield f"{key}:"
        yield from (f"  - {quote(value)}" for value in new)


def _write_section(key: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Write settings below a key; what they say is JSON, which is YAML, too."""
    if values:
        yield f"{key}:"
        yield from (f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
