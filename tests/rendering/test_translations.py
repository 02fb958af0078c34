"""What readers see of translations: how fresh they are, and the original where one is missing."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from courseforge.checks import LibrarySubject
from courseforge.checks.sections import list_sections
from courseforge.config import Settings
from courseforge.model import Cell, CellKind, Course, CourseMetadata, Lesson, Library
from courseforge.rendering.body.finish import Body, finish_body
from courseforge.rendering.body.notes import Notes, SectionNote
from courseforge.rendering.body.place import Place
from courseforge.rendering.interface import Interface
from courseforge.rendering.pages import render_page
from courseforge.rendering.views import LessonView, View, Views
from courseforge.rendering.views.freshness import find_notes

from .shelf import VOCABULARY, make_lesson, make_site_views

ENGLISH = ("# Beat", "First words.", "## Listen", "Nod your head.", "## Sixteen boxes", "Color them with `x`.")
SPANISH = (
    "# Ritmo",
    "Primeras palabras.",
    "## Escucha",
    "Mueve la cabeza.",
    "## Dieciséis casillas",
    "Coloréalas con `x`.",
)


def write(lesson: Lesson, sources: tuple[str, ...], **facts: object) -> Lesson:
    cells = tuple(Cell(n, CellKind.MARKDOWN, source, f"c{n}") for n, source in enumerate(sources, start=1))
    return replace(lesson, cells=cells, metadata=replace(lesson.metadata, **facts))


def mark(lesson: Lesson) -> tuple[str, ...]:
    course = Course("sound", "en", "courses/sound", CourseMetadata("Sound"), (lesson,))
    [subject] = LibrarySubject(Library((course,)), Settings()).lessons
    return tuple(section.mark for section in list_sections(subject))


BEAT = write(make_lesson("sound/beat", title="Beat"), ENGLISH)
MARKS = mark(BEAT)


def publish(
    original: Lesson,
    *more: Lesson,
    spanish: tuple[str, ...] = SPANISH,
    marks: tuple[str, ...] = MARKS,
    language: str = "es",
) -> Views:
    ritmo = write(make_lesson("sound/beat", language, title="Ritmo"), spanish, translation_of=marks)
    library = Library(
        (
            Course("maps", "en", "courses/maps", CourseMetadata("Maps"), (make_lesson("maps/walk", title="Walk"),)),
            Course("sound", "en", "courses/sound", CourseMetadata("Sound"), (original, *more)),
            Course("sound", language, "courses/sound", CourseMetadata("Sonido"), (ritmo,), suffix=f".{language}"),
        ),
        VOCABULARY,
    )
    return make_site_views(library=library)


def label(view: View) -> dict[str, list[tuple[str, str]]]:
    assert isinstance(view.content, LessonView)
    rows = (row for group in view.content.label for row in group)
    return {row.term: [(fact.text, fact.href) for fact in row.values] for row in rows}


def spanish(views: Views) -> View:
    return views.lessons["sound/beat", "es"]


def test_a_fresh_translation_says_so_quietly() -> None:
    view = spanish(publish(BEAT))
    assert label(view)["Traducción"] == [("Coincide con el original", "")]
    assert find_notes(view.context()).notes == ()


def test_without_marks_no_freshness_is_claimed() -> None:
    view = spanish(publish(BEAT, marks=()))
    assert label(view)["Traducción"] == [("Nadie ha dicho todavía si coincide con el original", "")]
    assert find_notes(view.context()).notes == ()


def test_an_original_says_nothing_of_freshness() -> None:
    views = publish(BEAT)
    assert "Translation" not in label(views.lessons["sound/beat", "en"])
    assert find_notes(views.lessons["sound/beat", "en"].context()).notes == ()


def test_both_pages_lead_to_the_one_with_both_languages() -> None:
    views = publish(BEAT)
    assert label(views.lessons["sound/beat", "en"])["Bilingual"] == [
        ("Read English and Spanish side by side", "../es/sound/beat.facing.html")
    ]
    assert label(spanish(views))["Bilingüe"] == [("Léela en inglés y español, lado a lado", "beat.facing.html")]


def test_a_section_that_changed_has_a_note_with_a_link_to_its_original() -> None:
    changed = write(BEAT, (*ENGLISH[:-1], "Color them with `x`, then clap."))
    view = spanish(publish(changed))
    assert label(view)["Traducción"] == [("Por detrás del original en algunas partes", "")]
    [note] = find_notes(view.context()).notes
    assert note.words == "El original de esta sección ha cambiado desde que se tradujo."
    assert (note.link, note.href, note.language) == ("Léela en inglés", "../../sound/beat.html#sixteen-boxes", "en")


def test_a_section_that_is_new_in_the_original_has_a_place() -> None:
    longer = write(BEAT, (*ENGLISH[:4], "## Hear it", "Press play.", *ENGLISH[4:]))
    [note] = find_notes(spanish(publish(longer)).context()).notes
    assert (note.heading, note.href) == ("Hear it", "../../sound/beat.html#hear-it")
    assert find_notes(spanish(publish(longer)).context()).titles[note.place] == "Escucha"


def test_what_only_facilitators_read_is_not_announced() -> None:
    secret = Cell(9, CellKind.MARKDOWN, "## For whoever leads\n\nThe answer is 8.", "c9", tags=("facilitator",))
    view = spanish(publish(replace(BEAT, cells=(*BEAT.cells, secret))))
    assert find_notes(view.context()).notes == ()
    assert label(view)["Traducción"] == [("Coincide con el original", "")]


SECTIONS = (
    '<section id="ritmo"><h1>Ritmo</h1><p>Primeras palabras.</p>'
    '<section id="escucha"><span id="oye"></span><h2>Escucha</h2><p>x</p></section>'
    '<section id="casillas"><h2>Dieciséis <em>casillas</em></h2><p>y</p></section></section>'
)
TITLES = ("", "Ritmo", "Escucha", "Dieciséis casillas")
BEHIND = "El original ha cambiado."


def finish(folder: Path, *notes: SectionNote) -> Body:
    return finish_body(SECTIONS, Place(folder, folder), Interface("es"), notes=Notes(TITLES, notes, "El principio"))


def tree(body: Body) -> HtmlElement:
    return html.fragment_fromstring(body.html, create_parent="div")


def test_a_note_stands_at_its_heading(tmp_path: Path) -> None:
    body = finish(tmp_path, SectionNote(3, BEHIND, "Léela en inglés", "../../a.html#boxes", "en"))
    [note] = tree(body).find_class("behind")
    assert note.getprevious().text_content() == "Dieciséis casillas"
    assert (note.find("a").get("href"), note.find("a").get("hreflang")) == ("../../a.html#boxes", "en")
    assert note.text_content() == f"{BEHIND} Léela en inglés"
    assert [(part.anchor, part.name) for part in body.behind] == [("casillas", "Dieciséis casillas")]


def test_a_missing_section_stands_where_it_belongs_and_takes_no_number(tmp_path: Path) -> None:
    body = finish(
        tmp_path,
        SectionNote(2, "No está.", "Léela en inglés", "../../a.html#hear", "en", heading="Hear it"),
        SectionNote(2, "No está.", "Léela en inglés", "../../a.html#more", "en", heading="More"),
    )
    headings = tree(body).xpath("//h2")
    assert [h.text_content() for h in headings] == ["Escucha", "Hear it", "More", "Dieciséis casillas"]
    assert headings[1].get("lang") == "en"
    assert [h.getparent().get("class") for h in headings] == ["part", "missing", "missing", "part"]
    assert [(part.anchor, part.language) for part in body.behind] == [("missing-1", "en"), ("missing-2", "en")]
    assert body.sections == (("escucha", "Escucha"), ("casillas", "Dieciséis casillas"))


def test_what_stands_before_the_first_section_has_one_note(tmp_path: Path) -> None:
    body = finish(tmp_path, SectionNote(0, BEHIND), SectionNote(1, BEHIND))
    [note] = tree(body).find_class("behind")
    assert note.getparent().get("class") == "intro"
    assert [(part.anchor, part.name) for part in body.behind] == [("", "El principio")]


def test_readers_are_told_before_they_begin(tmp_path: Path) -> None:
    changed = write(BEAT, (*ENGLISH[:-1], "Color them with `x`, then clap."))
    view = spanish(publish(changed))
    body = finish_body(SECTIONS, Place(tmp_path, tmp_path), Interface("es"), notes=find_notes(view.context()))
    given = {"body": body.html, "toc": body.sections, "behind": body.behind}
    page = html.document_fromstring(render_page(view.template, view.context() | given))
    [notice] = page.xpath("//main/aside[@class='notice']")
    assert notice.getnext().tag == "article"
    assert notice.xpath("string(.//strong)") == "1 sección de esta traducción va por detrás del original."
    assert notice.xpath(".//a/@href") == ["#casillas", "beat.facing.html"]
    fresh = spanish(publish(BEAT))
    assert 'class="notice"' not in render_page(fresh.template, fresh.context() | given | {"behind": ()})


SWING = make_lesson("sound/swing", title="Swing", duration="40 min")


def page_of(view: View) -> HtmlElement:
    return html.document_fromstring(render_page(view.template, view.context() | {"body": ""}))


def test_a_course_lists_what_is_not_translated_in_its_original() -> None:
    page = page_of(publish(BEAT, SWING).courses["sound", "es"])
    [beat, swing] = page.xpath("//ol[@class='steps']/li//h3/a")
    assert (beat.text, beat.get("href"), beat.get("lang")) == ("Ritmo", "beat.html", None)
    assert (swing.text, swing.get("href")) == ("Swing", "../../sound/swing.html")
    assert (swing.get("lang"), swing.get("hreflang")) == ("en", "en")
    assert "En inglés · 40 min" in page.find(".//main").text_content()
    assert "1 lección todavía no está traducida." in page.find(".//main").text_content()
    assert "Un curso de 2 lecciones" in page.find(".//main").text_content()


def test_the_way_through_a_course_leads_through_what_is_not_translated() -> None:
    views = publish(BEAT, SWING)
    ritmo = page_of(spanish(views))
    [after] = ritmo.xpath("//nav[@class='pager']/a[@rel='next']")
    assert (after.get("href"), after.get("hreflang")) == ("../../sound/swing.html", "en")
    assert after.findtext("small") == "Lección siguiente · En inglés"
    assert (after.find("span").get("lang"), after.findtext("span")) == ("en", "Swing")
    assert "lección 1 de 2" in ritmo.find(".//main").text_content()


def test_a_lesson_that_is_not_translated_offers_the_course_and_nothing_else() -> None:
    swing = publish(BEAT, SWING).lessons["sound/swing", "en"]
    assert swing.page.alternates == ()
    assert label(swing)["The course in"] == [("Español", "../es/sound/index.html")]
    assert "The course in" not in label(publish(BEAT).lessons["sound/beat", "en"])


def test_home_has_a_pile_of_what_is_in_other_languages_only() -> None:
    views = publish(BEAT, SWING)
    home = page_of(next(v for v in views.others if v.page.path == "es/index.html"))
    [own, other] = home.find_class("pile")
    assert own.xpath("string(.//span[@class='name'])") == "Sonido"
    assert own.xpath("string(.//span[@class='tongues'])") == "1 de 2 en español"
    [maps] = other.findall(".//a")
    assert (maps.get("href"), maps.get("hreflang")) == ("../maps/index.html", "en")
    assert maps.xpath("string(.//span[@class='name'])") == "Maps"
    assert maps.xpath(".//span[@class='name']/@lang") == ["en"]
    assert maps.xpath("string(.//span[@class='tongues'])") == "En inglés"
    assert "1 curso, 2 lecciones." in home.find(".//main").text_content()
    english = page_of(next(v for v in views.others if v.page.path == "index.html"))
    assert len(english.find_class("pile")) == 1


@pytest.mark.parametrize("withheld", ["original", "course"])
def test_a_translation_whose_original_is_not_published_claims_nothing(withheld: str) -> None:
    ritmo = write(make_lesson("sound/beat", "es", title="Ritmo"), SPANISH, translation_of=MARKS)
    courses = [Course("sound", "es", "courses/sound", CourseMetadata("Sonido"), (ritmo,), suffix=".es")]
    if withheld == "original":
        courses.insert(0, Course("sound", "en", "courses/sound", CourseMetadata("Sound"), (SWING,)))
    views = make_site_views(library=Library(tuple(courses), VOCABULARY))
    assert views.facing == {}
    assert not {"Traducción", "Bilingüe"} & label(spanish(views)).keys()
