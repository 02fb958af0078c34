"""A Jupyter Book of which some pages are made again: what Sphinx has read and written, and what nobody shows now.

Sphinx keeps what it knows of each document and reads those again whose files have changed. Which pages are written is
told to it, and it adds those that show something of the others: numbers, tables of contents.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from courseforge.rendering.body.media import MEDIA_FOLDER
from courseforge.rendering.shards.job import ShardJob

_SHOWN = re.compile(rf"(?:_images|_downloads|{MEDIA_FOLDER})/[^\"'#?\s,]{{1,300}}")


@dataclass(slots=True)
class Trace:
    """What a build has done; see ``ShardResult``."""

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    alike: bool = False


def follow(app: Sphinx) -> Trace:
    """Follow a build: the trace is filled while it goes on."""
    trace = Trace()

    def note_read(_app: Sphinx, _env: BuildEnvironment, names: list[str]) -> None:
        trace.read.update(names)

    def note_written(_app: Sphinx, _tree: Any, name: str) -> None:
        trace.written.add(name)

    app.connect("env-before-read-docs", note_read)
    app.connect("doctree-resolved", note_written)
    app.courseforge_trace = trace  # type: ignore[attr-defined]
    return trace


def list_files(job: ShardJob, app: Sphinx) -> list[str]:
    """List the files of the pages to write, at least one: of none, Sphinx would think that all are meant."""
    names = sorted(job.renewed or ()) or [app.config.root_doc]
    files = (job.folder / f"{name}{suffix}" for name in names for suffix in app.config.source_suffix)
    return [str(file) for file in files if file.is_file()]


def remove_unused(output: Path) -> None:
    """Remove pictures, sounds and downloads that no page shows any more."""
    shown = {unquote(name) for page in output.rglob("*.html") for name in _SHOWN.findall(page.read_text("utf-8"))}
    for folder in ("_images", "_downloads", MEDIA_FOLDER):
        for file in (output / folder).rglob("*"):
            if file.is_file() and file.relative_to(output).as_posix() not in shown:
                file.unlink()
