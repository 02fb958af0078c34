"""Library + results + Records -> Site: every page, in the order stage, shard, assembly."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic
from courseforge.model import ExecutionResult, Library, PublishedItem, Record, Site
from courseforge.model.watcher import Watcher
from courseforge.rendering.assembly import NO_JEKYLL, make_file, make_frame_files
from courseforge.rendering.desk import make_desk_files
from courseforge.rendering.drawings import read_drawings
from courseforge.rendering.facing import make_facing_files
from courseforge.rendering.planning import Shard, plan_shards
from courseforge.rendering.search import make_search_files
from courseforge.rendering.shards.confinement import diagnose_walls
from courseforge.rendering.shards.elsewhere import render_elsewhere
from courseforge.rendering.shards.job import ShardJob, ShardResult
from courseforge.rendering.shards.kept import KeptShard, keep_shard, load_shard, reopen_shard, shard_key
from courseforge.rendering.shards.workers import prepare_template, render_shards
from courseforge.rendering.showcase import make_exhibits
from courseforge.rendering.staging.folder import write_stage
from courseforge.rendering.stylesheet import STATIC_FOLDER, make_static_files, name_static_files
from courseforge.rendering.takeaway import make_takeaways
from courseforge.rendering.views import make_views
from courseforge.rendering.views.book import make_book_views
from courseforge.rendering.workplace import Workplace
from courseforge.writing import refuse_links


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site, and what was said while it was made.

    Attributes:
        origins: path of each page -> the author's file it was made from; empty for a page that is nobody's own.
        scripts: paths of the scripts that pages may run.
        foreign: folders below the site's root that another theme has filled; each ends with a slash.
        repeated: paths of pages that say nothing but what others of these pages, or the facts of their lessons, say.
    """

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    origins: Mapping[str, str]
    scripts: frozenset[str]
    repeated: frozenset[str]
    foreign: tuple[str, ...] = ()


def build_site(
    library: Library,
    results: Iterable[ExecutionResult],
    records: Sequence[Record],
    settings: Settings,
    *,
    items: Iterable[PublishedItem] = (),
    workplace: Workplace,
    watcher: Watcher,
) -> BuiltSite:
    """Make every page of the site; only courses in which something changed are built again.

    Args:
        items: the manifest of what was published, for pages at addresses where something was.
    """
    memory = workplace.memory
    drawings, about_drawings = read_drawings(workplace.root, library, settings, memory)
    static = make_static_files(settings, library, drawings)
    results = tuple(results)
    is_book = any(course.contents for course in library.courses)
    lent = Library() if is_book else library  # what a book offers to take along are its own downloads
    takeaways = make_takeaways(lent, results, records, settings, root=workplace.root, build=workplace.build)
    exhibits = make_exhibits(lent, workplace.root, workplace.build)
    if is_book:
        views = make_book_views(library, settings, name_static_files(static), drawings)
    else:
        views = make_views(
            library,
            settings,
            records,
            name_static_files(static),
            tested=frozenset((result.lesson_id, result.language) for result in results if result.cells),
            takeaways=takeaways.offers,
            exhibits=exhibits.works,
            drawings=drawings,
            items=items,
            memory=memory,
        )
    shards = plan_shards(library, results, views, settings, workplace)
    kept = {shard.book.name: _load(shard, workplace) for shard in shards}
    missing = [shard for shard in shards if kept[shard.book.name] is None]
    with ThreadPoolExecutor(1, "frame") as beside:  # while others make the courses' pages
        frame = beside.submit(make_frame_files, views, settings, workplace.templates, memory)
        desk = beside.submit(make_desk_files, views.desk, workplace.templates, workplace.build, memory)
        rendered = _render(missing, workplace, watcher)
    parts = kept | {name: part for name, (part, _) in rendered.items()}
    files = [file for part in parts.values() if part for file in part.files]
    frames = [make_file(f"{STATIC_FOLDER}/{name}", data) for name, data in static.items()]
    frames += [*frame.result(), *desk.result(), *takeaways.files, *exhibits.files]
    is_foreign = is_book and bool(workplace.theme)  # which has a first page, a search and styles of its own
    files += [file for file in frames if not is_foreign or file.path == NO_JEKYLL]
    pages = {file.path: file for file in files}
    files += make_facing_files(views.facing.values(), pages, workplace.templates, workplace.build)
    if not is_foreign:
        files += make_search_files(pages, records, settings.language, workplace.build, memory)
    said = [*about_drawings]
    said += [diagnostic for shard in shards for diagnostic in shard.book.diagnostics]
    said += [diagnostic for part in parts.values() if part for diagnostic in part.diagnostics]
    said += [*takeaways.diagnostics, *exhibits.diagnostics]
    said += diagnose_walls(result for _, result in rendered.values())
    site = Site(tuple(sorted(files, key=lambda file: file.path)))
    origins = {view.page.path: "" for view in views.others} | {page.path: "" for page in views.desk}
    origins |= {document.page: document.path for shard in shards for document in shard.job.documents.values()}
    origins |= {view.page.path: "" for view in views.frames}
    origins |= {views.facing[key].page.path: path for key, path in _list_paths(library) if key in views.facing}
    scripts = frozenset(f"{STATIC_FOLDER}/{name}" for name in static if name.endswith(".js"))
    repeated = frozenset((*(view.page.path for view in views.facing.values()), *(page.path for page in views.desk)))
    foreign = tuple(f"{shard.job.prefix}/" if shard.job.prefix else "" for shard in shards if shard.job.theme)
    return BuiltSite(site, tuple(said), origins, scripts, repeated, foreign)


def _list_paths(library: Library) -> Iterable[tuple[tuple[str, str], str]]:
    return (((lesson.id, lesson.language), lesson.path) for lesson in library.lessons)


@dataclass(frozen=True, slots=True)
class BegunShard:
    """A shard whose staged book was written.

    Attributes:
        key: of what was really written: somebody may have saved a file meanwhile.
        job: for the worker.
        earlier: what was said at the last build, if only some pages are made again.
    """

    key: str
    job: ShardJob
    earlier: tuple[Diagnostic, ...]


def write_shard(shard: Shard, workplace: Workplace) -> BegunShard:
    """Write a shard's staged book, and make an empty folder for its pages where all of them are to be made."""
    folder = workplace.shard_folder(shard.book.name)
    refuse_links(shard.job.folder, folder)
    kept = reopen_shard(folder, shard.book, shard.job) if workplace.cluster is None else None
    renewed, earlier = kept or (None, ())
    digests = write_stage(shard.book, workplace.root / shard.book.course.path, shard.job.folder)
    if renewed is None:
        shutil.rmtree(folder, ignore_errors=True)
        shard.job.output.mkdir(parents=True)
    return BegunShard(shard_key(shard.book, shard.job, digests), replace(shard.job, renewed=renewed), earlier)


def _load(shard: Shard, workplace: Workplace) -> KeptShard | None:
    return load_shard(workplace.shard_folder(shard.book.name), shard.key, shard.job.prefix, workplace.memory)


def _render(
    shards: Sequence[Shard], workplace: Workplace, watcher: Watcher
) -> dict[str, tuple[KeptShard, ShardResult]]:
    watcher.stage("rendering", len(shards))
    if shards and workplace.cluster is None:
        prepare_template()
    begun = [write_shard(shard, workplace) for shard in shards]
    results = _render_jobs([one.job for one in begun], workplace, watcher)
    made: dict[str, tuple[KeptShard, ShardResult]] = {}
    for shard, one, result in zip(shards, begun, results, strict=True):
        folder = workplace.shard_folder(shard.book.name)
        if result.alike and one.job.renewed is not None:  # whose number is whose, only a whole build can tell
            shutil.rmtree(folder, ignore_errors=True)
            return _render(shards, workplace, watcher)
        made[shard.book.name] = keep_shard(folder, one.key, shard.book, one.job, result, earlier=one.earlier), result
    return made


def _render_jobs(jobs: Sequence[ShardJob], workplace: Workplace, watcher: Watcher) -> tuple[ShardResult, ...]:
    def started(job: ShardJob) -> None:
        watcher.started(job.name)

    def finished(job: ShardJob) -> None:
        watcher.finished(job.name)

    if workplace.cluster is not None:
        return render_elsewhere(jobs, workplace.cluster, finished)
    return render_shards(jobs, workers=workplace.workers, started=started, finished=finished)
