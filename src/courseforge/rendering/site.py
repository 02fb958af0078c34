"""Library + results + Records -> Site: every page, in the order stage, shard, assembly."""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic
from courseforge.model import Course, ExecutionResult, Library, Record, Site, SiteFile
from courseforge.records.addresses import page_path
from courseforge.rendering.assembly import make_file, make_frame_files
from courseforge.rendering.shard import ShardDocument, ShardJob
from courseforge.rendering.shard_cache import KeptShard, keep_shard, load_shard, shard_key
from courseforge.rendering.stage import INDEX, StagedBook, stage_course
from courseforge.rendering.stage_folder import write_stage
from courseforge.rendering.stylesheet import STATIC_FOLDER, make_static_files, name_static_files
from courseforge.rendering.views import View, Views, make_views
from courseforge.rendering.workers import render_shards


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site, and what was said while it was made.

    Attributes:
        rendered: names of the staged books that had to be built; the others were kept from before.
    """

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    rendered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shard:
    book: StagedBook
    job: ShardJob
    key: str


def build_site(
    library: Library,
    results: Iterable[ExecutionResult],
    records: Sequence[Record],
    settings: Settings,
    *,
    root: Path,
    build_folder: Path,
    workers: int | None = None,
    planned: Callable[[int], None] = lambda count: None,
    started: Callable[[str], None] = lambda name: None,
    finished: Callable[[str], None] = lambda name: None,
) -> BuiltSite:
    """Make every page of the site; only courses in which something changed are built again.

    Args:
        root: the library's folder; nothing in it is written outside ``build_folder``.
        planned: is told how many books will be built.
    """
    static = make_static_files(settings)
    views = make_views(library, settings, records, name_static_files(static))
    outputs = {result.path: result for result in results}
    shards = [_prepare(course, views, outputs, library, settings, root, build_folder) for course in library.courses]
    kept = {s.book.name: load_shard(_shard_folder(build_folder, s.book.name), s.key) for s in shards}
    missing = [shard for shard in shards if kept[shard.book.name] is None]
    planned(len(missing))
    built = _render(missing, root, build_folder, workers, started, finished)
    parts = [built.get(shard.book.name) or kept[shard.book.name] for shard in shards]
    files = [file for part in parts if part for file in part.files]
    files += [make_file(f"{STATIC_FOLDER}/{name}", data) for name, data in static.items()]
    files += make_frame_files(views, settings)
    said = (d for shard, part in zip(shards, parts, strict=True) for d in (*shard.book.diagnostics, *_said(part)))
    site = Site(tuple(sorted(_once(files), key=lambda file: file.path)))
    return BuiltSite(site, tuple(said), tuple(shard.book.name for shard in missing))


def _prepare(
    course: Course,
    views: Views,
    outputs: Mapping[str, ExecutionResult],
    library: Library,
    settings: Settings,
    root: Path,
    build_folder: Path,
) -> _Shard:
    book = stage_course(course, outputs, settings)
    pages = {INDEX: views.courses[course.id, course.language]}
    pages |= {lesson.slug: views.lessons[lesson.id, lesson.language] for lesson in course.lessons}
    folder = build_folder / "stage" / book.name
    prefix = page_path("course", course.id, course.language, settings.language).removesuffix("/index.html")
    job = ShardJob(
        name=book.name,
        folder=folder,
        output=_shard_folder(build_folder, book.name) / "pages",
        prefix=prefix,
        documents={document.name: _document(book, document.name, pages) for document in book.documents},
        links=_links(library, course.language, settings.language),
    )
    return _Shard(book, job, shard_key(book, job, root / course.path))


def _document(book: StagedBook, name: str, pages: Mapping[str, View]) -> ShardDocument:
    staged, view = next(document for document in book.documents if document.name == name), pages[name]
    places = tuple((cell.number, cell.line, added) if cell else (0, None, 0) for cell, added in staged.cells)
    return ShardDocument(staged.path, view.page.language, places, view.page.path, view.template, view.context())


def _links(library: Library, language: str, default_language: str) -> dict[str, str]:
    """Map every source a lesson may link to onto its page.

    A link to an original leads to its translation where a reader of this language has one.
    """
    links: dict[str, str] = {}
    for course in library.courses:
        course_page = page_path("course", course.id, course.language, default_language)
        suffix = "" if course.language == default_language else f".{course.language}"
        links[f"{course.path}/index{suffix}.md"] = links[f"{course.path}/course{suffix}.yml"] = course_page
        for lesson in course.lessons:
            links[lesson.path] = page_path("lesson", lesson.id, lesson.language, default_language)
    here = {
        (lesson.id): page_path("lesson", lesson.id, language, default_language)
        for lesson in library.lessons
        if lesson.language == language
    }
    return links | {
        lesson.path: here[lesson.id]
        for lesson in library.lessons
        if lesson.language == default_language and lesson.id in here
    }


def _render(
    shards: Sequence[_Shard],
    root: Path,
    build_folder: Path,
    workers: int | None,
    started: Callable[[str], None],
    finished: Callable[[str], None],
) -> dict[str, KeptShard]:
    for shard in shards:
        write_stage(shard.book, root / shard.book.course.path, shard.job.folder)
        shutil.rmtree(_shard_folder(build_folder, shard.book.name), ignore_errors=True)
        shard.job.output.mkdir(parents=True)
    results = render_shards(
        [shard.job for shard in shards],
        workers=workers,
        started=lambda job: started(job.name),
        finished=lambda job: finished(job.name),
    )
    return {
        shard.book.name: keep_shard(
            _shard_folder(build_folder, shard.book.name), shard.key, shard.job.prefix, result.diagnostics
        )
        for shard, result in zip(shards, results, strict=True)
    }


def _shard_folder(build_folder: Path, name: str) -> Path:
    return build_folder / "shards" / name


def _said(part: KeptShard | None) -> tuple[Diagnostic, ...]:
    return part.diagnostics if part else ()


def _once(files: Iterable[SiteFile]) -> Iterable[SiteFile]:
    """Keep the first of files with one path: pictures shared by lessons of a course."""
    return {file.path: file for file in reversed(list(files))}.values()
