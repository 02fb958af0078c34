"""A Jupyter Book 1 project as a staged book: pages keep their paths, and its settings what they mean.

As with a course, every page is a notebook that carries its outputs (reStructuredText stays what it is), and nothing
of what its author wrote runs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from typing import Any

from courseforge.config import CONFIG_FILE, Settings
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Contents, Course, Entry, ExecutionResult, Part
from courseforge.model.course import BOOK_FILE
from courseforge.reading.book.known_settings import OWN_EXTENSIONS
from courseforge.reading.book.settings import keep_for_sphinx
from courseforge.rendering.staging.attachments import stage_attachments
from courseforge.rendering.staging.bibliographies import NO_SOURCES, say_missing, take_out_broken
from courseforge.rendering.staging.book import StagedBook, stage_lessons
from courseforge.rendering.staging.book_config import dump_config
from courseforge.rendering.staging.named_files import find_named

#: By which Jupyter Book reads Markdown where a book names none; templates in pages are values here, and run nothing.
_MARKDOWN = ("colon_fence", "dollarmath", "linkify", "tasklist")
_TEMPLATES = "substitution"
_EXERCISES = "sphinx_exercise"
NO_TEXTS: Mapping[str, str] = {}
_KEPT = ("author", "copyright", "bibtex_bibfiles")
_READ_BY_SPHINX = (".rst", ".ipynb")  # besides .md, of which no file is a page here


def stage_project(
    course: Course,
    contents: Contents,
    results: Mapping[str, ExecutionResult],
    settings: Settings,
    bibliographies: Mapping[str, bytes],
    *,
    included: Mapping[str, str] = NO_TEXTS,
    memory: Memory = NO_MEMORY,
) -> StagedBook:
    """Turn a Jupyter Book and what its code gave into one that runs nothing.

    Args:
        results: by the page's path; a page without a result shows the outputs that its author saved.
        bibliographies: its BibTeX files by name.
        included: texts that pages include, by path.
        memory: of the pages that were staged before.
    """
    stated = settings.book.get("sphinx")
    sphinx = dict(stated) if isinstance(stated, dict) else {}
    diagnostics: list[Diagnostic] = []
    extensions = tuple(_list_extensions(sphinx, settings, diagnostics))
    diagnostics += say_missing(settings, bibliographies)
    # Without any file Sphinx makes no page of a book that cites.
    bibliographies = take_out_broken(bibliographies, diagnostics) or NO_SOURCES
    roles = _EXERCISES in _list_stated(sphinx) and _EXERCISES not in extensions  # ours do for what is not here
    documents = tuple(stage_lessons(course, results, settings, diagnostics, roles=roles, memory=memory))
    present = {document.name for document in documents}
    files = {document.file: document.content for document in documents}
    files |= {path: data for lesson in course.lessons for path, data in stage_attachments(lesson).items()}
    files |= bibliographies
    named = frozenset(included) | find_named(course.files, "\n".join(included.values()))
    for document in documents:
        find = partial(find_named, course.files, document.content.decode())
        named |= memory.recall(("named", document.name), (document.content, course.files), find)
    copied = tuple(sorted(named - files.keys()))
    stated = sphinx | {"extra_extensions": [*extensions]}
    files[CONFIG_FILE] = _make_config(course, settings, stated, bibliographies, copied)
    files[BOOK_FILE] = dump_config(_make_toc(contents, present))
    return StagedBook("book", course, documents, files, copied, tuple(diagnostics))


def _make_config(
    course: Course,
    settings: Settings,
    sphinx: dict[str, Any],
    bibliographies: Mapping[str, bytes],
    copied: Iterable[str],
) -> bytes:
    given = sphinx.get("config")
    # Headings can be linked to; all Markdown that makes a page is in notebooks, the rest is there to be included.
    config = {"myst_heading_anchors": 6} | keep_for_sphinx(given if isinstance(given, dict) else {})
    parse = _make_parse(settings, config)
    sphinx = sphinx | {"config": config | {"language": course.language.replace("-", "_")}}
    kept: dict[str, Any] = {key: settings.book[key] for key in _KEPT if settings.book.get(key)}
    if "bibtex_bibfiles" in kept:
        kept["bibtex_bibfiles"] = sorted(bibliographies)
    return dump_config(
        kept
        | {
            "title": settings.title,
            "exclude_patterns": ["**.md", "**.txt", *_exclude(copied)],
            "execute": {"execute_notebooks": "off", "stderr_output": settings.execute.stderr_output},
            "html": {"use_multitoc_numbering": settings.html.use_multitoc_numbering},
            "parse": parse,
            "sphinx": sphinx,
        }
    )


def _exclude(copied: Iterable[str]) -> list[str]:
    """Keep Sphinx from making pages of what only lies there to be included or downloaded."""
    return [re.sub(r"[\[\]*?]", "?", path) for path in copied if path.endswith(_READ_BY_SPHINX)]


def _make_parse(settings: Settings, config: dict[str, Any]) -> dict[str, Any]:
    """Say how Markdown is read; what stands below ``sphinx: config:`` counts more, as with Jupyter Book."""
    stated = settings.book.get("parse")
    parse = dict(stated) if isinstance(stated, dict) else {}
    for key in ("myst_enable_extensions", "myst_substitutions"):
        if key in config:
            parse[key] = config.pop(key)
    named = parse.get("myst_enable_extensions")
    extensions = [str(name) for name in named] if isinstance(named, list) else list(_MARKDOWN)
    if parse.pop("myst_extended_syntax", False) is True:
        extensions += ["colon_fence", "dollarmath", "amsmath", "deflist", "html_image"]
    extensions = [name for name in dict.fromkeys(extensions) if name != _TEMPLATES]
    if parse.get("myst_substitutions"):
        extensions.append(_TEMPLATES)
    return parse | {"myst_enable_extensions": extensions}


def _list_extensions(sphinx: Mapping[str, Any], settings: Settings, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """List the extensions that are here; say of the others how to get them."""
    own = sphinx.get("local_extensions")
    local = own.keys() if isinstance(own, dict) else ()
    for number, name in enumerate(_list_stated(sphinx)):
        if name in OWN_EXTENSIONS:
            continue
        if name in local or _is_installed(name):
            yield name
        else:
            line = settings.lines.get(("sphinx", "extra_extensions", number))
            diagnostics.append(_say_missing(name, line))


def _list_stated(sphinx: Mapping[str, Any]) -> list[str]:
    stated = sphinx.get("extra_extensions")
    return [str(name) for name in (stated if isinstance(stated, list) else [stated] if stated else [])]


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _say_missing(name: str, line: int | None) -> Diagnostic:
    package = name.partition(".")[0].replace("_", "-")
    return Diagnostic(
        "CF077",
        Severity.WARNING,
        f"The Sphinx extension “{name}” is not installed here, so the book is made without what it adds.",
        Location(CONFIG_FILE, line=line),
        f"Install it where courseforge is installed: pip install {package}",
    )


def _make_toc(contents: Contents, present: set[str]) -> dict[str, Any]:
    """Write the table of contents as Jupyter Book reads it today, without the pages that are not there."""
    root = contents.root.document if contents.root.document in present else _find_first(contents, present)
    present = present - {root}  # what lies below another page that is made the root takes its place
    toc: dict[str, Any] = {"format": "jb-book", "root": root}
    parts = [part for part in (_keep(part, present) for part in contents.root.parts) if part.entries]
    if len(parts) == 1 and not parts[0].caption:
        options = {"options": {"numbered": _numbered(parts[0])}} if parts[0].numbered else {}
        return toc | options | {"chapters": [_make_entry(entry, present) for entry in parts[0].entries]}
    return toc | ({"parts": [_make_part(part, "chapters", present) for part in parts]} if parts else {})


def _find_first(contents: Contents, present: set[str]) -> str:
    """Find a page that can stand for the first one, without which Sphinx makes none."""
    return next((name for name in contents.documents if name in present), min(present, default=""))


def _keep(part: Part, present: set[str]) -> Part:
    entries = (entry for one in part.entries for entry in _keep_entry(one, present))
    return Part(tuple(entries), part.caption, part.numbered)


def _keep_entry(entry: Entry, present: set[str]) -> Iterator[Entry]:
    """Let what lies below a page that is not there take its place."""
    if entry.url or entry.document in present:
        yield entry
    else:
        yield from (kept for part in entry.parts for kept in _keep(part, present).entries)


def _make_part(part: Part, key: str, present: set[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"caption": part.caption} if part.caption else {}
    made |= {"numbered": _numbered(part)} if part.numbered else {}
    return made | {key: [_make_entry(entry, present) for entry in part.entries]}


def _make_entry(entry: Entry, present: set[str]) -> dict[str, Any]:
    title = {"title": entry.title} if entry.title else {}
    if entry.url:
        return {"url": entry.url, **title}
    made: dict[str, Any] = {"file": entry.document, **title}
    parts = [part for part in (_keep(part, present) for part in entry.parts) if part.entries]
    if len(parts) == 1 and not parts[0].caption:
        options = {"options": {"numbered": _numbered(parts[0])}} if parts[0].numbered else {}
        return made | options | {"sections": [_make_entry(one, present) for one in parts[0].entries]}
    return made | ({"subtrees": [_make_part(part, "sections", present) for part in parts]} if parts else {})


def _numbered(part: Part) -> int | bool:
    return True if part.numbered >= 999 else part.numbered
