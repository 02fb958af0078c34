"""What a first visit costs somebody with prepaid data, on every page: no more than 40,000 bytes, compressed."""

import gzip

import pytest

from .conftest import PHONE, OpenContext
from .published import PublishedSite
from .watching import SETTLED, Watch

pytestmark = pytest.mark.slow

BUDGET = 40_000  # bytes: the page, styles, scripts, the font, and the pictures that are seen before anybody scrolls


def test_a_first_load_keeps_to_the_budget(
    open_context: OpenContext, site: PublishedSite, watches: list[Watch]
) -> None:
    context = open_context(viewport=PHONE)
    context.route("**/*", lambda route: route.continue_())  # with routes the browser remembers nothing
    page = context.new_page()
    weights: dict[str, int] = {}
    for path in site.samples:
        before = len(watches[0].requests)
        page.goto(site.url(path))
        page.evaluate(SETTLED)
        files = {site.page_of(url) for url in watches[0].requests[before:]}
        files -= {name for name in files if name.startswith("_showcase/")}  # learners' works weigh what they weigh
        weights[path] = sum(len(gzip.compress((site.folder / name).read_bytes(), 9)) for name in files)
    print(*(f"{weight:7,} {path}" for path, weight in sorted(weights.items())), sep="\n")  # with pytest -s
    assert {path: weight for path, weight in weights.items() if weight > BUDGET} == {}
    assert min(weights.values()) > 10_000, "the styles and the font were not counted"
