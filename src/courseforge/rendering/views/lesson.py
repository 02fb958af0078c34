"""What a lesson's page says around its body."""

from dataclasses import dataclass
from functools import partial

from courseforge.model import Course, Lesson, LessonMetadata, Record
from courseforge.records.addresses import page_path, relative_url
from courseforge.rendering.drawings import Motif
from courseforge.rendering.interface import Interface, own_name
from courseforge.rendering.views.citation import CitationView, make_citation
from courseforge.rendering.views.companions import CompanionView, make_companions
from courseforge.rendering.views.demands import demand_rows, reading_rows
from courseforge.rendering.views.doors import interest_facts, lender_facts, skill_facts
from courseforge.rendering.views.facts import (
    ages_text,
    author_facts,
    credit_rows,
    date_fact,
    language_facts,
    level_name,
    list_fact,
    make_row,
    setting_name,
)
from courseforge.rendering.views.freshness import FreshnessView, freshness_rows, link_facing, make_freshness_view
from courseforge.rendering.views.page import Fact, Row, SiteView
from courseforge.rendering.views.people import link_people
from courseforge.rendering.views.remixes import link_remixes, name_original
from courseforge.rendering.views.showcase import made_with
from courseforge.rendering.views.sources import Sources
from courseforge.rendering.views.works import WorkView, make_works


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson, but for its body.

    Attributes:
        place: where it stands in its course.
        cover: the course's color, 1 to 6.
        motif: the course's drawing.
        label: groups of rows, the most asked first; no group is empty.
        download: the notebook to take home.
        package: the same with the files that it needs; empty where it needs none.
        download_size, package_size: in words.
        left_out: how much its files are, in words, where they are too large to come along.
        made: what learners made with it.
        remixes: lessons of this library that were made from it.
        freshness: of a translation.
        works: what the lesson shows and others made.
        companions: works on the library's shelves that go with it.
        citation: how to name it as a source.
    """

    place: str
    cover: int
    motif: Motif
    title: str
    description: str
    byline: str
    objectives: tuple[str, ...]
    label: tuple[tuple[Row, ...], ...]
    product: str
    opportunity: str
    credits: tuple[Row, ...]
    course: Fact
    download: str = ""
    download_size: str = ""
    package: str = ""
    package_size: str = ""
    left_out: str = ""
    made: tuple[Fact, ...] = ()
    remixes: tuple[Fact, ...] = ()
    freshness: FreshnessView | None = None
    works: tuple[WorkView, ...] = ()
    companions: tuple[CompanionView, ...] = ()
    citation: CitationView | None = None


def make_lesson_view(course: Course, position: int, path: str, site: SiteView, sources: Sources) -> LessonView:
    """Make the view of the lesson at a position of its course (``editions_of``) for the page at ``path``."""
    lesson = sources.editions_of(course)[position]
    metadata, ui = lesson.metadata, Interface(lesson.language)
    record, vocabulary = sources.records[lesson.id, lesson.language], sources.library.vocabulary
    authors = metadata.authors or course.metadata.authors
    names = [fact.text for fact in author_facts(authors, vocabulary)]
    name_people = partial(link_people, path=path, sources=sources, ui=ui)
    takeaway = sources.takeaways.get((lesson.id, lesson.language))
    notebook, package = (takeaway.notebook, takeaway.package) if takeaway else (None, None)
    translation = sources.translations.get((lesson.id, lesson.language))
    course_path = page_path("course", course.id, course.language, sources.default_language)
    return LessonView(
        place=_place(course, position, sources, ui),
        cover=sources.covers[course.id],
        motif=sources.motifs[course.id],
        title=metadata.title,
        description=metadata.description,
        byline=ui.text("By {names}", names=ui.join(names)) if names else "",
        objectives=metadata.objectives,
        label=_label(lesson, record, path, sources, ui),
        product=metadata.product,
        opportunity=metadata.opportunity,
        credits=(
            *credit_rows(authors, metadata.people.list_roles(), record, name_people, ui),
            *make_row(ui.text("Based on"), name_original(record, path, sources, ui)),
            *make_row(ui.text("Review due"), [date_fact(metadata.review_by, ui)]),
        ),
        course=Fact(course.metadata.title, relative_url(course_path, path)),
        download=relative_url(notebook.path, path) if notebook else "",
        download_size=ui.size(notebook.size) if notebook else "",
        package=relative_url(package.path, path) if package else "",
        package_size=ui.size(package.size) if package else "",
        left_out=ui.size(takeaway.left_out) if takeaway and takeaway.left_out else "",
        made=made_with(lesson.id, path, site, sources),
        remixes=link_remixes(record, path, sources, ui),
        freshness=make_freshness_view(translation, path, sources, ui) if translation else None,
        works=make_works(course, lesson.cells, ui),
        companions=make_companions(record.resources, sources.settings.courseforge.catalog.shelves, ui),
        citation=make_citation(record, path, sources, ui),
    )


def _place(course: Course, position: int, sources: Sources, ui: Interface) -> str:
    return ui.text(
        "{course}, lesson {number} of {total}",
        course=course.metadata.title,
        number=position + 1,
        total=len(sources.editions_of(course)),
    )


def _label(lesson: Lesson, record: Record, path: str, sources: Sources, ui: Interface) -> tuple[tuple[Row, ...], ...]:
    """Answer in the order people ask: can I, what do I need, where, and is it current."""
    metadata, minutes = lesson.metadata, lesson.metadata.minutes
    groups = (
        (
            *make_row(ui.text("Time"), [Fact(ui.duration(minutes) if minutes else "")], "lead"),
            *make_row(ui.text("Level"), [Fact(level_name(metadata.level, ui) if metadata.level else "")]),
            *make_row(ui.text("Ages"), [Fact(ages_text(metadata.ages))]),
            *reading_rows(sources.levels.get((lesson.id, lesson.language)), ui),
        ),
        (*_equipment_rows(metadata, record, path, sources, ui), *demand_rows(lesson, ui)),
        (
            *make_row(ui.text("You practice"), skill_facts(metadata.teaches, path, sources, ui), "wide"),
            *make_row(ui.text("It helps to know"), skill_facts(metadata.needs, path, sources, ui), "wide"),
            *make_row(ui.text("Interests"), interest_facts(record.interest_ids, path, sources, ui), "wide"),
        ),
        (
            *make_row(ui.text("Where"), list_fact([setting_name(s, ui) for s in metadata.settings]), "wide"),
            *_language_rows(record, path, sources, ui),
            *make_row(ui.text("Code"), [Fact(_say_tested(lesson, sources, ui))], "wide"),
            *make_row(ui.text("Last changed"), [date_fact(record.last, ui, "medium")]),
        ),
    )
    return tuple(group for group in groups if group)


def _say_tested(lesson: Lesson, sources: Sources, ui: Interface) -> str:
    tested = (lesson.id, lesson.language) in sources.tested
    return ui.text("Tested: it gives what this page shows") if tested else ""


def _language_rows(record: Record, path: str, sources: Sources, ui: Interface) -> tuple[Row, ...]:
    """Lead to the other languages, and say how much of a translation can be relied on."""
    translation = sources.translations.get((record.id, record.language))
    here = (translation,) if translation else sources.translations_of(record.id)
    return (
        *make_row(ui.text("Languages"), language_facts(record, lesson_hrefs(record, path, sources))),
        *freshness_rows(translation, ui),
        *make_row(ui.text("Bilingual"), [link_facing(one, path, sources, ui) for one in here], "wide"),
        *make_row(ui.text("The course in"), _course_facts(record, path, sources), "wide"),
    )


def _course_facts(record: Record, path: str, sources: Sources) -> tuple[Fact, ...]:
    """Lead back to the course in languages that this lesson is not translated into."""
    tags = [tag for tag in sources.languages_of(record.course_id) if tag not in sources.languages_of(record.id)]
    paths = [(tag, page_path("course", record.course_id, tag, sources.default_language)) for tag in tags]
    return tuple(Fact(own_name(tag), relative_url(target, path), language=tag) for tag, target in paths)


def _equipment_rows(
    metadata: LessonMetadata, record: Record, path: str, sources: Sources, ui: Interface
) -> tuple[Row, ...]:
    lenders = lender_facts(metadata.equipment, path, sources, ui)
    return (
        *make_row(ui.text("What you need"), list_fact(record.equipment), "wide"),
        *make_row(ui.text("Borrow it"), lenders, "wide"),
        *make_row(ui.text("No kit?"), [Fact(metadata.without_equipment)], "wide"),
    )


def lesson_hrefs(record: Record, path: str, sources: Sources) -> list[tuple[str, str]]:
    """List the languages of a lesson with the links from the page at ``path``."""
    paths = {
        tag: page_path("lesson", record.id, tag, sources.default_language) for tag in sources.languages_of(record.id)
    }
    return [(tag, relative_url(target, path)) for tag, target in paths.items()]
