"""A reader without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESKTOP, PHONE, TABLET, OpenContext
from .published import PublishedSite

pytestmark = pytest.mark.slow

# A focus mark is an outline of at least two pixels that can be seen. Inside a player the browser draws its own.
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const insidePlayer = e.matches("audio, video") && !e.matches(":focus-visible");
  return {
    html: e.outerHTML.slice(0, 140),
    marked: insidePlayer || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && !/rgba\\(.*, 0\\)|transparent/.test(style.outlineColor)),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
    href: e.href || "", rel: e.rel || "",
  };
}"""
IS_PAST_NAVIGATION = """() => {
  const main = document.getElementById("cf-main"), e = document.activeElement;
  return main.contains(e) || Boolean(main.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""
# Stops of a box that lie above the one before, or before it on the same line. Lists in columns jump up, rightly.
JUMPS = """box => {
  const stops = [...box.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter(e => e.checkVisibility() && getComputedStyle(e.closest("ol, ul") ?? e).columnCount === "auto")
    .map(e => ({ e, at: e.getClientRects()[0] })).filter(stop => stop.at);
  return stops.filter((next, i) => {
    const last = stops[i - 1]?.at;
    if (!last) return false;
    const beside = next.at.top < last.bottom && next.at.bottom > last.top;
    return next.at.bottom <= last.top || (beside && next.at.right <= last.left);
  }).map(stop => stop.e.outerHTML.slice(0, 120));
}"""
BOXES = (
    "header.top, .opening, .toc, .goals, .label, .prose:not(.facing), .facing .row > *, .foot nav, .ask, .chooser > *, "
    ".finding, .doors > *"
)
MOST_STOPS = 300


def walk(page: Page) -> list[dict[str, object]]:
    """Press Tab from the top of the page until the focus leaves it; return every stop."""
    stops: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop == stops[0]):
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus never leaves the page: {stops[-1]}")


def test_the_first_stop_skips_to_the_content(page: Page, site: PublishedSite) -> None:
    for path in site.samples:
        page.goto(site.url(path))
        page.keyboard.press("Tab")
        skip = page.locator("a.skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        after = page.evaluate(IS_PAST_NAVIGATION)
        assert after, f"{path}: the skip link does not lead past the navigation"


def test_every_stop_is_visible(page: Page, site: PublishedSite) -> None:
    for path in site.samples:
        page.goto(site.url(path))
        stops = walk(page)
        assert len(stops) >= 3, path
        assert [stop["html"] for stop in stops if not stop["marked"]] == [], f"{path}: no focus mark"
        assert [stop["html"] for stop in stops if not stop["seen"]] == [], f"{path}: focused out of sight"


@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP], ids=["phone", "tablet", "desktop"])
def test_stops_come_in_the_order_in_which_they_are_seen(
    open_context: OpenContext, site: PublishedSite, size: dict[str, int]
) -> None:
    page = open_context(viewport=size).new_page()
    for path in site.samples:
        page.goto(site.url(path))
        for box in page.locator(BOXES).all():
            assert box.evaluate(JUMPS) == [], path


def test_the_next_lesson_is_reached_with_keys_alone(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("index.html"))
    press_on(page, lambda stop: "sound-lab/" in str(stop["href"]))
    expect(page.locator("ol.steps")).to_be_visible()
    press_on(page, lambda stop: site.page_of(str(stop["href"])) in site.lessons if stop["href"] else False)
    first = page.url
    press_on(page, lambda stop: stop["rel"] == "next")
    assert page.url != first
    assert site.page_of(page.url) in site.lessons


def press_on(page: Page, wanted: Callable[[dict[str, object]], bool]) -> None:
    """Tab to the first stop that is wanted, press Enter there, and wait for the page it leads to."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is not None and wanted(stop):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"never reached on {page.url}")


def test_hints_open_with_a_key(page: Page, site: PublishedSite) -> None:
    lesson = next(path for path in site.lessons if "<summary" in (site.folder / path).read_text(encoding="utf-8"))
    page.goto(site.url(lesson))
    details = page.locator("#cf-main details").first
    details.locator("summary").focus()
    page.keyboard.press("Enter")
    assert details.evaluate("d => d.open")
