"""Old readers, strict offices, broken connections: everything is there without JavaScript."""

import pytest
from playwright.sync_api import expect

from .conftest import PHONE, OpenContext
from .published import PublishedSite

pytestmark = pytest.mark.slow


def test_every_page_is_readable(open_context: OpenContext, site: PublishedSite) -> None:
    with_script, without_script = open_context().new_page(), open_context(java_script_enabled=False).new_page()
    for path in site.pages:
        with_script.goto(site.url(path))
        without_script.goto(site.url(path))
        expect(without_script.locator("h1")).to_be_visible()
        wanted = with_script.locator("#cf-main").evaluate(
            """main => { main.querySelectorAll("button").forEach(b => b.remove()); return main.innerText; }"""
        )
        there = without_script.locator("#cf-main").inner_text()
        missing = set(wanted.split()) - set(there.split())
        assert not missing, f"{path}: only with JavaScript: {sorted(missing)[:10]}"


def test_hints_open_and_lessons_follow(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(site.url("index.html"))
    page.locator('#cf-main a.spine[href*="sound-lab"]').first.click()
    page.locator("#cf-main ol.steps a").first.click()
    hint = page.locator("#cf-main details").first
    hint.locator("summary").click()
    expect(hint.locator(":scope > :not(summary)").first).to_be_visible()
    page.locator("nav.pager a[rel=next]").click()
    expect(page.locator("h1")).to_be_visible()


def test_no_control_is_shown_that_would_do_nothing(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(java_script_enabled=False).new_page()
    for path in site.samples:
        page.goto(site.url(path))
        assert page.locator("#cf-prefs :is(button, summary):visible, .cell button:visible").count() == 0, path
        closed = page.locator("main details:not([open])").evaluate_all(
            "all => all.filter(d => !d.firstElementChild.matches('summary')).length"
        )
        assert closed == 0, f"{path}: something is closed and has nothing to open it with"


def test_a_phone_searches_from_the_masthead(open_context: OpenContext, site: PublishedSite) -> None:
    for script in (True, False):
        page = open_context(viewport=PHONE, java_script_enabled=script).new_page()
        page.goto(site.url(site.translated_lessons[0][1]))
        words = page.locator("header.top").get_by_role("searchbox")
        expect(words).not_to_be_visible()
        page.locator("header.top .seek summary").click()
        words.fill("ritmo")
        words.press("Enter")
        page.wait_for_url("**/es/search.html?q=ritmo")
