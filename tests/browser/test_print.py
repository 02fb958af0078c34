"""A printed lesson is a handout: the text and the tasks, without answers and without navigation."""

import re

import pytest
from playwright.sync_api import Page

from .published import PublishedSite

pytestmark = pytest.mark.slow


def test_hints_and_solutions_are_not_printed(page: Page, site: PublishedSite) -> None:
    lessons = [p for p in site.lessons if "<details" in (site.folder / p).read_text(encoding="utf-8")]
    assert lessons
    for path in lessons:
        page.goto(site.url(path))
        page.locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
        page.emulate_media(media="print")
        answers = page.locator("#cf-main .activity details, #cf-main details.hint, #cf-main details.solution")
        assert answers.count() > 0, path
        shown = answers.evaluate_all(
            "all => all.filter(d => d.checkVisibility()).map(d => d.textContent.slice(0, 80))"
        )
        assert shown == [], path
        page.emulate_media(media="screen")


def test_paper_has_no_navigation_and_dark_ink(page: Page, site: PublishedSite) -> None:
    for path in (*site.translated_lessons[0], site.facing[0]):
        page.goto(site.url(path))
        page.emulate_media(media="print", color_scheme="dark")
        shown = page.locator("nav").evaluate_all(
            "all => all.filter(n => n.checkVisibility()).map(n => n.outerHTML.slice(0, 80))"
        )
        assert shown == [], path
        ink = page.evaluate("getComputedStyle(document.querySelector('#cf-main p')).color")
        assert sum(int(part) for part in ink.removeprefix("rgb(").rstrip(")").split(",")[:3]) < 250, ink


def test_a_lesson_becomes_a_pdf_of_a_few_sheets(page: Page, site: PublishedSite) -> None:
    page.goto(site.url(site.translated_lessons[0][0]))
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 8


def test_a_handout_says_where_it_is_from_and_leaves_out_what_paper_cannot_do(page: Page, site: PublishedSite) -> None:
    for path in site.translated_lessons[0]:
        page.goto(site.url(path))
        address = page.locator("link[rel=canonical]").get_attribute("href")
        assert not page.get_by_text(address, exact=False).first.is_visible()
        page.emulate_media(media="print")
        assert page.get_by_text(address, exact=False).first.is_visible()
        shown = page.locator("audio, video, .foot, .take, .made, .out:has(audio):not(:has(pre))")
        assert (
            shown.evaluate_all("all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))") == []
        )
        page.emulate_media(media="screen")


def test_a_worksheet_has_room_to_write_in_and_numbers_are_whole(page: Page, site: PublishedSite) -> None:
    page.goto(site.url("connected-learning-in-practice/open-the-door.html"))
    page.emulate_media(media="print")
    fields = page.locator("td:has(> p:empty)").evaluate_all("all => all.map(d => [d.offsetWidth, d.offsetHeight])")
    assert len(fields) > 10
    assert all(width >= 200 and height >= 40 for width, height in fields), fields
    page.goto(site.url("zine-machine/fold-a-zine.html"))
    # A number of two digits and its dot are wider than one letter and a half; what stands further left is cut off.
    space = page.locator("ol[start='7']").evaluate("list => parseFloat(getComputedStyle(list).paddingInlineStart)")
    size = page.locator("ol[start='7']").evaluate("list => parseFloat(getComputedStyle(list).fontSize)")
    assert space >= 1.9 * size
