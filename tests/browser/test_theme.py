"""Light and dark: the system's wish is followed, a reader's own choice outlives it."""

import pytest
from playwright.sync_api import Page, expect

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
    button = page.locator("#cf-prefs > li > button")
    label = button.inner_text()
    button.click()
    chosen_dark = scheme == "light"
    assert is_dark(page) is chosen_dark
    expect(button).not_to_have_text(label)

    page.reload()
    assert is_dark(page) is chosen_dark, "after a reload"
    for path in site.samples[1:]:
        page.goto(site.url(path))
        assert is_dark(page) is chosen_dark, path

    page.locator("#cf-prefs > li > button").click()
    assert is_dark(page) is not chosen_dark, "and back"


def test_a_stored_choice_is_there_before_the_first_paint(open_context: OpenContext, site: PublishedSite) -> None:
    context = open_context(color_scheme="light")
    page = context.new_page()
    page.goto(site.url("index.html"))
    page.locator("#cf-prefs > li > button").click()
    # The attribute stands before the body exists: no white flash in a dark room.
    context.add_init_script(
        """new MutationObserver((changes, observer) => { if (document.body) {
             window.themeAtFirst = document.documentElement.dataset.theme; observer.disconnect(); }
           }).observe(document, { childList: true, subtree: true });"""
    )
    page.reload()
    assert page.evaluate("window.themeAtFirst") == "dark"
