"""Larger text and more space: a reader's own choice, kept on the device, that breaks no page."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenContext
from .published import PublishedSite

pytestmark = pytest.mark.slow

SIZE = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
SPACE = "parseFloat(getComputedStyle(document.querySelector('main p')).letterSpacing) || 0"


def choose_both(page: Page) -> None:
    page.locator("#cf-prefs summary").click()
    for button in page.locator("#cf-prefs button").all()[1:]:  # the first is for light and dark
        expect(button).to_have_attribute("aria-pressed", "false")
        button.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")


def test_the_choice_stays_on_every_page(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    path = site.translated_lessons[0][0]
    page.goto(site.url(path))
    size, space = page.evaluate(SIZE), page.evaluate(SPACE)
    choose_both(page)
    page.goto(site.url(path))
    assert page.evaluate(SIZE) >= 1.25 * size
    assert page.evaluate(SPACE) > space
    page.locator("#cf-prefs summary").click()
    for button in page.locator("#cf-prefs button").all()[1:]:
        button.click()
    page.reload()
    assert (page.evaluate(SIZE), page.evaluate(SPACE)) == (size, space)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_nothing_leaves_a_narrow_page(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    page.goto(site.url("index.html"))
    choose_both(page)
    for path in site.samples:
        page.goto(site.url(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
