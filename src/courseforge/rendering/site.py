"""Library + results + Records -> Site: every page, in the order stage, shard, assembly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic
from courseforge.model import ExecutionResult, Library, PublishedItem, Record, Site
from courseforge.model.watcher import Watcher
from courseforge.rendering.assembly import NO_JEKYLL, make_file, make_frame_files
from courseforge.rendering.courses import render_courses
from courseforge.rendering.desk import make_desk_files
from courseforge.rendering.drawings import read_drawings
from courseforge.rendering.facing import make_facing_files
from courseforge.rendering.planning import plan_shards
from courseforge.rendering.search import make_search_files
from courseforge.rendering.shards.confinement import diagnose_walls
from courseforge.rendering.showcase import make_exhibits
from courseforge.rendering.stylesheet import STATIC_FOLDER, make_static_files, name_static_files
from courseforge.rendering.takeaway import make_takeaways
from courseforge.rendering.views import make_views
from courseforge.rendering.views.book import make_book_views
from courseforge.rendering.workplace import Workplace


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
    levels: Mapping[tuple[str, str], float] | None = None,
    workplace: Workplace,
    watcher: Watcher,
) -> BuiltSite:
    """Make every page of the site; only courses in which something changed are built again.

    Args:
        items: the manifest of what was published, for pages at addresses where something was.
        levels: how hard each lesson is to read, by id and language.
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
            levels=levels,
            memory=memory,
        )
    frames = [make_file(f"{STATIC_FOLDER}/{name}", data) for name, data in static.items()]
    frames += [*takeaways.files, *exhibits.files]

    def make_others() -> None:
        frames.extend(make_frame_files(views, settings, workplace.templates, memory))
        frames.extend(make_desk_files(views.desk, workplace.templates, workplace.build, memory))

    planned = plan_shards(library, results, views, settings, workplace)
    built = render_courses(planned, len(library.courses), workplace, watcher, make_others)
    is_foreign = is_book and bool(workplace.theme)  # which has a first page, a search and styles of its own
    files = [file for file in frames if not is_foreign or file.path == NO_JEKYLL]
    files += [file for part in built for file in part.kept.files]
    pages = {file.path: file for file in files}
    files += make_facing_files(views.facing.values(), pages, workplace.templates, workplace.build)
    if not is_foreign:
        files += make_search_files(pages, records, settings.language, workplace.build, memory)
    said = [*about_drawings]
    said += [diagnostic for part in built for diagnostic in part.shard.book.diagnostics]
    said += [diagnostic for part in built for diagnostic in part.kept.diagnostics]
    said += [*takeaways.diagnostics, *exhibits.diagnostics]
    said += diagnose_walls(part.result for part in built if part.result)
    site = Site(tuple(sorted(files, key=lambda file: file.path)))
    origins = {view.page.path: "" for view in views.others} | {page.path: "" for page in views.desk}
    origins |= {document.page: document.path for part in built for document in part.shard.job.documents.values()}
    origins |= {view.page.path: "" for view in views.frames}
    origins |= {views.facing[key].page.path: path for key, path in _list_paths(library) if key in views.facing}
    scripts = frozenset(f"{STATIC_FOLDER}/{name}" for name in static if name.endswith(".js"))
    repeated = frozenset((*(view.page.path for view in views.facing.values()), *(page.path for page in views.desk)))
    jobs = [part.shard.job for part in built]
    foreign = tuple(f"{job.prefix}/" if job.prefix else "" for job in jobs if job.theme)
    return BuiltSite(site, tuple(said), origins, scripts, repeated, foreign)


def _list_paths(library: Library) -> Iterable[tuple[tuple[str, str], str]]:
    return (((lesson.id, lesson.language), lesson.path) for lesson in library.lessons)
