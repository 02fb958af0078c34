"""Library + results + Records -> Site: every page, in the order stage, shard, assembly."""

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic
from courseforge.execution.executors import Cluster
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Course, ExecutionResult, Library, Record, Site
from courseforge.model.watcher import Watcher
from courseforge.records.addresses import page_path
from courseforge.rendering.assembly import make_file, make_frame_files
from courseforge.rendering.drawings import read_drawings
from courseforge.rendering.facing import make_facing_files
from courseforge.rendering.recordings import CourseMedia, gather_media, original_languages
from courseforge.rendering.search import make_search_files
from courseforge.rendering.shards.confinement import diagnose_walls
from courseforge.rendering.shards.elsewhere import render_elsewhere
from courseforge.rendering.shards.job import ShardDocument, ShardJob, ShardResult, Walls
from courseforge.rendering.shards.kept import KeptShard, keep_shard, load_shard, shard_key
from courseforge.rendering.shards.workers import prepare_template, render_shards
from courseforge.rendering.showcase import make_exhibits
from courseforge.rendering.staging.bibliographies import read_bibliographies
from courseforge.rendering.staging.book import INDEX, StagedBook, StagedDocument, stage_course
from courseforge.rendering.staging.folder import digest_course_files, write_stage
from courseforge.rendering.stylesheet import STATIC_FOLDER, make_static_files, name_static_files
from courseforge.rendering.takeaway import make_takeaways
from courseforge.rendering.views import View, Views, make_views
from courseforge.writing import refuse_links

_NAMES = re.compile(rb"[a-z0-9-]+")  # what lessons and courses can be called


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site, and what was said while it was made.

    Attributes:
        origins: path of each page -> the author's file it was made from; empty for a page that is nobody's own.
        scripts: paths of the scripts that pages may run.
        foreign: folders below the site's root that another theme has filled; each ends with a slash.
        repeated: paths of pages that say nothing but what others of these pages say.
    """

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    origins: Mapping[str, str]
    scripts: frozenset[str]
    repeated: frozenset[str]
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the library lies, and where everything that is built goes.

    Attributes:
        root: the library's folder; nothing in it is written outside ``build``.
        workers: processes at the same time; one for each processor where it is None.
        cluster: who builds shards; None for this machine.
        walls: whether they are kept from the rest of the machine.
        extensions: folders of the library that hold Sphinx extensions.
        templates: of the library's own, by the name of what they replace.
        theme: another Sphinx theme than ours, for courses' pages; empty for ours.
        memory: of what was made before.
    """

    root: Path
    build: Path
    workers: int | None = None
    cluster: Cluster | None = None
    walls: Walls = Walls.WANTED
    extensions: tuple[Path, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    memory: Memory = NO_MEMORY

    def shard_folder(self, name: str) -> Path:
        """Return where a built shard is kept."""
        return self.build / "shards" / name


@dataclass(frozen=True, slots=True)
class Shard:
    """A course in one language, staged in memory, with the job for its worker.

    Attributes:
        key: digest of everything its pages are made from.
    """

    book: StagedBook
    job: ShardJob
    key: str


def build_site(
    library: Library,
    results: Iterable[ExecutionResult],
    records: Sequence[Record],
    settings: Settings,
    *,
    workplace: Workplace,
    watcher: Watcher,
) -> BuiltSite:
    """Make every page of the site; only courses in which something changed are built again."""
    memory = workplace.memory
    drawings, about_drawings = read_drawings(workplace.root, library, settings)
    static = make_static_files(settings, library, drawings)
    results = tuple(results)
    takeaways = make_takeaways(library, results, records, settings, root=workplace.root, build=workplace.build)
    exhibits = make_exhibits(library, workplace.root, workplace.build)
    views = make_views(
        library,
        settings,
        records,
        name_static_files(static),
        tested=frozenset((result.lesson_id, result.language) for result in results if result.cells),
        takeaways=takeaways.offers,
        exhibits=exhibits.works,
        drawings=drawings,
        memory=memory,
    )
    shards = plan_shards(library, results, views, settings, workplace)
    kept = {shard.book.name: _load(shard, workplace) for shard in shards}
    missing = [shard for shard in shards if kept[shard.book.name] is None]
    with ThreadPoolExecutor(1, "frame") as beside:  # while others make the courses' pages
        frame = beside.submit(make_frame_files, views, settings, workplace.templates, memory)
        rendered = _render(missing, workplace, watcher)
    parts = kept | {name: part for name, (part, _) in rendered.items()}
    files = [file for part in parts.values() if part for file in part.files]
    files += [make_file(f"{STATIC_FOLDER}/{name}", data) for name, data in static.items()]
    files += [*frame.result(), *takeaways.files, *exhibits.files]
    pages = {file.path: file for file in files}
    files += make_facing_files(views.facing.values(), pages, workplace.templates, workplace.build)
    files += make_search_files(pages, records, settings.language, workplace.build, memory)
    said = [*about_drawings]
    said += [diagnostic for shard in shards for diagnostic in shard.book.diagnostics]
    said += [diagnostic for part in parts.values() if part for diagnostic in part.diagnostics]
    said += [*takeaways.diagnostics, *exhibits.diagnostics]
    said += diagnose_walls(result for _, result in rendered.values())
    site = Site(tuple(sorted(files, key=lambda file: file.path)))
    origins = {view.page.path: "" for view in views.others}
    origins |= {document.page: document.path for shard in shards for document in shard.job.documents.values()}
    origins |= {views.facing[key].page.path: path for key, path in _list_paths(library) if key in views.facing}
    scripts = frozenset(f"{STATIC_FOLDER}/{name}" for name in static if name.endswith(".js"))
    repeated = frozenset(view.page.path for view in views.facing.values())
    foreign = tuple(f"{shard.job.prefix}/" for shard in shards if shard.job.theme)
    return BuiltSite(site, tuple(said), origins, scripts, repeated, foreign)


def _list_paths(library: Library) -> Iterable[tuple[tuple[str, str], str]]:
    return (((lesson.id, lesson.language), lesson.path) for lesson in library.lessons)


def plan_shards(
    library: Library, results: Iterable[ExecutionResult], views: Views, settings: Settings, workplace: Workplace
) -> list[Shard]:
    """Stage every course in memory and say what its worker has to do; nothing is written yet."""
    outputs = {result.path: result for result in results}
    bibliographies = read_bibliographies(settings, workplace.root)
    languages = {course.language for course in library.courses}
    links = {tag: _sort_links(_links(library, tag, settings.language)) for tag in languages}
    titles = _list_titles(library, settings.language)
    shards: list[Shard] = []
    originals = original_languages(library.courses)
    for course in library.courses:
        given = tuple(_given(outputs[lesson.path]) for lesson in course.lessons if lesson.path in outputs)
        book, words = workplace.memory.recall(
            ("staged", course.path, course.language),
            (course, given, settings, *sorted(bibliographies.items())),
            partial(_stage, course, outputs, settings, bibliographies),
        )
        pages = {lesson.slug: views.lessons[lesson.id, lesson.language] for lesson in course.lessons}
        pages[INDEX] = views.courses[course.id, course.language]
        withheld = frozenset(item for item in library.unreadable if item.rpartition("/")[2].encode() in words)
        own = _narrow(links[course.language], words)
        named = {page: titles[page] for page in own.values()}
        media = gather_media(course, originals.get(course.id, course.language))
        shards.append(_plan_shard(book, pages, own, withheld, titles=named, media=media, workplace=workplace))
    return shards


def _plan_shard(
    book: StagedBook,
    pages: Mapping[str, View],
    links: Mapping[str, str],
    withheld: frozenset[str],
    *,
    titles: Mapping[str, str],
    media: CourseMedia,
    workplace: Workplace,
) -> Shard:
    digests = digest_course_files(book, workplace.root / book.course.path, workplace.memory)
    decided = (
        sorted(links.items()),
        sorted(titles.items()),
        media,
        sorted(digests.items()),
        workplace.extensions,
        sorted(workplace.templates.items()),
        workplace.theme,
    )
    return workplace.memory.recall(
        ("planned", book.course.path, book.course.language),
        (book, tuple(pages.values()), withheld, workplace.walls, repr(decided)),
        partial(
            _prepare, book, pages, links, withheld, titles=titles, media=media, digests=digests, workplace=workplace
        ),
    )


def write_shard(shard: Shard, workplace: Workplace) -> str:
    """Write a shard's staged book and make an empty folder for its pages.

    Returns:
        The key of what was really written: somebody may have saved a file meanwhile.
    """
    refuse_links(shard.job.folder, workplace.shard_folder(shard.book.name))
    digests = write_stage(shard.book, workplace.root / shard.book.course.path, shard.job.folder)
    shutil.rmtree(workplace.shard_folder(shard.book.name), ignore_errors=True)
    shard.job.output.mkdir(parents=True)
    return shard_key(shard.book, shard.job, digests)


def _load(shard: Shard, workplace: Workplace) -> KeptShard | None:
    return load_shard(workplace.shard_folder(shard.book.name), shard.key, shard.job.prefix, workplace.memory)


def _prepare(
    book: StagedBook,
    pages: Mapping[str, View],
    links: Mapping[str, str],
    withheld: frozenset[str],
    *,
    titles: Mapping[str, str],
    media: CourseMedia,
    digests: Mapping[str, str],
    workplace: Workplace,
) -> Shard:
    job = ShardJob(
        name=book.name,
        folder=workplace.build / "stage" / book.name,
        output=workplace.shard_folder(book.name) / "pages",
        prefix=pages[INDEX].page.path.removesuffix("/index.html"),
        documents={document.name: _document(document, pages[document.name]) for document in book.documents},
        links=links,
        titles=titles,
        withheld=withheld,
        extensions=workplace.extensions,
        templates=workplace.templates,
        media=media,
        walls=workplace.walls,
        theme=workplace.theme,
        substitutes=any(document.substitutes for document in book.documents),
    )
    return Shard(book, job, shard_key(book, job, digests))


def _document(staged: StagedDocument, view: View) -> ShardDocument:
    places = tuple((cell.number, cell.line, added) if cell else (0, None, 0) for cell, added in staged.cells)
    return ShardDocument(staged.path, view.page.language, places, view.page.path, view.template, view.context())


def _links(library: Library, language: str, default_language: str) -> dict[str, str]:
    """Map every source a lesson may link to onto its page.

    A link to an original leads to its translation where a reader of this language has one.
    """
    links: dict[str, str] = {}
    for course in sorted(library.courses, key=lambda course: course.language == language):
        for source, page in _course_links(course, default_language):
            links[source] = page
            if course.language == language:
                links[source.replace(f".{language}.", ".")] = page
    return links


def _given(result: ExecutionResult) -> tuple[object, ...]:
    """Return what a page shows of a lesson's results."""
    return (result.cells, repr(result.widgets))


def _stage(
    course: Course,
    outputs: Mapping[str, ExecutionResult],
    settings: Settings,
    bibliographies: Mapping[str, bytes],
) -> tuple[StagedBook, frozenset[bytes]]:
    book = stage_course(course, outputs, settings, bibliographies)
    return book, _find_words(book)


def _list_titles(library: Library, default_language: str) -> dict[str, str]:
    """Map the page of every lesson and course onto its title."""
    titles: dict[str, str] = {}
    for course in library.courses:
        titles[page_path("course", course.id, course.language, default_language)] = course.metadata.title
        for lesson in course.lessons:
            page = page_path("lesson", lesson.id, lesson.language, default_language)
            titles[page] = lesson.metadata.title
    return titles


def _find_words(book: StagedBook) -> frozenset[bytes]:
    """Return every word of a book that could be the name of a lesson."""
    return frozenset(word for document in book.documents for word in _NAMES.findall(document.content))


def _sort_links(links: Mapping[str, str]) -> dict[bytes, dict[str, str]]:
    """Put links together by the name of their file: no course has to look at all of them."""
    found: dict[bytes, dict[str, str]] = {}
    for source, page in links.items():
        found.setdefault(source.rpartition("/")[2].partition(".")[0].encode(), {})[source] = page
    return found


def _narrow(links: Mapping[bytes, Mapping[str, str]], words: frozenset[bytes]) -> dict[str, str]:
    """Keep the links whose file name occurs in the book at all: a new lesson elsewhere then changes nothing here."""
    return {source: page for word in words & links.keys() for source, page in links[word].items()}


def _course_links(course: Course, default_language: str) -> Iterable[tuple[str, str]]:
    page = page_path("course", course.id, course.language, default_language)
    suffix = "" if course.language == default_language else f".{course.language}"
    yield f"{course.path}/index{suffix}.md", page
    yield f"{course.path}/course{suffix}.yml", page
    for lesson in course.lessons:
        yield lesson.path, page_path("lesson", lesson.id, lesson.language, default_language)


def _render(
    shards: Sequence[Shard], workplace: Workplace, watcher: Watcher
) -> dict[str, tuple[KeptShard, ShardResult]]:
    watcher.stage("rendering", len(shards))
    if shards and workplace.cluster is None:
        prepare_template()
    keys = [write_shard(shard, workplace) for shard in shards]
    results = _render_jobs([shard.job for shard in shards], workplace, watcher)
    return {
        shard.book.name: (
            keep_shard(workplace.shard_folder(shard.book.name), key, shard.job.prefix, result),
            result,
        )
        for shard, key, result in zip(shards, keys, results, strict=True)
    }


def _render_jobs(jobs: Sequence[ShardJob], workplace: Workplace, watcher: Watcher) -> tuple[ShardResult, ...]:
    def started(job: ShardJob) -> None:
        watcher.started(job.name)

    def finished(job: ShardJob) -> None:
        watcher.finished(job.name)

    if workplace.cluster is not None:
        return render_elsewhere(jobs, workplace.cluster, finished)
    return render_shards(jobs, workers=workplace.workers, started=started, finished=finished)
