"""Nobody learns who reads what: no page asks another host for anything, opened from a server or from a stick."""

import pytest
from playwright.sync_api import Page

from .conftest import OpenContext
from .published import PublishedSite
from .test_theme import press_dark
from .watching import SETTLED, Watch

pytestmark = pytest.mark.slow


def read_to_the_end(page: Page) -> None:
    """Open what is closed and go to the foot of the page, so that what loads late is loaded."""
    page.locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
    page.locator("img").evaluate_all("all => all.forEach(i => i.loading = 'eager')")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate(SETTLED)


def test_every_page_asks_its_own_server_alone(page: Page, site: PublishedSite, watches: list[Watch]) -> None:
    for path in site.pages:
        page.goto(site.url(path))
        read_to_the_end(page)
    assert len(watches[0].requests) > len(site.pages)
    assert watches[0].strangers == []


def test_from_a_stick_every_page_asks_the_stick_alone(
    open_context: OpenContext, site: PublishedSite, watches: list[Watch]
) -> None:
    page = open_context(home="file://").new_page()
    for path in site.pages:
        if path != "404.html":  # a server's page: its links begin at the server's root
            page.goto((site.folder / path).as_uri())
            read_to_the_end(page)
            assert page.locator("#cf-main").is_visible(), path
    assert watches[0].strangers == []


def test_a_strict_policy_stands_on_every_page(page: Page, site: PublishedSite) -> None:
    for path in site.pages:
        page.goto(site.url(path))
        policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content") or ""
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert "http" not in policy, path
        assert page.evaluate("!document.querySelector('[style], style, script:not([src]):not([type*=json])')"), path


def test_nothing_is_kept_but_the_choice_of_theme(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("index.html"))
    press_dark(page)
    for path in site.samples:
        page.goto(site.url(path))
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).length") == 1
    assert page.evaluate("Object.keys(sessionStorage).length") == 0
