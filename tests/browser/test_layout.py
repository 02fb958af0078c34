"""Every page fits every screen, down to the 320 pixels of WCAG 1.4.10, at any size of text, and nothing moves."""

import pytest
from playwright.sync_api import Page, Route

from .conftest import DESKTOP, PHONE, TABLET, OpenContext
from .published import PublishedSite
from .watching import SETTLED

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
# Text that is wider than its own box runs over what stands beside it; what a box hides nobody can scroll to. Half a
# letter is the margin of a word of code.
CUT = """() => [...document.body.querySelectorAll("*")].filter(e => {
  const style = getComputedStyle(e), hides = /hidden|clip/;
  if (style.clipPath !== "none" || style.display === "inline" || !e.clientWidth || e.closest("svg, math, select")) return false;
  if (/auto|scroll/.test(style.overflowX)) return false;
  const speaks = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
  if (speaks && e.scrollWidth > e.clientWidth + parseFloat(style.fontSize) / 2) return true;
  return hides.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1
    || hides.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1;
}).map(e => e.outerHTML.slice(0, 160))"""
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
MOVING = """() => [...document.querySelectorAll("html, body, body :not(audio, video, source)")].filter(e => {
  const style = getComputedStyle(e);
  return style.scrollBehavior === "smooth" || style.animationName !== "none"
    || style.transitionDuration.split(",").some(time => parseFloat(time) > 0);
}).length"""
# The layout's own count of what moved by itself after it had been shown; 0 is still.
SHIFTED = """new PerformanceObserver(list => list.getEntries().forEach(entry => {
  const from = entry.sources.map(source => (source.node?.outerHTML || source.node?.textContent || "").slice(0, 120));
  if (!entry.hadRecentInput) (window.shifted ||= []).push([entry.value, ...from]);
})).observe({ type: "layout-shift", buffered: true })"""
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


def open_all(page: Page) -> None:
    """Open what is closed in the text."""
    page.locator("main details").evaluate_all("all => all.forEach(d => d.open = true)")


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_no_page_scrolls_sideways(open_context: OpenContext, site: PublishedSite, width: int) -> None:
    touch = {"is_mobile": True, "has_touch": True} if width < 500 else {}
    page = open_context(viewport={"width": width, "height": 800}, **touch).new_page()
    for path in site.pages:
        page.goto(site.url(path))
        open_all(page)
        assert page.evaluate(STICKING_OUT) == [], path


@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP], ids=["phone", "tablet", "desktop"])
@pytest.mark.parametrize("way", ["page", "text"])
def test_twice_as_large_nothing_is_cut_off(
    open_context: OpenContext, site: PublishedSite, size: dict[str, int], way: str
) -> None:
    """WCAG 1.4.4 for those who zoom in, and for those who only make the text larger."""
    half = {"width": max(320, size["width"] // 2), "height": size["height"] // 2}
    page = open_context(viewport=half if way == "page" else size).new_page()
    for path in site.samples:
        page.goto(site.url(path))
        if way == "text":
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        open_all(page)
        assert page.evaluate(STICKING_OUT) == [], path
        assert page.evaluate(CUT) == [], path


def test_text_spacing_of_wcag_cuts_nothing_off(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(viewport={"width": 390, "height": 800}, bypass_csp=True).new_page()
    for path in site.samples:
        page.goto(site.url(path))
        page.add_style_tag(content=SPACING)
        assert page.evaluate(STICKING_OUT) == [], path
        assert page.evaluate(CUT) == [], path


def test_what_is_cut_off_would_be_seen(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("index.html"))
    page.evaluate("() => { const s = document.querySelector('h1').style; s.overflow = 'hidden'; s.height = '1em'; }")
    assert len(page.evaluate(CUT)) == 1
    page.evaluate("document.querySelector('main').style.width = '200vw'")
    assert page.evaluate(STICKING_OUT)


def test_a_phone_offers_targets_that_a_thumb_can_hit(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).new_page()
    page.goto(site.url(site.translated_lessons[0][0]))
    heights = page.locator("header.top :is(a, summary), nav.pager a").evaluate_all(
        "all => all.filter(e => e.offsetParent).map(e => [e.textContent.trim(), e.getBoundingClientRect().height])"
    )
    assert heights
    assert [(name, height) for name, height in heights if height < 40] == []


@pytest.mark.parametrize("width", [320, 390])
def test_the_masthead_leaves_a_phone_to_the_lesson(
    open_context: OpenContext, site: PublishedSite, width: int
) -> None:
    page = open_context(viewport={"width": width, "height": 844}).new_page()
    for path in site.translated_lessons[0]:
        page.goto(site.url(path))
        height = page.locator("header.top").evaluate("e => e.offsetHeight")
        assert height <= 110, f"{path}: {height} px"


@pytest.mark.parametrize("height", [600, 720, 1080])
def test_no_label_is_out_of_reach_in_a_low_window(
    open_context: OpenContext, site: PublishedSite, height: int
) -> None:
    """What stays in sight while the text goes by is never taller than the window, or it scrolls."""
    page = open_context(viewport={"width": 1280, "height": height}).new_page()
    for path in (*site.courses, *site.lessons):
        page.goto(site.url(path))
        lost = page.locator("main *").evaluate_all(
            """all => all.filter(e => getComputedStyle(e).position === "sticky")
                 .filter(e => e.offsetHeight > innerHeight).map(e => e.className)"""
        )
        assert lost == [], path


def test_nothing_moves_for_those_who_ask_for_calm(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(reduced_motion="reduce").new_page()
    for path in site.samples:
        page.goto(site.url(path))
        assert page.evaluate(MOVING) == 0, path
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING) > 0


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_moves_when_fonts_and_pictures_come_late(
    open_context: OpenContext, site: PublishedSite, size: dict[str, int]
) -> None:
    context = open_context(viewport=size)
    context.add_init_script(SHIFTED)
    held: list[Route] = []
    shown = False

    def hold(route: Route) -> None:
        if shown:
            route.continue_()
        else:
            held.append(route)

    context.route(lambda url: not url.endswith((".html", ".css", ".js", "/")), hold)
    page = context.new_page()
    for path in site.samples:
        shown = False
        page.goto(site.url(path), wait_until="domcontentloaded")
        page.evaluate(TWO_FRAMES)
        shown = True
        while held:
            held.pop().continue_()
        page.evaluate(SETTLED)
        assert page.evaluate("window.shifted || []") == [], path
