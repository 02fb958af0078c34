"""Library + results + records -> the files that readers may take home, and what pages say about them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import join, normpath

from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic
from courseforge.model import Course, ExecutionResult, Lesson, Library, Record, SiteFile
from courseforge.records.addresses import page_path
from courseforge.rendering.assembly import make_file
from courseforge.rendering.interface import Interface
from courseforge.rendering.staging.folder import read_course_file
from courseforge.rendering.svg import clean_svg
from courseforge.rendering.takeaway.answers import leave_out_answers
from courseforge.rendering.takeaway.blocks import Wording
from courseforge.rendering.takeaway.imprint import make_imprint
from courseforge.rendering.takeaway.missing import find_missing
from courseforge.rendering.takeaway.needed import find_needed
from courseforge.rendering.takeaway.notebook import find_exercises, list_shown, write_notebook
from courseforge.rendering.takeaway.package import Packages, forget_others, keep_package, open_packages
from courseforge.rendering.takeaway.remarks import say_missing, say_too_large, say_waiting
from courseforge.rendering.views import Download, Takeaway
from courseforge.shares import take_shares

_FEW = 100  # lessons: of fewer it is made sooner than a process is forked
MOST_BYTES = 20_000_000  # of a lesson's files; more is too much for a phone

LessonKey = tuple[str, str]  # id, language


@dataclass(frozen=True, slots=True)
class Takeaways:
    """Everything there is to take home.

    Attributes:
        offers: by lesson id and language.
    """

    offers: Mapping[LessonKey, Takeaway]
    files: tuple[SiteFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def make_takeaways(
    library: Library,
    results: Iterable[ExecutionResult],
    records: Iterable[Record],
    settings: Settings,
    *,
    root: Path,
    build: Path,
) -> Takeaways:
    """Make a notebook for each lesson that has code to try, and a package where it needs files of its course.

    Args:
        root: the library's folder.
        build: the folder of everything that is built.
    """
    ran = {result.path: result for result in results}
    known = {(record.id, record.language): record for record in records}
    place = _Place(library, _list_addresses(library, known), settings, root, open_packages(build))

    def take(of: tuple[Lesson, Course]) -> _Taken:
        lesson, course = of
        return _take(lesson, course, ran.get(lesson.path), known[lesson.id, lesson.language], place)

    lessons = [(lesson, course) for course in library.courses for lesson in course.lessons if lesson.code_cells]
    made = take_shares(lessons, take, dear=len(lessons) > _FEW)
    files = tuple(file for one in made for file in one.files)
    forget_others(place.kept, files)
    offers = {(lesson.id, lesson.language): one.offer for (lesson, _), one in zip(lessons, made, strict=True)}
    return Takeaways(offers, files, tuple(diagnostic for one in made for diagnostic in one.diagnostics))


@dataclass(frozen=True, slots=True)
class _Place:
    """What all lessons share.

    Attributes:
        addresses: path of a source -> language -> address of its page on the web.
        kept: what earlier builds have packed.
    """

    library: Library
    addresses: Mapping[str, Mapping[str, str]]
    settings: Settings
    root: Path
    kept: Packages


@dataclass(frozen=True, slots=True)
class _Taken:
    """What there is to take home of a lesson."""

    offer: Takeaway
    files: tuple[SiteFile, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def _take(lesson: Lesson, course: Course, result: ExecutionResult | None, record: Record, place: _Place) -> _Taken:
    wording = _make_wording(lesson, course, record, place)
    shown = list_shown(lesson)
    cells = leave_out_answers(shown, wording.solution)
    said = tuple(say_missing(lesson, cell, name) for cell, name in find_missing(shown, cells))
    names = find_needed(cells, course, result, place.root)
    imprint = make_imprint(
        lesson, course, record, place.library.vocabulary, names, shelves=place.settings.courseforge.catalog.shelves
    )
    page = page_path("lesson", lesson.id, lesson.language, place.settings.language).removesuffix(".html")
    alone = make_file(f"{page}.ipynb", write_notebook(lesson, cells, record, wording, imprint))
    offer = Takeaway(Download(alone.path, alone.size))
    if broken := [path for name in names if (path := course.place(name)) in place.library.held_back]:
        return _Taken(offer, (alone,), (*said, say_waiting(lesson, broken[0])))
    size = sum(_measure(place.root / course.path / name) for name in names)
    if size > MOST_BYTES:
        return _Taken(replace(offer, left_out=size), (alone,), (*said, say_too_large(lesson, size, MOST_BYTES)))
    if not names:
        return _Taken(offer, (alone,), said)
    package = _pack(lesson, course, alone, names, place)
    offer = replace(offer, package=Download(package.path, package.size))
    return _Taken(offer, (alone, package), said)


def _pack(lesson: Lesson, course: Course, notebook: SiteFile, names: Iterable[str], place: _Place) -> SiteFile:
    """Put a notebook and its files into an archive; that of a translation unpacks into a folder of its own."""
    own = lesson.language == place.settings.language
    folder = lesson.slug if own else f"{lesson.slug}.{lesson.language}"
    files = {f"{lesson.slug}.ipynb": notebook.read_bytes()}
    files |= {name: _read(place.root / course.path / name) for name in names}
    return keep_package(place.kept, notebook.path.removesuffix(".ipynb") + ".zip", folder, files)


def _read(path: Path) -> bytes:
    """Read a file of the course; a drawing is cleaned, here as on pages."""
    data = read_course_file(path)
    return clean_svg(data) or b"" if path.suffix.lower() == ".svg" else data


def _make_wording(lesson: Lesson, course: Course, record: Record, place: _Place) -> Wording:
    ui = Interface(lesson.language)
    words = ui.text("The solution is on the lesson’s page.")
    solution = f"*[{words}](<{record.url}>)*" if "://" in record.url else f"*{words}*"

    def find_address(target: str) -> str:
        path, mark, part = target.partition("#")
        there = place.addresses.get(normpath(join(course.path, path)), {}) if path else {}
        address = there.get(lesson.language) or there.get("", "")
        return f"{address}{mark}{part}" if address else ""

    return Wording(ui, solution, find_exercises(lesson, ui.text), find_address)


def _list_addresses(library: Library, records: Mapping[LessonKey, Record]) -> Mapping[str, Mapping[str, str]]:
    """Say for each source where its page is: in each language, and under an empty tag in its own."""
    addresses: dict[str, dict[str, str]] = {}
    languages: dict[str, dict[str, str]] = {}
    for record in records.values():
        if "://" in record.url:
            languages.setdefault(record.id, {})[record.language] = record.url
    for course in library.courses:
        for path, id in _list_sources(course):
            there = languages.get(id, {})
            addresses[path] = {**there, "": there.get(course.language, "")}
    return addresses


def _list_sources(course: Course) -> Iterator[tuple[str, str]]:
    yield course.welcome_path, course.id
    yield course.metadata_path, course.id
    for lesson in course.lessons:
        yield lesson.path, lesson.id


def _measure(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it went away meanwhile; reading says more
        return 0
