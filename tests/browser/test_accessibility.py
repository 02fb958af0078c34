"""axe-core finds nothing serious, on any kind of page, in both themes, at a desk and on a phone.

A machine finds a part of what is wrong; that it finds nothing does not make a page accessible. See also the tests of
keyboard, layout and script, and look at the pages yourself.
"""

from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from .conftest import DESKTOP, PHONE, OpenContext
from .published import PublishedSite

pytestmark = pytest.mark.slow

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
NAMES = """all => all.map(nav => nav.getAttribute("aria-label")
  || document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent)"""


def findings(page: Any) -> list[str]:
    """Run axe-core on what the page shows, all hints open; return one line for each grave fault."""
    page.locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
    page.evaluate(AXE)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}\n  {node['html'][:160]}\n  {node['failureSummary']}"
        for fault in result["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(
    open_context: OpenContext, site: PublishedSite, scheme: str, viewport: dict[str, int]
) -> None:
    page = open_context(color_scheme=scheme, viewport=viewport).new_page()
    for path in site.samples:
        page.goto(site.url(path))
        found = findings(page)
        assert not found, f"{path}:\n" + "\n".join(found)


def test_axe_would_find_a_fault(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context().new_page()
    page.goto(site.url("index.html"))
    page.evaluate("document.body.appendChild(document.createElement('button'))")
    assert any("button-name" in fault for fault in findings(page))


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
