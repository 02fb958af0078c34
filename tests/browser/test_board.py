"""The staff's board in Chromium: on a phone, at a desk and on paper, in both languages, without a script."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.board.boarded import DAY, write_boarded_library

from courseforge.publishing.boards import write_board
from courseforge.publishing.status import survey

from .test_accessibility import findings
from .test_layout import STICKING_OUT
from .watching import Watch, watch

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_boarded_library(tmp_path_factory.mktemp("board") / "library")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_board_can_be_used_by_everybody(
    language: str, library: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    address = write_board(library, survey(library, within=30), language).as_uri()
    context = browser.new_context()
    seen: Watch = watch(context, address)
    page = context.new_page()
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == language
    for width, media in ((390, "screen"), (1280, "screen"), (720, "print")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(media=media)
        assert findings(page) == [], (width, media)
        assert page.evaluate(STICKING_OUT) == [], (width, media)
    page.emulate_media(media="screen")
    page.locator("nav a").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#proposed")
    text = page.locator(".text").first
    text.click()
    assert page.evaluate("getSelection().toString()").strip() == text.inner_text().strip()
    assert page.locator("script").count() == 0 and page.locator("#reminders .text").count() == 12
    assert seen.strangers == [] and seen.complaints == []
    context.close()
