"""``status``: what in a library needs a look, and how far each lesson has come. Nothing is run, nobody is asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from courseforge.checks import LibrarySubject
from courseforge.checks.external import recall_external
from courseforge.config import BUILD_FOLDER, Settings
from courseforge.diagnostics import Diagnostic, Severity, hide_private
from courseforge.model import Course, Lesson, Library, Mode, PublishedItem, is_day
from courseforge.publishing.sources import make_subject, read_sources, today
from courseforge.publishing.standings import Evidence, list_standings, sort_by_path
from courseforge.publishing.withholding import withhold
from courseforge.reading import read_published
from courseforge.records import make_records
from courseforge.records.holdings import Year, count_holdings
from courseforge.rendering.translations import Translation, list_translations
from courseforge.reporting.upkeep import Need, Topic, Upkeep


@dataclass(frozen=True, slots=True)
class _Shelves:
    """Everything that topics are found in.

    Attributes:
        library: all that can be read, whether or not it can be published.
        published: what can be.
        said: by reading and by the rules.
        items: the manifest as it is; nothing is brought up to date for a look.
    """

    root: Path
    settings: Settings
    library: Library
    published: Library
    said: tuple[Diagnostic, ...]
    items: tuple[PublishedItem, ...]
    day: str
    subject: LibrarySubject
    translations: Mapping[tuple[str, str], Translation]


def survey(root: Path, *, within: int, year: str = "") -> Upkeep:
    """Find what needs a look.

    Args:
        within: days from today in which somebody should look at a lesson again.
        year: of which the numbers are wanted: ``2027``.
    """
    settings, reading = read_sources(root, Mode.LIBRARY)
    published, waiting = withhold(reading.library, reading.diagnostics)
    said, items = (*reading.diagnostics, *waiting), read_published(root)[0]
    subject = make_subject(root, reading.library, settings, Mode.LIBRARY)
    translations = list_translations(reading.library, settings)
    shelves = _Shelves(root, settings, reading.library, published, said, items, today(), subject, translations)
    asked, dead = _find_dead_links(shelves)
    topics = (
        *_find_due(shelves, within),
        _find_unreviewed(shelves),
        *_find_translations(shelves),
        dead,
        _find_withheld(shelves),
        _find_uncataloged(shelves),
        _find_withdrawn(shelves),
    )
    courses, lessons = {course.id for course in published.courses}, {lesson.id for lesson in published.lessons}
    told = _find_year(shelves, year) if year else None
    standings, unreadable = list_standings(_gather(shelves)), tuple(sorted(_list_unreadable(reading.library)))
    return Upkeep(
        settings.title,
        shelves.day,
        len(courses),
        len(lessons),
        topics,
        asked,
        told,
        standings,
        unreadable,
        settings.language,
    )


def _gather(shelves: _Shelves) -> Evidence:
    there = frozenset((lesson.id, lesson.language) for lesson in shelves.published.lessons)
    return Evidence(shelves.subject, sort_by_path(shelves.said), there, shelves.items, shelves.translations)


def _list_unreadable(library: Library) -> set[str]:
    return set(library.unreadable) - {lesson.id for lesson in library.lessons}


def _need(lesson: Lesson, day: str = "", note: str = "") -> Need:
    return Need(lesson.id, lesson.language, lesson.path, lesson.metadata.title, day, note)


def _find_due(shelves: _Shelves, within: int) -> Iterator[Topic]:
    """Part the lessons whose day has passed from those whose day is near."""
    until = (date.fromisoformat(shelves.day) + timedelta(days=within)).isoformat()
    dated = [lesson for lesson in shelves.library.lessons if is_day(lesson.metadata.review_by)]
    due = sorted((lesson.metadata.review_by, lesson.id, lesson.language, _need(lesson)) for lesson in dated)
    passed = tuple(_date(need, day) for day, _, _, need in due if day < shelves.day)
    near = tuple(_date(need, day) for day, _, _, need in due if shelves.day <= day <= until)
    advice = (
        "Go through each one: links, tools, names, dates. Then write the next day into review_by, or withdraw it."
    )
    yield Topic("overdue", "Somebody should have looked again", advice, passed)
    yield Topic("due", f"To be looked at in the next {within} days", "Put a day for it into the calendar.", near)


def _date(need: Need, day: str) -> Need:
    return Need(need.id, need.language, need.path, need.title, day)


def _find_unreviewed(shelves: _Shelves) -> Topic:
    needs = tuple(_need(lesson) for lesson in shelves.library.lessons if not lesson.metadata.reviewed)
    advice = "Whoever has looked at a lesson writes: reviewed: [{role: youth librarian, date: ...}]"
    return Topic("unreviewed", "Never reviewed by a person", advice, needs)


def _find_translations(shelves: _Shelves) -> Iterator[Topic]:
    stale, unknown = [], []
    for translation in shelves.translations.values():
        behind = len(translation.freshness.behind)
        if not translation.freshness.known:
            unknown.append(_need(translation.lesson))
        elif behind:
            sections = "1 section differs" if behind == 1 else f"{behind} sections differ"
            stale.append(_need(translation.lesson, note=f"{sections} from the original"))
    advice = "courseforge check names the sections, and gives the line to write when they are translated."
    yield Topic("stale", "Translations behind their originals", advice, tuple(stale))
    advice = "courseforge check gives the line translation_of that says what a translation was made from."
    yield Topic("unmarked", "Translations of which nobody knows whether they match", advice, tuple(unknown))


def _find_dead_links(shelves: _Shelves) -> tuple[str, Topic]:
    """Return the day of the last answer of another site, and the links that led nowhere then."""
    files = {lesson.path: lesson for lesson in shelves.library.lessons}
    needs: list[Need] = []
    last = 0.0
    for address, visit, places in recall_external(shelves.subject, shelves.root / BUILD_FOLDER / "links.json"):
        last = max(last, visit.at)
        for place in places if visit.is_gone else ():
            lesson = files.get(place.path)
            needs.append(
                _need(lesson, _day(visit.at), address)
                if lesson
                else Need(place.path, "", place.path, "", _day(visit.at), address)
            )
    advice = "Look for where each page has moved, or take the link out. The day is that of the last answer."
    return _day(last) if last else "", Topic("dead", "Links that lead nowhere", advice, tuple(needs))


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _find_withheld(shelves: _Shelves) -> Topic:
    there = {(lesson.id, lesson.language) for lesson in shelves.published.lessons}
    needs = [
        _need(lesson, note=_tell_why(lesson.path, shelves.said))
        for lesson in shelves.library.lessons
        if (lesson.id, lesson.language) not in there
    ]
    needs += [Need(id, "", note="its file cannot be read") for id in sorted(_list_unreadable(shelves.library))]
    advice = "Readers do not get these until the errors are mended: courseforge check"
    return Topic("withheld", "Not published because of an error", advice, tuple(needs))


def _tell_why(path: str, said: Iterable[Diagnostic]) -> str:
    own = [found for found in said if found.location.path == path]
    errors = [found for found in hide_private(own) if found.severity is Severity.ERROR]
    return errors[0].message if errors else "something that it needs has an error"


def _find_uncataloged(shelves: _Shelves) -> Topic:
    courses = (_need_of(course) for course in shelves.library.courses if not course.metadata.catalog.reviewed.role)
    lessons = (_need(one) for one in shelves.library.lessons if not one.metadata.catalog.reviewed.role)
    advice = "Whoever has looked at one writes: catalog: {reviewed: {role: cataloger, date: ...}}"
    return Topic("uncataloged", "Records that no cataloger has looked at", advice, (*courses, *lessons))


def _need_of(course: Course) -> Need:
    return Need(course.id, course.language, course.metadata_path, course.metadata.title)


def _find_withdrawn(shelves: _Shelves) -> Topic:
    """Name what was taken back: it is no task, and staff at the desk are asked about it."""
    gone = [item for item in shelves.items if shelves.library.find_withdrawal(item.id) is not None]
    needs = [
        Need(item.id, item.language, day=item.withdrawn, note="" if item.withdrawn else "from the next build on")
        for item in sorted(gone, key=lambda item: (item.withdrawn or "9", item.id), reverse=True)
    ]
    advice = "The page at each old address says so. Take an id out of withdrawn.yml to publish it again."
    return Topic("withdrawn", "Taken back", advice, tuple(needs))


def _find_year(shelves: _Shelves, year: str) -> Year:
    records = make_records(shelves.published, shelves.settings, shelves.items)
    years = {found.year: found for found in count_holdings(records, shelves.items).years}
    return years.get(year, Year(year))
