"""A reader finds a lesson, reads on, and changes the language."""

import pytest
from playwright.sync_api import Page, expect

from .published import PublishedSite

pytestmark = pytest.mark.slow


def test_from_home_over_a_course_to_a_lesson_and_the_next(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("index.html"))
    page.locator('#cf-main a.spine[href*="sound-lab"]').first.click()
    expect(page.locator("h1")).to_contain_text("Sound Lab")

    first = page.locator("#cf-main ol.steps a").first
    title = first.inner_text().strip()
    first.click()
    expect(page.locator("h1")).to_have_text(title)
    here = site.page_of(page.url)

    page.locator("nav.pager a[rel=next]").click()
    there = site.page_of(page.url)
    assert there != here
    assert there in site.lessons
    page.locator("nav.pager a[rel=prev]").click()
    assert site.page_of(page.url) == here


def test_the_way_back_is_written_above_the_lesson(page: Page, site: PublishedSite) -> None:
    lesson = site.translated_lessons[0][0]
    page.goto(site.url(lesson))
    crumbs = page.locator("nav.crumbs a")
    crumbs.last.click()
    assert site.page_of(page.url) == lesson.rpartition("/")[0] + "/index.html"
    page.locator("nav.crumbs a").first.click()
    assert site.page_of(page.url) == "index.html"


def test_the_language_switch_stays_on_the_same_lesson(page: Page, site: PublishedSite) -> None:
    for english, spanish in site.translated_lessons:
        page.goto(site.url(english))
        expect(page.locator("html")).to_have_attribute("lang", "en")
        title = page.locator("h1").inner_text()

        page.locator('header.top a[hreflang="es"]').click()
        assert site.page_of(page.url) == spanish
        expect(page.locator("html")).to_have_attribute("lang", "es")
        assert page.locator("h1").inner_text() != title

        page.locator('header.top a[hreflang="en"]').click()
        assert site.page_of(page.url) == english


def test_search_engines_learn_of_both_languages(page: Page, site: PublishedSite) -> None:
    for pair in site.translated_lessons:
        for path in pair:
            page.goto(site.url(path))
            languages = page.locator("link[rel=alternate][hreflang]").evaluate_all("all => all.map(l => l.hreflang)")
            assert {"en", "es"} <= set(languages), path


def test_every_page_leads_home_and_no_link_leads_nowhere(page: Page, site: PublishedSite) -> None:
    broken = []
    for path in site.pages:
        page.goto(site.url(path))
        home = "es/index.html" if path.startswith("es/") else "index.html"
        assert site.page_of(page.locator("header.top a").first.evaluate("a => a.href")) == home, path
        targets = page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
        for target in sorted({t for t in targets if t.startswith(site.address)}):
            if not (site.folder / site.page_of(target)).is_file():
                broken.append(f"{path} -> {target}")
        wanted = {t.partition("#")[2] for t in targets if t.startswith(site.url(path) + "#")} - {""}
        broken += [f"{path} -> #{name}" for name in sorted(wanted) if page.locator(f'[id="{name}"]').count() != 1]
    assert broken == []
