"""One Sphinx run over a staged book. Only imported inside a rendering worker: Sphinx takes long to load."""

import io
import logging
import os
import re
import shutil
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.rendering.foreign_theme import OWN_THEME
from courseforge.rendering.shards.job import LINES_OF_A_CELL, ShardDocument, ShardJob, ShardResult
from courseforge.rendering.sphinx_run.renewal import Trace, follow, list_files, remove_unused
from courseforge.rendering.sphinx_run.shortcuts import take_shortcuts
from courseforge.rendering.sphinx_run.wording import explain
from courseforge.writing import DISK_FAULTS, explain_refusal

#: Jupyter Book's extensions that would call other hosts, or have no part in pages.
_CALLING = frozenset(
    "sphinx_thebe sphinx_comments sphinx_jupyterbook_latex sphinx_multitoc_numbering sphinx.ext.intersphinx".split()
)
#: Those and the ones that our theme replaces.
_REPLACED = _CALLING | frozenset("sphinx_togglebutton sphinx_copybutton sphinx_book_theme jupyter_book".split())
#: Settings for pages of our own theme.
_OWN_PAGES = {
    "html_theme": OWN_THEME,
    "template_bridge": "courseforge.rendering.sphinx_run.templates.LessonTemplates",
    "html_theme_options": {},
    "html_permalinks": False,
}
#: Warnings that no author need hear: Jupyter Book's guide has the heads and feet of cards the old way.
_UNSAID = frozenset({("design", "card_legacy")})
#: About a line across the page that stands where docutils wants none: readers see it all the same.
_HARMLESS = re.compile(r"(?:may not (?:begin|end) with a transition|must separate transitions)")


def build_shard(job: ShardJob) -> ShardResult:
    """Build a course's pages into the job's output folder.

    A document that cannot be built at all is named in an error; the course is built again without it.

    Raises:
        OutputError: the disk takes no pages, which is no document's fault.
    """
    take_shortcuts()
    with _collect_warnings() as records, patch_docutils(str(job.folder)), docutils_namespace():
        app = None
        try:
            app = _open_application(job)
            _build(app, job)
        except Exception as error:
            _refuse_with_disk(job, [error, error.__cause__, error.__context__, getattr(error, "orig_exc", None)])
            return ShardResult(job.name, (*_diagnostics(records, job), _failure(app, job, error)))
    # A page that the disk did not take is but a warning to Sphinx.
    _refuse_with_disk(job, (value for record in records for value in record.args or ()))
    trace: Trace = app.courseforge_trace  # type: ignore[attr-defined]
    said = _diagnostics(records, job)
    return ShardResult(
        job.name, said, read=frozenset(trace.read), written=frozenset(trace.written), alike=trace.alike
    )


def _refuse_with_disk(job: ShardJob, causes: Iterable[object]) -> None:
    for cause in causes:
        if isinstance(cause, OSError) and cause.errno in DISK_FAULTS:
            raise explain_refusal(cause, job.output) or cause


def _open_application(job: ShardJob) -> Sphinx:
    return Sphinx(
        srcdir=str(job.folder),
        confdir=None,
        outdir=str(job.output),
        doctreedir=str(job.output.with_name(f"{job.output.name}.doctrees")),
        buildername="html",
        confoverrides=_sphinx_config(job),
        status=None,
        warning=io.StringIO(),
        freshenv=job.renewed is None,
    )


def _build(app: Sphinx, job: ShardJob) -> None:
    trace = follow(app)
    static = job.output / "_static"
    static.mkdir()  # extensions copy styles there when a build ends, asked or not
    if job.renewed is None:
        app.build(force_all=True)
    else:
        app.build(filenames=list_files(job, app))
        remove_unused(job.output)
    trace.alike = any(name != Path(file).name for file, (_, name) in app.env.images.items())
    if not job.theme:
        shutil.rmtree(static)
    (job.output / ".buildinfo").unlink(missing_ok=True)


def _sphinx_config(job: ShardJob) -> dict[str, Any]:
    folder = job.folder
    sys.path += map(str, job.extensions)  # of this process alone, which builds nothing else
    config, _ = get_final_config(
        user_yaml=folder / "_config.yml",
        sourcedir=folder,
        cli_config={"external_toc_path": str(folder / "_toc.yml"), "latex_individualpages": False},
        validate=False,
    )
    if job.substitutes:  # as plain values; not in the staged book, where a template engine would read them
        config["myst_enable_extensions"] = [*config["myst_enable_extensions"], "substitution"]
    left_out = _CALLING if job.theme else _REPLACED
    if job.contents is not None:  # chapters are numbered through, as the book's own table of contents says
        left_out = left_out - {"sphinx_multitoc_numbering"}
    extensions = [name for name in config["extensions"] if name not in left_out]
    overrides: dict[str, Any] = {
        "extensions": [*extensions, "courseforge.rendering.sphinx_run.extension"],
        "html_copy_source": False,
        "html_static_path": [],
        "html_math_renderer": "mathml",
        "nb_execution_mode": "off",
        "locale_dirs": [],  # a catalog in a course would rewrite its pages past every check
        "today": "-",  # the day of the build is not part of a page
        "smartquotes": False,
        "suppress_warnings": [*config.get("suppress_warnings", []), "myst.header", "myst.strikethrough"],
        "courseforge_job": job,
        **({"html_theme": job.theme} if job.theme else _OWN_PAGES),
        **job.overrides,
    }
    return {**config, **overrides}


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _collect_warnings() -> Iterator[list[logging.LogRecord]]:
    collector, logger = _Collector(), logging.getLogger("sphinx")
    # Sphinx takes every handler off this logger when an application starts; a filter stays.
    logger.addFilter(collector_filter := _keep_in(collector))
    logging.disable(logging.INFO)  # of what is no warning there are a thousand lines, which nobody reads
    try:
        yield collector.records
    finally:
        logging.disable(logging.NOTSET)
        logger.removeFilter(collector_filter)


def _keep_in(collector: _Collector) -> Any:
    def keep(record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING:
            collector.emit(record)
        return True

    return keep


def _diagnostics(records: list[logging.LogRecord], job: ShardJob) -> tuple[Diagnostic, ...]:
    made = (_diagnostic(record, job) for record in records)
    return tuple(dict.fromkeys(diagnostic for diagnostic in made if diagnostic))


def _diagnostic(record: logging.LogRecord, job: ShardJob) -> Diagnostic | None:
    document, line = _place(getattr(record, "location", None), job)
    kind = getattr(record, "type", None)
    if kind == "courseforge":  # ours: said in our own words already
        code, severity, message, hint = record.args if isinstance(record.args, tuple) else ("", "", "", "")
        return Diagnostic(str(code), Severity(str(severity)), str(message), _locate(document, line, job), str(hint))
    subtype = getattr(record, "subtype", None)
    if (kind, subtype) in _UNSAID:
        return None
    # Sphinx's own getMessage() puts the staged file's place before the words
    message = re.sub(r"\[[\w.-]+\]$", "", logging.LogRecord.getMessage(record)).strip()
    message = _without_folder(message, job)
    if _HARMLESS.search(message):
        return None
    code, words, hint = explain(message)
    return Diagnostic(
        code,
        Severity.WARNING,
        words,
        _locate(document, line, job),
        hint,
        detail=f"Sphinx: {kind or ''}.{subtype or ''} {message}",
    )


def _without_folder(message: str, job: ShardJob) -> str:
    """Leave out where the staged book lies on this machine."""
    return message.replace(f"{job.folder}{os.sep}", "").replace(f"{job.folder.as_posix()}/", "")


def _sentence(message: str) -> str:
    return message if message.endswith((".", "!", "?")) else f"{message}."


def _place(location: object, job: ShardJob) -> tuple[ShardDocument | None, int | None]:
    """Read Sphinx's idea of a place: a text ``path:line``, a pair, or a docutils node."""
    if location is None:
        return None, None
    if isinstance(location, tuple):
        name, line = location
        return job.documents.get(str(name)), line if isinstance(line, int) else None
    source, line = getattr(location, "source", None), getattr(location, "line", None)
    if source is None:
        source, _, tail = str(location).rpartition(":")  # from the end: a drive's name has a colon too
        source, line = (source, int(tail)) if tail.isdigit() else (str(location), None)
    path = Path(str(source))
    inside = path.relative_to(job.folder) if path.is_relative_to(job.folder) else Path(path.name)
    return job.documents.get(inside.with_suffix("").as_posix()), line


def _locate(document: ShardDocument | None, line: int | None, job: ShardJob) -> Location:
    if document is None:
        return Location(next(iter(job.documents.values())).path)
    if not document.places:
        return Location(document.path, line=line)
    cell, inside = divmod(line or 0, LINES_OF_A_CELL)
    if not line or not 0 < cell <= len(document.places):
        return Location(document.path)
    number, begins_at, added = document.places[cell - 1]
    if begins_at is None:
        return Location(document.path, cell=number or None)
    return Location(document.path, line=begins_at + max(0, inside - 1 - added))


def _failure(app: Sphinx | None, job: ShardJob, error: Exception) -> Diagnostic:
    name = app and (app.env.temp_data.get("docname") or getattr(app.builder, "current_docname", None))
    document = job.documents.get(str(name))
    cause = getattr(error, "orig_exc", None) or error  # Sphinx wraps what extensions raise
    words = _without_folder(str(cause), job)
    return Diagnostic(
        "CF211",
        Severity.ERROR,
        f"No page could be made of this: {_sentence(words or type(cause).__name__)}",
        Location(document.path if document else next(iter(job.documents.values())).path),
        "Take out what was added last and try again; if that does not help, please report a fault of courseforge.",
        detail="".join(traceback.format_exception(error)),
    )
