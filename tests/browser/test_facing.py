"""Two languages side by side at a desk, one after the other on a phone."""

import pytest
from playwright.sync_api import Page

from .published import PublishedSite

pytestmark = pytest.mark.slow

PLACES = """all => all.map(row => [...row.children].map(side => {
  const box = side.getBoundingClientRect(); return [Math.round(box.left), Math.round(box.top), box.width]; }))"""


def open_facing(page: Page, site: PublishedSite) -> list[list[list[float]]]:
    """Open a page in two languages; return where the two sides of each row lie."""
    page.goto(site.url(site.facing[0]))
    return [row for row in page.locator(".facing div.row").evaluate_all(PLACES) if len(row) == 2]


def test_paragraphs_stand_beside_each_other_where_there_is_room(page: Page, site: PublishedSite) -> None:
    rows = open_facing(page, site)
    assert len(rows) > 10
    assert all(one[0] < other[0] and one[1] == other[1] for one, other in rows)


def test_paragraphs_follow_each_other_on_a_phone(phone: Page, site: PublishedSite) -> None:
    rows = open_facing(phone, site)
    assert len(rows) > 10
    assert all(one[1] < other[1] and one[2] > 250 and other[2] > 250 for one, other in rows)


def test_both_lessons_lead_there_and_it_leads_back(page: Page, site: PublishedSite) -> None:
    for lesson in site.translated_lessons[0]:
        page.goto(site.url(lesson))
        page.locator("aside.label a[href$='.facing.html']").click()
        assert site.page_of(page.url) == site.facing[0]
    back = page.locator("nav.tongues a").evaluate_all("all => all.map(a => [a.href, a.hreflang])")
    assert [(site.page_of(url), language) for url, language in back] == list(
        zip(site.translated_lessons[0], ("en", "es"), strict=True)
    )


def test_it_stays_light(site: PublishedSite) -> None:
    heaviest = max((site.folder / path).stat().st_size for path in site.facing)
    own = max((site.folder / path).stat().st_size for path in site.lessons)
    assert heaviest < 2.5 * own
