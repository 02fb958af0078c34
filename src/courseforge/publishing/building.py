"""``build``: the site is made and written; what has errors is left out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from courseforge.diagnostics import Diagnostic, hide_private, sort_diagnostics
from courseforge.errors import OutputError
from courseforge.execution.executors import LOCAL, open_executor
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import ExecutionResult, Mode, SiteFile
from courseforge.model.watcher import SILENT, Watcher
from courseforge.publishing.drafting import make_draft, while_nobody_saves
from courseforge.publishing.order import Order, hold_build_folder
from courseforge.publishing.sources import choose_mode
from courseforge.reading.at_rest import mark_folder
from courseforge.records import PUBLISHED_FILE, dump_published
from courseforge.shares import take_shares
from courseforge.writing import (
    holds,
    refuse_links,
    refuse_unwritable,
    remove_others,
    write_atomically,
    write_if_changed,
)

_FEW = 200  # files: fewer are written sooner than a process is forked


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What building gave.

    Attributes:
        site: the folder of the published site.
        pages: HTML pages of the site.
        lessons: lessons published, every language counted.
        written: files of the site that are new or different.
        removed: files that no longer belong to it.
        kept: nothing could be published, so the site was left as it was.
        is_book: it is that of a Jupyter Book.
    """

    site: Path
    diagnostics: tuple[Diagnostic, ...]
    results: tuple[ExecutionResult, ...]
    pages: int
    lessons: int
    written: int
    removed: int
    kept: bool = False
    is_book: bool = False


def publish(
    root: Path,
    *,
    execute: bool = True,
    force: bool = False,
    record: bool = True,
    mode: Mode = Mode.LIBRARY,
    executor: str = LOCAL,
    watcher: Watcher = SILENT,
    memory: Memory = NO_MEMORY,
) -> BuildReport:
    """Make the site. What has errors is left out; everything else is published.

    Args:
        execute: run the lessons; otherwise pages show the outputs that were saved in the files.
        force: run also what has not changed since its last run.
        record: write down in ``catalog/published.json`` what was published; a preview does not.
        mode: what the folder holds and whose it is.
        executor: who does the work (``open_executor``).
        memory: of what this process has made before; what it is made of has not changed is not made again.
    """
    root = root.absolute()  # workers stand elsewhere
    mode = choose_mode(root, mode)
    record = record and mode is Mode.LIBRARY
    refuse_links(root / "catalog")
    with open_executor(executor, mode) as cluster, hold_build_folder(root, mode, watcher) as build:
        site = build / "site"
        refuse_unwritable(site, build / "stage", build / "shards")
        order = Order(root, build, mode, force=force, cluster=cluster, watcher=watcher, memory=memory)
        draft = while_nobody_saves(root, partial(make_draft, order, run=execute, record=record), watcher)
        said = hide_private(sort_diagnostics(draft.diagnostics))
        if draft.library.unreadable and not draft.library.courses and site.exists():
            return BuildReport(site, said, draft.results, 0, 0, 0, 0, kept=True, is_book=mode is Mode.BOOK)
        written = _write(draft.files, site, watcher, memory)
        removed = remove_others(site, {file.path for file in draft.files})
        if record and draft.items is not None:
            write_if_changed(root / PUBLISHED_FILE, dump_published(draft.items))
        memory.forget_unused()
    pages = sum(file.path.endswith(".html") for file in draft.files)
    lessons = len(list(draft.library.lessons))
    return BuildReport(
        site,
        said,
        draft.results,
        pages,
        lessons,
        written,
        removed,
        is_book=any(c.contents for c in draft.library.courses),
    )


def _write(files: Sequence[SiteFile], site: Path, watcher: Watcher, memory: Memory) -> int:
    """Write what is new or different, each file in one step; count them."""
    watcher.stage("writing", len(files))
    marks = mark_folder(site)

    def write(file: SiteFile) -> bool:
        place, mark = site / file.path, marks.get(file.path, ())
        there = memory.recall(("there", file.path), (file.sha256, *mark), partial(_is_there, file, place))
        if not there:
            write_atomically(place, _read(file), durable=False)
        watcher.finished(file.path)
        return not there

    return sum(take_shares(files, write, dear=len(files) > _FEW))


def _is_there(file: SiteFile, place: Path) -> bool:
    return holds(place, _read(file))


def _read(file: SiteFile) -> bytes:
    """Read a file that was inspected; what somebody has changed since then is not published.

    Raises:
        OutputError: it is not what it was.
    """
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise OutputError(f"{file.path} was changed by somebody while the site was made.", "Build once more.")
    return data
