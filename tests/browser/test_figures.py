"""Figures of plotly in a lesson: readers see a drawing and its numbers, and no program runs for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.publishing.libraries import code, display, markdown, notebook, write_library

from courseforge.publishing.building import publish

from .conftest import DESKTOP, PHONE, OpenContext
from .published import PublishedSite, serve
from .test_accessibility import findings

pytestmark = pytest.mark.slow

EVIL = "<script>document.title = 'pwned'</script><img src='https://evil.example/p.png' onerror=alert(1)>"
LOADER = "<script>window.PlotlyConfig = {}; document.title = 'pwned'</script>"
LOANS = {
    "data": [
        {"type": "bar", "name": "East", "x": ["Comics", "Novels", EVIL], "y": [12, 30, 7]},
        {"type": "bar", "name": "West", "x": ["Comics", "Novels", EVIL], "y": {"dtype": "i1", "bdata": "CBkJ"}},
    ],
    "layout": {
        "title": {"text": "Loans"},
        "yaxis": {"title": {"text": "books"}},
        "images": [{"source": "https://evil.example/p.png"}],
    },
}
HILL = {"data": [{"type": "surface", "z": [[1]], "name": EVIL}], "layout": {"title": {"text": EVIL}}}


def plotly(figure: Any) -> dict[str, Any]:
    html = "<div><script>document.title = 'pwned'</script></div>"
    return display(**{"application__vnd.plotly.v1+json": figure, "text__html": html})


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublishedSite]:
    lesson = notebook(
        markdown("## Part"),
        code("#| fig-alt: More novels than comics\nfigure", display(text__html=LOADER), plotly(LOANS)),
        code("hill", plotly(HILL)),
        title="Loans",
    )
    root = write_library(tmp_path_factory.mktemp("figures"), {"charts/loans.ipynb": lesson})
    with serve(publish(root, execute=False).site) as published:
        yield published


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_figure_is_a_picture_with_its_numbers(
    open_context: OpenContext, figures: PublishedSite, scheme: str, viewport: dict[str, int]
) -> None:
    page = open_context(home=figures.address, color_scheme=scheme, viewport=viewport).new_page()
    page.goto(figures.url("charts/loans.html"))
    picture = page.locator("figure img")
    assert picture.get_attribute("alt") == "More novels than comics"
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0 && image.width <= innerWidth")
    assert page.locator("details caption").all_text_contents() == ["Loans"]
    page.get_by_text("Data of this figure").first.click()
    assert page.locator("tr", has_text="Novels").locator("td").all_text_contents() == ["30", "25"]
    assert page.locator(".admonition").count() == 1  # what cannot be drawn is told
    assert findings(page) == []
    assert page.title().startswith("Loans")  # and nothing ran, nothing called out: the context is watched


def test_the_drawing_itself_is_as_dark_as_the_page(open_context: OpenContext, figures: PublishedSite) -> None:
    page = open_context(home=figures.address).new_page()
    page.goto(figures.url("charts/loans.html"))
    light = page.locator("figure img").screenshot()
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.locator("figure img").screenshot() != light
    page.emulate_media(media="print")  # paper is white: drawings follow this property
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
