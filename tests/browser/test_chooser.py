"""A reader chooses what to learn next: by pointer and by keys, with a script and without, in both languages."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, OpenContext
from .published import PublishedSite
from .test_accessibility import findings
from .watching import Watch

pytestmark = pytest.mark.slow

ANSWERS = "chooser.html?interest=music&kit=laptop&where=library"
MUSIC = ["Make your first beat", "Make it swing", "Write a melody", "Build a song"]


def offered(page: Page) -> list[str]:
    return page.locator(".offer:visible h3").all_inner_texts()


def reasons(page: Page, title: str) -> list[str]:
    return page.locator(".offer", has_text=title).locator(".why > li:visible").all_inner_texts()


def answer(page: Page, words: str) -> None:
    page.locator("#cf-choose").get_by_text(words, exact=True).click()


def test_a_sentence_on_home_leads_to_lessons_and_their_reasons(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("index.html"))
    page.get_by_label("What I like").select_option("Make music")
    page.get_by_label("What I can use").select_option("Laptop")
    page.get_by_label("Where I am").select_option("at the library")
    page.get_by_role("button", name="Show me lessons").click()
    expect(page.get_by_role("status")).to_have_text(f"Lessons that fit: {len(MUSIC)}.")
    assert page.url == site.address + ANSWERS
    assert offered(page) == MUSIC
    why = reasons(page, "Make your first beat")
    assert why[:2] == ["You like: Make music", "You have what it needs: Laptop"]
    assert "It can be done at the library, at home, and at school." in why
    assert not [reason for reason in why if "Headphones" in reason]  # nobody said so


def test_answers_are_in_the_address_and_come_back(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("chooser.html"))
    everything = offered(page)
    assert reasons(page, "Make it swing") == []  # nothing was asked for, so nothing is a reason
    answer(page, "Half an hour")
    answer(page, "Teach what you know")
    assert page.url.endswith("chooser.html?interest=sharing&time=30")
    some = offered(page)
    assert 0 < len(some) < len(everything)
    page.get_by_role("link", name=some[0]).click()
    page.go_back()
    assert offered(page) == some
    page.locator("#cf-prefs").get_by_role("link", name="Español").click()
    assert page.url == site.url("es/chooser.html") + "?interest=sharing&time=30"
    expect(page.get_by_label("Media hora")).to_be_checked()
    assert len(offered(page)) == len(some)  # in English, and it says so
    expect(page.locator(".offer:visible .facts").first).to_contain_text("En inglés")
    page.get_by_role("button", name="Empezar de nuevo").click()
    expect(page.get_by_role("status")).to_have_text(f"Lecciones que te sirven: {len(everything)}.")
    assert page.url == site.url("es/chooser.html")


def test_keys_alone_are_enough(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("chooser.html"))
    page.get_by_label("Make music").focus()
    page.keyboard.press("Space")
    for _ in range(page.locator("input[name=interest]").count()):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Any time")).to_be_focused()
    mark = page.locator("label[for=cf-time-any]").evaluate("e => getComputedStyle(e).outlineWidth")
    assert mark == "3px"
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_label("Half an hour")).to_be_checked()
    expect(page.get_by_role("status")).to_have_text("No lesson fits all of that. Take one answer away.")


def test_without_script_the_filter_works_and_nothing_is_counted(
    open_context: OpenContext, site: PublishedSite
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(site.url("chooser.html"))
    everything = offered(page)
    answer(page, "Make music")
    assert offered(page) == MUSIC
    assert reasons(page, "Make it swing") == ["You like: Make music"]
    expect(page.get_by_role("status")).not_to_be_visible()
    expect(page.get_by_text("Without JavaScript, answers from another page do not arrive here.")).to_be_visible()
    page.get_by_role("button", name="Start over").click()
    assert offered(page) == everything
    page.get_by_role("link", name="Make music", exact=True).click()
    assert site.page_of(page.url) == "interest-music.html"


def test_a_browser_without_has_lists_every_lesson_and_claims_nothing(
    open_context: OpenContext, site: PublishedSite
) -> None:
    context = open_context(java_script_enabled=False)

    def age(route) -> None:  # type: ignore[no-untyped-def]
        body = route.fetch().text().replace("selector(:has(*))", "(display: from-the-future)")
        route.fulfill(body=body, content_type="text/css")

    context.route("**/chooser.*.css", age)
    page = context.new_page()
    page.goto(site.url("chooser.html"))
    assert len(offered(page)) == page.locator(".offer").count() > 0
    expect(page.locator("#cf-choose")).not_to_be_visible()
    assert page.locator(".why > li:visible, .why-h:visible").count() == 0
    expect(page.get_by_role("link", name="Make music", exact=True)).to_be_visible()


def test_it_works_from_a_stick(open_context: OpenContext, site: PublishedSite) -> None:
    home = site.folder.as_uri() + "/"
    page = open_context(home=home).new_page()
    page.goto(home + ANSWERS)
    assert offered(page) == MUSIC
    answer(page, "Half an hour")
    expect(page.get_by_role("status")).to_contain_text("No lesson fits")


@pytest.mark.parametrize("path", [ANSWERS, f"es/{ANSWERS}"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_answers(
    open_context: OpenContext, site: PublishedSite, path: str, scheme: str, width: int
) -> None:
    page = open_context(color_scheme=scheme, viewport={**PHONE, "width": width}).new_page()
    page.goto(site.address + path)
    expect(page.get_by_role("status")).not_to_be_empty()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_choosing_asks_the_server_for_nothing(page: Page, site: PublishedSite, watches: list[Watch]) -> None:
    page.goto(site.url("chooser.html"))
    before = len(watches[0].requests)
    answer(page, "Make music")
    answer(page, "At home")
    expect(page.get_by_role("status")).to_have_text(f"Lessons that fit: {len(MUSIC)}.")
    # a browser shows the icon again beside a new address
    assert [url for url in watches[0].requests[before:] if "/icon." not in url] == []


def test_a_skill_is_found_from_a_lesson_and_leads_back(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("sound-lab/make-it-swing.html"))
    page.locator(".label").get_by_role("link", name="Swing").click()
    assert site.page_of(page.url) == "skill-swing.html"
    drawing = page.get_by_role("img", name="The path to the skill Swing")
    expect(drawing).to_be_visible()
    assert drawing.locator("text[text-anchor]").all_text_contents() == ["1", "2"]
    page.locator("ol.steps a", has_text="Make it swing").click()
    assert site.page_of(page.url) == "sound-lab/make-it-swing.html"
