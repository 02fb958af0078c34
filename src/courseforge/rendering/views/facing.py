"""What the page with a lesson in two languages says around the two bodies, which come from the lesson's own pages."""

from dataclasses import dataclass

from courseforge.checks.freshness import Freshness, State
from courseforge.model import Lesson
from courseforge.records.addresses import page_path, relative_url
from courseforge.rendering.interface import Interface, capitalize, own_name
from courseforge.rendering.views.freshness import say_freshness, say_remarks
from courseforge.rendering.views.linked_data import add_list_data
from courseforge.rendering.views.links import make_crumbs, root_of
from courseforge.rendering.views.page import PageView, SiteView, View
from courseforge.rendering.views.sources import ItemKey, Sources


@dataclass(frozen=True, slots=True)
class SideView:
    """A lesson as one of two.

    Attributes:
        name: of its language, in that language.
        path: of its own page, below the site's root; ``href`` leads there.
        goals, gain: what stands before objectives and product, in the lesson's language.
        sections: headings of all sections of its file; that of the facts is empty.
    """

    language: str
    direction: str
    name: str
    path: str
    href: str
    title: str
    description: str
    objectives: tuple[str, ...]
    product: str
    goals: str
    gain: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacingView:
    """A translation beside its original.

    Attributes:
        cover: the course's color, 1 to 6.
        both: the two languages, in words.
        said: how fresh the translation is, in words.
        remarks: what to say beside a section, by what can be said of it.
    """

    cover: int
    both: str
    original: SideView
    translation: SideView
    freshness: Freshness
    said: str
    remarks: tuple[tuple[State, str], ...]


def make_facing_page(key: ItemKey, site: SiteView, sources: Sources) -> View:
    """Make the page of a translation in both languages; search engines are told of the lesson's own pages only."""
    translation, default = sources.translations[key], sources.default_language
    lesson, course = translation.lesson, sources.records[translation.lesson.course_id, key[1]]
    path = page_path("facing", lesson.id, lesson.language, default)
    lesson_path = page_path("lesson", lesson.id, lesson.language, default)
    course_path = page_path("course", lesson.course_id, lesson.language, default)
    view = _make_view(key, path, sources)
    crumbs = ((course.title, course_path), (lesson.metadata.title, lesson_path), (view.both, path))
    page = PageView(
        kind="facing",
        path=path,
        root=root_of(path),
        title=lesson.metadata.title,
        window_title=" | ".join((f"{lesson.metadata.title}: {view.both}", course.title, site.title)),
        description=lesson.metadata.description,
        language=lesson.language,
        crumbs=make_crumbs(path, site, *crumbs),
    )
    return View(site, add_list_data(page, site, view), view)


def _make_view(key: ItemKey, path: str, sources: Sources) -> FacingView:
    translation, ui = sources.translations[key], Interface(key[1])
    original, lesson = translation.original, translation.lesson
    names = [ui.language_name(one.language) for one in (original, lesson)]
    return FacingView(
        cover=sources.covers[lesson.course_id],
        both=capitalize(ui.text("{languages}, side by side", languages=ui.join(names))),
        original=_make_side(original, [s.title for s in translation.original_sections], path, sources),
        translation=_make_side(lesson, [s.title for s in translation.sections], path, sources),
        freshness=translation.freshness,
        said=say_freshness(translation.freshness, ui),
        remarks=tuple(say_remarks(ui).items()),
    )


def _make_side(lesson: Lesson, sections: list[str], path: str, sources: Sources) -> SideView:
    own = page_path("lesson", lesson.id, lesson.language, sources.default_language)
    metadata, ui = lesson.metadata, Interface(lesson.language)
    return SideView(
        language=lesson.language,
        direction=ui.direction,
        name=own_name(lesson.language),
        path=own,
        href=relative_url(own, path),
        title=metadata.title,
        description=metadata.description,
        objectives=metadata.objectives,
        product=metadata.product,
        goals=ui.text("By the end you can"),
        gain=ui.text("You take home:"),
        sections=tuple(sections),
    )
