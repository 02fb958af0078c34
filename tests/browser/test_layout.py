"""Every page fits every screen, down to the 320 pixels of WCAG 1.4.10."""

import pytest

from .conftest import OpenContext
from .published import PublishedSite

pytestmark = pytest.mark.slow

# What sticks out is named, so that a failure says where to look. What scrolls inside its own box may be wide.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = e => { for (; e; e = e.parentElement) {
    if (e !== document.body && /auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX)) return true; } };
  return [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement))
    .map(e => e.outerHTML.slice(0, 120)).concat("the page scrolls sideways");
}"""
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.mark.parametrize("width", [320, 390, 820])
def test_no_page_scrolls_sideways(open_context: OpenContext, site: PublishedSite, width: int) -> None:
    page = open_context(viewport={"width": width, "height": 800}, is_mobile=width < 500, has_touch=True).new_page()
    for path in site.pages:
        page.goto(site.url(path))
        page.locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
        assert page.evaluate(STICKING_OUT) == [], path


def test_text_spacing_of_wcag_cuts_nothing_off(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(viewport={"width": 390, "height": 800}, bypass_csp=True).new_page()
    for path in site.samples:
        page.goto(site.url(path))
        page.add_style_tag(content=SPACING)
        assert page.evaluate(STICKING_OUT) == [], path


def test_a_phone_offers_targets_that_a_thumb_can_hit(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).new_page()
    page.goto(site.url(site.translated_lessons[0][0]))
    heights = page.locator("header.top a, nav.pager a, #cf-prefs > li > button, #cf-prefs summary").evaluate_all(
        "all => all.filter(e => e.offsetParent).map(e => [e.textContent.trim(), e.getBoundingClientRect().height])"
    )
    assert heights
    assert [(name, height) for name, height in heights if height < 24] == []
