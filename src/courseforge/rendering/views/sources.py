"""What views are made from, looked up by id and language."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from courseforge.config import Settings
from courseforge.model import Course, Lesson, Library, PublishedItem, Record
from courseforge.records.holdings import Holdings, count_holdings
from courseforge.rendering.choosing.questions import Questions, find_questions
from courseforge.rendering.drawings import Drawings, Motif
from courseforge.rendering.drawings.invented import invent_motif
from courseforge.rendering.holdings import Holding, list_holdings, list_used
from courseforge.rendering.stylesheet import StaticNames
from courseforge.rendering.translations import Translation, find_originals, list_editions, list_translations

ItemKey = tuple[str, str]  # id, language


@dataclass(frozen=True, slots=True)
class Download:
    """A file that readers may take home.

    Attributes:
        path: below the site's root.
        size: in bytes.
    """

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Takeaway:
    """What readers may take home of a lesson.

    Attributes:
        package: the notebook with the files it needs; None where it needs none, or they are too large.
        left_out: bytes of the files that it needs, where they are too large.
    """

    notebook: Download
    package: Download | None = None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What there is to see and hear of a work of the showcase; paths are below the site's root.

    Attributes:
        size: of the picture, in pixels.
        copies: lighter ones of the picture, by their width.
    """

    picture: str = ""
    size: tuple[int, int] = (0, 0)
    copies: tuple[tuple[int, str], ...] = ()
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The library with its records, ready for looking things up.

    Attributes:
        languages: the default language, then every other one that has a course, in the order of the settings.
        covers: for each course id one of the six cover colors.
        holdings: every lesson once, in the library's order.
        interests: keys that a lesson or a course names, in the order of interests.yml.
        skills: keys that a lesson teaches or needs, in the order of skills.yml.
        branches: keys of branches.yml.
        teachers: for each skill the lessons that teach it.
        learners: for each skill the lessons that need it.
        questions: what to ask readers who want to choose one.
        levels: how hard each lesson is to read (``checks.readability.rate_lesson``).
        tested: the lessons whose code has given what their pages show.
        takeaways: what there is to take home, by lesson.
        exhibits: what there is to see and hear, by work of the showcase.
        originals: each course in its own language, by id.
        editions: the lessons of each course, those that have no translation in the original.
        translations: every lesson that is one, with its original.
        drawings: the library's own.
        motifs: for each course id the drawing at the head of its pages.
        remixes: for the id and the address of each lesson, the ids of those that name it as their original.
        items: what was published so far, and what was taken back.
        figures: the library in numbers.
    """

    library: Library
    settings: Settings
    static: StaticNames
    records: Mapping[ItemKey, Record]
    languages: tuple[str, ...]
    covers: Mapping[str, int]
    holdings: tuple[Holding, ...]
    interests: tuple[str, ...]
    skills: tuple[str, ...]
    branches: tuple[str, ...]
    teachers: Mapping[str, tuple[Holding, ...]]
    learners: Mapping[str, tuple[Holding, ...]]
    questions: Questions
    originals: Mapping[str, Course]
    editions: Mapping[ItemKey, tuple[Lesson, ...]]
    translations: Mapping[ItemKey, Translation]
    levels: Mapping[ItemKey, float]
    tested: frozenset[ItemKey] = frozenset()
    takeaways: Mapping[ItemKey, Takeaway] = field(default_factory=dict)
    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    drawings: Drawings = field(default_factory=Drawings)
    motifs: Mapping[str, Motif] = field(default_factory=dict)
    remixes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    items: tuple[PublishedItem, ...] = ()
    figures: Holdings = field(default_factory=Holdings)

    @property
    def default_language(self) -> str:
        """The language whose pages carry no prefix."""
        return self.settings.language

    def courses_in(self, language: str) -> tuple[Course, ...]:
        """Return the courses in one language, in the library's order."""
        return tuple(course for course in self.library.courses if course.language == language)

    def courses_elsewhere(self, language: str) -> tuple[Course, ...]:
        """Return the courses that exist in other languages only, each in its own."""
        here, found = {course.id for course in self.courses_in(language)}, dict[str, Course]()
        for course in self.library.courses:
            if course.id not in here:
                found.setdefault(course.id, self.originals.get(course.id, course))
        return tuple(found.values())

    def editions_of(self, course: Course) -> tuple[Lesson, ...]:
        """Return the lessons of a course as readers of its language find them."""
        return self.editions[course.id, course.language]

    def translations_of(self, item_id: str) -> tuple[Translation, ...]:
        """Return every translation of a lesson."""
        found = (self.translations.get((item_id, tag)) for tag in self.languages_of(item_id))
        return tuple(translation for translation in found if translation is not None)

    def languages_of(self, item_id: str) -> tuple[str, ...]:
        """Return the languages in which a course or lesson exists."""
        return tuple(tag for tag in self.languages if (item_id, tag) in self.records)


def gather_sources(
    library: Library,
    settings: Settings,
    records: Iterable[Record],
    static: StaticNames,
    *,
    tested: frozenset[ItemKey],
    takeaways: Mapping[ItemKey, Takeaway],
    exhibits: Mapping[str, Exhibit],
    drawings: Drawings,
    items: tuple[PublishedItem, ...],
    levels: Mapping[ItemKey, float],
) -> Sources:
    """Index everything once."""
    records = tuple(records)
    holdings, known = list_holdings(library), library.vocabulary
    originals = find_originals(library)
    interests = (*(holding.interests for holding in holdings), *(c.metadata.interests for c in library.courses))
    skills = (skills for holding in holdings for skills in (holding.teaches, holding.needs))
    return Sources(
        library=library,
        settings=settings,
        static=static,
        records={(record.id, record.language): record for record in records},
        languages=_list_languages(library, settings),
        covers=_choose_covers(library),
        holdings=holdings,
        interests=list_used(interests, known.interests),
        skills=list_used(skills, known.skills),
        branches=tuple(known.branches) if holdings else (),
        teachers=_group((skill, holding) for holding in holdings for skill in holding.teaches),
        learners=_group((skill, holding) for holding in holdings for skill in holding.needs),
        questions=find_questions(holdings, known),
        originals=originals,
        editions={(c.id, c.language): list_editions(c, originals) for c in library.courses},
        translations=list_translations(library, settings),
        levels=levels,
        tested=tested,
        takeaways=takeaways,
        exhibits=exhibits,
        drawings=drawings,
        motifs={c.id: drawings.motifs.get(c.id) or invent_motif(c.id) for c in library.courses},
        remixes=_list_remixes(records),
        items=items,
        figures=count_holdings(records, items),
    )


def _list_languages(library: Library, settings: Settings) -> tuple[str, ...]:
    used = {course.language for course in library.courses} - {settings.language}
    stated = [tag for tag in settings.courseforge.languages if tag in used]
    return (settings.language, *stated, *sorted(used - set(stated)))


def _list_remixes(records: Iterable[Record]) -> dict[str, tuple[str, ...]]:
    """Group lessons by what they say they were made from: a lesson's id, or an address."""
    found: dict[str, list[str]] = {}
    for record in records:
        if record.kind == "lesson":
            for name in filter(None, (record.based_on.lesson, record.based_on.source)):
                found.setdefault(name, []).append(record.id)
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}


def _group(pairs: Iterable[tuple[str, Holding]]) -> dict[str, tuple[Holding, ...]]:
    groups: dict[str, list[Holding]] = {}
    for key, holding in pairs:
        groups.setdefault(key, []).append(holding)
    return {key: tuple(found) for key, found in groups.items()}


def _choose_covers(library: Library) -> dict[str, int]:
    """Take the cover a course names, in any of its languages, else one that its id decides.

    A new course on the shelf must not give the others new colors. The sixth cover, the bright one, is never dealt.
    """
    dealt = {c.id: int(hashlib.sha256(c.id.encode()).hexdigest(), 16) % 5 + 1 for c in library.courses}
    named = {c.id: c.metadata.cover for c in reversed(library.courses) if c.metadata.cover}
    return dealt | {course_id: cover for course_id, cover in named.items() if 1 <= cover <= 6}
