"""A reader looks for something: from a server and from a stick, in both languages, with typing errors, with keys alone."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from courseforge.config import Settings
from courseforge.model import Library, Record
from courseforge.rendering.assembly import make_file
from courseforge.rendering.pages import render_page
from courseforge.rendering.search import make_search_files
from courseforge.rendering.stylesheet import STATIC_FOLDER, make_static_files, name_static_files
from courseforge.rendering.views import make_views

from .conftest import PHONE, OpenContext
from .published import PublishedSite
from .test_accessibility import findings
from .test_keyboard import press_on
from .watching import Watch

pytestmark = pytest.mark.slow

QUESTIONS = [
    ("search.html", "drum loop", "Make your first beat"),
    ("search.html", "DRUMS", "Make your first beat"),  # another ending
    ("search.html", "snaer", "Make your first beat"),  # two letters swapped
    ("search.html", "xtempo", "Make your first beat"),  # wrong from the first letter on
    ("search.html", "rythm", "Make your first beat"),  # a letter left out
    ("search.html", "sixt", "Make your first beat"),  # the beginning of a word
    ("es/search.html", "bateria", "Haz tu primer ritmo"),  # an accent left out
    ("es/search.html", "vatería", "Haz tu primer ritmo"),  # as it sounds
    ("es/search.html", "cancíon", "Arma una canción"),  # the accent on another letter
    ("es/search.html", "tamvor", "Haz tu primer ritmo"),
]


SCRIPTS = "Canción ÑANDÚ Straße naïve ﬁre x² İstanbul ΣΊΣΥΦΟΣ привет Йод 한국어 入門です ภาษาไทย हिन्दी שלום مُحَمَّد ﷺ cancio\u0301n".split()


def ask(page: Page, question: str) -> None:
    page.locator("header.top, main").get_by_role("searchbox").last.fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).not_to_be_empty()


@pytest.mark.parametrize("place", ["server", "stick"])
def test_typing_errors_and_accents_do_not_matter(open_context: OpenContext, site: PublishedSite, place: str) -> None:
    home = site.address if place == "server" else site.folder.as_uri() + "/"
    page = open_context(home=home).new_page()
    for path, question, wanted in QUESTIONS:
        page.goto(home + path)
        ask(page, question)
        titles = page.locator("#cf-found li h2").all_inner_texts()
        assert wanted in titles[:3], f"{question}: {titles}"


def test_any_page_leads_to_an_answer_with_its_place(page: Page, site: PublishedSite, watches: list[Watch]) -> None:
    page.goto(site.url("contributors.html"))
    page.get_by_role("search").get_by_role("searchbox", name="Search all lessons").fill("snare")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("Results:")
    assert page.url == site.url("search.html") + "?q=snare"
    assert page.title().startswith("“snare” | Search")
    first = page.get_by_role("region", name="Results").get_by_role("listitem").first
    expect(first.get_by_role("heading", level=2)).to_have_text("Make your first beat")
    expect(first).to_contain_text("Sound Lab · 45 min · Beginner")
    expect(first.locator("mark").first).to_have_text("snare")

    part = first.locator("p a")
    heading = part.inner_text()
    part.click()
    assert site.page_of(page.url) == "sound-lab/first-beat.html"
    expect(page.locator(f"[id='{page.url.partition('#')[2]}']")).to_have_text(heading)
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("Results:")
    assert watches[0].strangers == []


def test_a_first_question_is_light(page: Page, site: PublishedSite, watches: list[Watch]) -> None:
    page.goto(site.address + "search.html?q=rythm+loop")
    expect(page.get_by_role("status")).to_contain_text("Results:")
    page.wait_for_load_state("networkidle")
    files = {site.page_of(url) for url in watches[0].requests}
    assert sum(len(gzip.compress((site.folder / name).read_bytes(), 9)) for name in files) < 60_000


def test_a_reader_with_keys_alone_gets_to_a_lesson(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("index.html"))
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "search":
            break
    page.keyboard.type("first baet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Results:")
    press_on(page, lambda stop: site.page_of(str(stop["href"])) in site.lessons if stop["href"] else False)
    assert site.page_of(page.url) == "sound-lab/first-beat.html"


def test_the_other_language_is_offered(page: Page, site: PublishedSite) -> None:
    page.goto(site.address + "search.html?q=tambores")
    expect(page.get_by_role("status")).to_contain_text("Nothing found for “tambores”.")
    page.get_by_role("link", name="Results in Spanish: 3").click()
    assert page.url == site.url("es/search.html") + "?q=tambores"
    found = page.locator("#cf-found li h2")
    expect(found).to_have_count(3)
    assert sorted(found.all_inner_texts()) == ["Escribe una melodía", "Haz tu primer ritmo", "Laboratorio de sonido"]
    page.locator("#cf-prefs").get_by_role("link", name="English").click()
    assert page.url == site.url("search.html") + "?q=tambores"


@pytest.mark.parametrize(
    "question", ["<img src=x onerror=alert(1)>", "constructor __proto__", "%", "  ", "the of", "ñ"]
)
def test_odd_questions_get_a_calm_answer(page: Page, site: PublishedSite, question: str) -> None:
    page.goto(site.url("search.html"))
    page.locator("#cf-words").fill(question)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#cf-words")).to_have_value(question.strip())
    assert page.locator("main img, main script").count() == 0
    if question.strip():
        expect(page.get_by_role("status")).not_to_be_empty()


def test_without_script_the_page_says_where_lessons_are(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(site.url("es/sound-lab/first-beat.html"))
    page.get_by_role("searchbox").fill("ritmo")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator("main")).to_contain_text("Para buscar hace falta JavaScript")
    page.get_by_role("link", name="Ver todas las lecciones").click()
    assert site.page_of(page.url) == "es/lessons.html"


@pytest.mark.parametrize("path", ["search.html?q=python+lopp", "es/search.html?q=ritmo", "search.html?q=tambores"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_answers(open_context: OpenContext, site: PublishedSite, path: str, scheme: str) -> None:
    page = open_context(color_scheme=scheme, viewport=PHONE).new_page()
    page.goto(site.address + path)
    expect(page.get_by_role("status")).not_to_be_empty()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_browser_takes_words_apart_as_the_build_does(open_context: OpenContext, tmp_path: Path) -> None:
    pages = {f"a/{n}.html": f"<main><p>{word}</p></main>".encode() for n, word in enumerate(SCRIPTS)}
    records = [Record(f"a/{n}", "lesson", "en", "", f"Page {n}", "", "") for n in range(len(SCRIPTS))]
    write_site(tmp_path, pages, records)
    page = open_context(home="file://").new_page()
    for n, word in enumerate(SCRIPTS):
        page.goto((tmp_path / "search.html").as_uri())
        ask(page, word)
        assert page.get_by_role("status").inner_text().startswith("Results:"), word
        found = page.locator("#cf-found li").filter(has_text=f"Page {n}")
        expect(found.locator("h2")).to_have_count(1)
        marked = "".join(found.locator("mark").all_inner_texts())
        assert marked == word


def write_site(folder: Path, pages: dict[str, bytes], records: list[Record]) -> None:
    """Write a site of a few pages and the page for searching, without building anything."""
    settings, static = Settings(), make_static_files(Settings())
    files = [make_file(path, html) for path, html in pages.items()]
    files += make_search_files({file.path: file for file in files}, records, "en", folder / "_build")
    files += [make_file(f"{STATIC_FOLDER}/{name}", data) for name, data in static.items()]
    views = make_views(Library(), settings, [], name_static_files(static))
    view = next(view for view in views.others if view.page.kind == "search")
    files.append(make_file(view.page.path, render_page(view.template, view.context()).encode()))
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.read_bytes())
