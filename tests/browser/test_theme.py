"""Light and dark: the system's wish is followed, a reader's own choice outlives it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import OpenContext
from .published import PublishedSite

pytestmark = pytest.mark.slow

BRIGHTNESS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
  return (r + g + b) / 765;
}"""


def is_dark(page: Page) -> bool:
    """Tell whether the reader sees a dark page."""
    brightness = page.evaluate(BRIGHTNESS)
    assert not 0.3 < brightness < 0.7, f"neither light nor dark: {brightness}"
    return bool(brightness < 0.5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_is_followed(open_context: OpenContext, site: PublishedSite, scheme: str) -> None:
    page = open_context(color_scheme=scheme).new_page()
    for path in site.samples:
        page.goto(site.url(path))
        assert is_dark(page) is (scheme == "dark"), path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_changes_the_theme_and_the_choice_stays(
    open_context: OpenContext, site: PublishedSite, scheme: str
) -> None:
    context = open_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(site.url("index.html"))
    button = press_dark(page)
    chosen_dark = scheme == "light"
    assert is_dark(page) is chosen_dark
    expect(button).to_have_attribute("aria-pressed", str(chosen_dark).lower())

    page.reload()
    assert is_dark(page) is chosen_dark, "after a reload"
    for path in site.samples:
        page.goto(site.url(path))
        assert is_dark(page) is chosen_dark, path

    press_dark(page)
    assert is_dark(page) is not chosen_dark, "and back"


def press_dark(page: Page) -> Locator:
    """Open the menu, and change between light and dark."""
    page.locator("#cf-prefs summary").click()
    button = page.locator("#cf-prefs button").first
    button.click()
    return button


def test_a_stored_choice_is_there_before_the_first_paint(open_context: OpenContext, site: PublishedSite) -> None:
    context = open_context(color_scheme="light")
    page = context.new_page()
    page.goto(site.url("index.html"))
    press_dark(page)
    # The attribute stands before the body exists: no white flash in a dark room.
    context.add_init_script(
        """new MutationObserver((changes, observer) => { if (document.body) {
             window.themeAtFirst = document.documentElement.dataset.theme; observer.disconnect(); }
           }).observe(document, { childList: true, subtree: true });"""
    )
    page.reload()
    assert page.evaluate("window.themeAtFirst") == "dark"


def test_the_menu_closes_when_a_reader_goes_on(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("index.html"))
    summary, menu = page.locator("#cf-prefs summary"), page.locator("#cf-prefs details > div")
    summary.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Dark")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    expect(summary).to_be_focused()
    summary.click()
    page.locator("h1").click()
    expect(menu).not_to_be_visible()
