"""axe-core finds nothing, on any kind of page, in both themes, on a phone, a tablet and at a desk.

A machine finds a part of what is wrong; that it finds nothing does not make a page accessible. See also the tests of
keyboard, layout and script, and look at the pages yourself.
"""

from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal

import pytest

from .conftest import DESKTOP, PHONE, TABLET, OpenContext
from .published import PublishedSite
from .test_layout import STICKING_OUT

pytestmark = pytest.mark.slow

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLORS = ["color-contrast", "link-in-text-block"]  # all that a theme can change
SIZES = ["target-size", "scrollable-region-focusable"]  # and a width
Scheme = Literal["light", "dark"]
NAMES = """all => all.map(nav => nav.getAttribute("aria-label")
  || document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent)"""


def findings(page: Any, rules: list[str] | None = None) -> list[str]:
    """Run axe-core on what the page shows, all hints open; return one line for each fault.

    Args:
        rules: the names of the only rules that count; all of WCAG 2.2 A and AA, and of good practice, without them.
    """
    page.locator("main details").evaluate_all("all => all.forEach(d => d.open = true)")
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    result = page.evaluate(
        "options => axe.run(document, options)", {"runOnly": only, "resultTypes": ["violations"], "iframes": False}
    )
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}\n  {node['html'][:160]}\n  {node['failureSummary']}"
        for fault in result["violations"]
        for node in fault["nodes"]
    ]


def test_axe_finds_nothing(open_context: OpenContext, site: PublishedSite) -> None:
    """Everything on a phone and at a desk; what else a theme or a width can change, in every other case."""
    looks: tuple[tuple[dict[str, int], Scheme, list[str] | None], ...] = (
        (PHONE, "light", None),
        (PHONE, "dark", COLORS),
        (TABLET, "dark", [*COLORS, *SIZES]),
        (TABLET, "light", COLORS),
        (DESKTOP, "light", COLORS),
        (DESKTOP, "dark", None),
    )
    page = open_context().new_page()
    found: list[str] = []
    for path in site.samples:
        page.goto(site.url(path))
        for size, scheme, rules in looks:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            faults = findings(page, rules) + page.evaluate(STICKING_OUT)
            found += [f"{path}, {size['width']} px, {scheme}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_open_masthead(open_context: OpenContext, site: PublishedSite, scheme: str) -> None:
    page = open_context(viewport=PHONE, color_scheme=scheme).new_page()
    for path in ("index.html", "es/index.html"):
        page.goto(site.url(path))
        page.locator("header.top summary").first.click()
        assert findings(page) == []
        page.keyboard.press("Escape")
        page.locator("header.top summary").last.click()
        assert findings(page) == []


def test_axe_would_find_a_fault(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(color_scheme="dark").new_page()
    page.goto(site.url("index.html"))
    page.evaluate("document.body.appendChild(document.createElement('button'))")
    assert any("button-name" in fault for fault in findings(page))
    page.evaluate("document.querySelector('main p').style.color = '#333'")
    assert any("color-contrast" in fault for fault in findings(page, COLORS))


def test_landmarks_headings_and_the_order_of_stops(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context().new_page()
    for path in site.pages:
        page.goto(site.url(path))
        counts = page.evaluate(
            "() => ['main#cf-main', 'h1', 'header.top', 'footer'].map(s => document.querySelectorAll(s).length)"
        )
        assert counts[:3] == [1, 1, 1], path
        assert counts[3] >= 1, path
        names = page.locator("nav").evaluate_all(NAMES)
        assert all(names), f"{path}: a navigation without a name"
        assert len(names) == len(set(names)), f"{path}: two navigations with one name: {names}"
        levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(h => +h.tagName[1])")
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert not jumps, f"{path}: headings jump {jumps}"
        assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0, path
