"""The pages about people: who did what, under the names they chose, and at addresses that stay."""

from dataclasses import replace

import pytest
from lxml import html

from courseforge.model import Contributor, Course, CourseMetadata, Library, Original, Vocabulary, Work
from courseforge.model.people import NAME_TO_COME, People
from courseforge.rendering.pages import render_page
from courseforge.rendering.views import Views
from courseforge.rendering.views.people import address_person

from .shelf import make_lesson, make_site_views

KNOWN = Vocabulary(
    contributors={
        "dj-nova": Contributor("DJ Nova", "https://example.org/nova", {"en": "Beats.", "es": "Ritmos."}),
        "luz": Contributor("Luz"),
    }
)
ALL = People(
    editors=("luz",), reviewers=("luz",), testers=("Paper Moon", "luz"), mentors=("luz",), translators=("luz",)
)
LIBRARY = Library(
    courses=(
        Course("lab", "en", "courses/lab", CourseMetadata(title="Lab", authors=("luz",)), (
            make_lesson("lab/beat", title="Beat", authors=("dj-nova", "Paper Moon"), people=People(testers=("luz",))),
            make_lesson("lab/swing", title="Swing", authors=("dj-nova",), people=ALL),
            make_lesson("lab/shuffle", title="Shuffle", authors=("dj-nova",), based_on=Original(lesson="lab/swing")),
            make_lesson("lab/new", title="New", authors=(NAME_TO_COME,)),
        )),
        Course("lab", "es", "courses/lab", CourseMetadata(title="Laboratorio"), (
            make_lesson("lab/beat", "es", title="Ritmo", authors=("dj-nova",), people=People(translators=("luz",))),
        ), suffix=".es"),
    ),
    vocabulary=KNOWN,
    showcase={"loop": Work("A loop", "Paper Moon", "CC-BY-4.0", "LPL-1", lesson="lab/beat")},
)  # fmt: skip
VIEWS = make_site_views(library=LIBRARY)


def page(path: str, views: Views = VIEWS) -> html.HtmlElement:
    view = next(view for view in views.others if view.page.path == path)
    return html.document_fromstring(render_page(view.template, view.context()))


def deeds(tree: html.HtmlElement) -> dict[str, list[tuple[str, str]]]:
    return {
        section.findtext("h2"): [(link.text, link.get("href")) for link in section.iter("a")]
        for section in tree.xpath("//main//section")
    }


def list_people(views: Views) -> set[str]:
    return {view.page.path for view in views.others if view.page.kind == "contributor"}


def test_everybody_who_is_credited_has_a_page_in_each_language() -> None:
    moon = f"contributor-{address_person('Paper Moon', KNOWN)}.html"
    here = {"contributor-dj-nova.html", "contributor-luz.html", moon}
    assert list_people(VIEWS) == here | {f"es/{path}" for path in here}


def test_a_page_says_what_somebody_did_and_how() -> None:
    assert deeds(page("contributor-luz.html")) == {
        "Lessons and courses": [("Lab", "lab/index.html")],
        "Translations": [("Swing", "lab/swing.html"), ("Ritmo", "es/lab/beat.html")],
        "Editing": [("Swing", "lab/swing.html")],
        "Reviews": [("Swing", "lab/swing.html")],
        "Testing": [("Beat", "lab/beat.html"), ("Swing", "lab/swing.html")],
        "Mentoring": [("Swing", "lab/swing.html")],
    }
    nova = deeds(page("contributor-dj-nova.html"))
    assert nova["Remixes"] == [("Shuffle", "lab/shuffle.html")]
    assert [title for title, _ in nova["Lessons and courses"]] == ["Beat", "Swing"]
    moon = deeds(page(f"contributor-{address_person('Paper Moon', KNOWN)}.html"))
    assert moon["Made with a lesson"] == [("A loop", "showcase.html#cf-work-loop")]


def test_a_page_in_another_language_names_lessons_in_it_where_they_are() -> None:
    tree = page("es/contributor-dj-nova.html")
    assert deeds(tree)["Lecciones y cursos"] == [("Ritmo", "lab/beat.html"), ("Swing", "../lab/swing.html")]
    assert [link.get("lang") for link in tree.xpath("//main//section[1]//a")] == [None, "en"]
    assert "Ritmos." in tree.text_content()
    assert tree.xpath("//ul[@id='cf-prefs']//a[@hreflang='en']/@href") == ["../contributor-dj-nova.html"]


def test_a_person_leads_to_their_own_page_elsewhere() -> None:
    assert page("contributor-dj-nova.html").xpath("//main//a[@href='https://example.org/nova']")


def test_the_page_of_all_leads_to_each() -> None:
    tree = page("contributors.html")
    named = [(link.text, link.get("href")) for link in tree.xpath("//ul[@class='people']//h2/a")]
    assert [name for name, _ in named] == ["DJ Nova", "Luz", "Paper Moon"]
    assert {href for _, href in named} == {path for path in list_people(VIEWS) if "/" not in path}
    assert "Lessons and courses: 2 · Remixes: 1" in tree.text_content()


def test_names_on_lessons_and_courses_lead_there_in_their_language() -> None:
    def list_links(kind: str, key: tuple[str, str]) -> set[str]:
        content = getattr(VIEWS, kind)[key].content
        return {fact.href for row in content.credits for fact in row.values if "contributor-" in fact.href}

    assert list_links("lessons", ("lab/beat", "es")) == {"../contributor-dj-nova.html", "../contributor-luz.html"}
    assert list_links("courses", ("lab", "en")) == {"../contributor-luz.html", f"../{moon_path()}"}
    every = [*VIEWS.lessons.values(), *VIEWS.courses.values()]
    linked = {f.href for v in every for row in v.content.credits for f in row.values}  # type: ignore[attr-defined]
    assert {href.removeprefix("../") for href in linked if "contributor-" in href} <= list_people(VIEWS)


def moon_path() -> str:
    return f"contributor-{address_person('Paper Moon', KNOWN)}.html"


def test_somebody_without_a_chosen_name_has_no_page_and_no_link() -> None:
    credits = VIEWS.lessons["lab/new", "en"].content.credits  # type: ignore[attr-defined]
    assert [(fact.text, fact.href) for fact in credits[0].values] == [(NAME_TO_COME, "")]
    assert NAME_TO_COME not in page("contributors.html").text_content()


def test_another_name_keeps_the_address_of_a_key() -> None:
    known = replace(KNOWN, contributors={**KNOWN.contributors, "dj-nova": Contributor("Ember")})
    views = make_site_views(library=replace(LIBRARY, vocabulary=known))
    assert page("contributor-dj-nova.html", views).findtext(".//h1") == "Ember"


@pytest.mark.parametrize("name", ["../../x", "小明", "a" * 300, "CON", "<b>", "Zoë/../Q", ".", "\u202eevil"])
def test_whatever_a_name_is_its_address_is_a_plain_one(name: str) -> None:
    address = address_person(name, Vocabulary())
    assert set(address) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(address) < 64
    assert not address.startswith("-")


def test_names_that_look_alike_in_an_address_have_one_each() -> None:
    known = Vocabulary(contributors={"paper-moon": Contributor("Somebody")})
    names = ("paper-moon", "Paper Moon", "paper moon", "Paper-Moon", "Páper Moon")
    assert len({address_person(name, known) for name in names}) == len(names)


def test_a_hostile_name_stays_words() -> None:
    name = '<script>alert("x")</script>'
    lesson = make_lesson("lab/beat", title="Beat", authors=(name,))
    library = Library((Course("lab", "en", "courses/lab", CourseMetadata(title="Lab"), (lesson,)),))
    views = make_site_views(library=library)
    [view] = [view for view in views.others if view.page.kind == "contributor"]
    text = render_page(view.template, view.context())
    assert html.document_fromstring(text).findtext(".//h1") == name
    assert "<script>alert" not in text
