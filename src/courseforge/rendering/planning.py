"""Library + results + views -> shards: what each worker has to do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from courseforge.config import Settings
from courseforge.memory import Memory
from courseforge.model import Course, ExecutionResult, Library
from courseforge.model.course import BOOK_FILE
from courseforge.rendering.recordings import CourseMedia, gather_media, original_languages
from courseforge.rendering.references import find_words, list_links, list_titles, narrow_links
from courseforge.rendering.shards.job import ShardDocument, ShardJob
from courseforge.rendering.shards.kept import shard_key
from courseforge.rendering.staging.bibliographies import read_bibliographies
from courseforge.rendering.staging.book import INDEX, StagedBook, StagedDocument, stage_course
from courseforge.rendering.staging.folder import digest_course_files
from courseforge.rendering.staging.included import read_included
from courseforge.rendering.staging.project import NO_TEXTS, stage_project
from courseforge.rendering.views import View, Views
from courseforge.rendering.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Shard:
    """A course in one language, staged in memory, with the job for its worker.

    Attributes:
        key: digest of everything its pages are made from.
    """

    book: StagedBook
    job: ShardJob
    key: str


def plan_shards(
    library: Library, results: Iterable[ExecutionResult], views: Views, settings: Settings, workplace: Workplace
) -> Iterator[Shard]:
    """Stage one course after another in memory and say what its worker has to do; nothing is written yet."""
    outputs = {result.path: result for result in results}
    bibliographies = read_bibliographies(settings, workplace.root)
    languages = {course.language for course in library.courses}
    links = {tag: list_links(library, tag, settings.language) for tag in languages}
    titles = list_titles(library, settings.language)
    originals = original_languages(library.courses)
    for course in library.courses:
        given = tuple(_given(outputs[lesson.path]) for lesson in course.lessons if lesson.path in outputs)
        included = read_included(course, workplace.root) if course.contents else NO_TEXTS
        book, words = workplace.memory.recall(
            ("staged", course.path, course.language),
            (course, given, settings, *sorted(bibliographies.items()), *sorted(included.items())),
            partial(_stage, course, outputs, settings, bibliographies, workplace.memory, included=included),
        )
        pages = {lesson.slug: views.lessons[lesson.id, lesson.language] for lesson in course.lessons}
        if course.contents is None:
            pages[INDEX] = views.courses[course.id, course.language]
        away = (library.unreadable, library.withdrawn)
        withheld, withdrawn = (_list_named(ids, words) for ids in away)
        own = narrow_links(links[course.language], None if course.contents else words)
        named = {page: titles[page] for page in own.values()}
        media = gather_media(course, originals.get(course.id, course.language))
        yield _plan_shard(
            book,
            pages,
            own,
            withheld,
            withdrawn=withdrawn,
            titles=named,
            media=media,
            workplace=workplace,
            frames=views.frames,
        )


def _plan_shard(
    book: StagedBook,
    pages: Mapping[str, View],
    links: Mapping[str, str],
    withheld: frozenset[str],
    *,
    withdrawn: frozenset[str],
    titles: Mapping[str, str],
    media: CourseMedia,
    workplace: Workplace,
    frames: tuple[View, ...],
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
        (book, tuple(pages.values()), frames, withheld, withdrawn, workplace.walls, repr(decided)),
        partial(
            _prepare,
            book,
            pages,
            links,
            withheld,
            withdrawn=withdrawn,
            titles=titles,
            media=media,
            digests=digests,
            workplace=workplace,
            frames=frames,
        ),
    )


def _list_named(ids: Iterable[str], words: frozenset[bytes]) -> frozenset[str]:
    """Leave the ids that a course may link to: its texts have their last word."""
    return frozenset(item for item in ids if item.rpartition("/")[2].encode() in words)


def _given(result: ExecutionResult) -> tuple[object, ...]:
    """Return what a page shows of a lesson's results."""
    return (result.cells, repr(result.widgets))


def _stage(
    course: Course,
    outputs: Mapping[str, ExecutionResult],
    settings: Settings,
    bibliographies: Mapping[str, bytes],
    memory: Memory,
    *,
    included: Mapping[str, str],
) -> tuple[StagedBook, frozenset[bytes]]:
    if course.contents is not None:
        book = stage_project(
            course, course.contents, outputs, settings, bibliographies, included=included, memory=memory
        )
    else:
        book = stage_course(course, outputs, settings, bibliographies, memory=memory)
    return book, find_words(document.content for document in book.documents)


def _prepare(
    book: StagedBook,
    pages: Mapping[str, View],
    links: Mapping[str, str],
    withheld: frozenset[str],
    *,
    withdrawn: frozenset[str],
    titles: Mapping[str, str],
    media: CourseMedia,
    digests: Mapping[str, str],
    workplace: Workplace,
    frames: tuple[View, ...],
) -> Shard:
    job = ShardJob(
        name=book.name,
        folder=workplace.build / "stage" / book.name,
        output=workplace.shard_folder(book.name) / "pages",
        prefix="" if book.course.contents else pages[INDEX].page.path.removesuffix("/index.html"),
        documents={document.name: _document(document, pages[document.name]) for document in book.documents},
        links=links,
        titles=titles,
        withheld=withheld,
        withdrawn=withdrawn,
        extensions=workplace.extensions,
        templates=workplace.templates,
        media=media,
        walls=workplace.walls,
        theme=workplace.theme,
        substitutes=any(document.substitutes for document in book.documents),
        contents=book.course.contents,
        frames={view.page.path.removesuffix(".html"): _frame(view) for view in frames},
    )
    return Shard(book, job, shard_key(book, job, digests))


def _frame(view: View) -> ShardDocument:
    return ShardDocument(BOOK_FILE, view.page.language, (), view.page.path, view.template, view.context())


def _document(staged: StagedDocument, view: View) -> ShardDocument:
    places = tuple((cell.number, cell.line, added) if cell else (0, None, 0) for cell, added in staged.cells)
    return ShardDocument(staged.path, view.page.language, places, view.page.path, view.template, view.context())
