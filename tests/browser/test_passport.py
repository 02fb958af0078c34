"""The passport: a sheet that somebody prints or shows on a phone, in the language of whoever reads it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from courseforge.model import Role
from courseforge.passport import Contribution, Passport, write_page

from .conftest import DESKTOP, PHONE
from .test_accessibility import Scheme, findings
from .test_layout import STICKING_OUT

pytestmark = pytest.mark.slow

ADDRESS = "https://learn.example.org/courses/a-course-with-a-rather-long-name/a-lesson-with-an-even-longer-name.html"
TITLES = {"en": "Program a 16-step drum loop and change its feel", "es": "Programa un bucle de 16 pasos y cámbialo"}


def make_passport() -> Passport:
    done = tuple(
        Contribution(role, "lesson", f"lab/{role}-{number}", language, TITLES[language], ADDRESS if number else "",
                     "2026-11-14", "2027-02-28", "CC-BY-4.0")
        for role in get_args(Role) for number in range(3) for language in TITLES
    )  # fmt: skip
    library = "Larkfield Public Library and Community Learning Center"
    return Passport("Paper Moon, of the Saturday crew", library, "https://example.org", "2027-03-01", done)


@pytest.fixture(params=["en", "es"])
def passport(request: pytest.FixtureRequest, tmp_path: Path, browser: Browser) -> Iterator[Page]:
    file = tmp_path / "passport.html"
    file.write_text(write_page(make_passport(), request.param, "0123456789ab"), encoding="utf-8")
    context = browser.new_context(viewport=ViewportSize(width=PHONE["width"], height=PHONE["height"]))
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def test_axe_finds_nothing_in_a_passport(passport: Page) -> None:
    assert passport.locator("table").count() == len(get_args(Role))
    looks: tuple[tuple[ViewportSize, Scheme], ...] = (
        (ViewportSize(width=PHONE["width"], height=PHONE["height"]), "dark"),
        (ViewportSize(width=DESKTOP["width"], height=DESKTOP["height"]), "light"),
    )
    for size, scheme in looks:
        passport.set_viewport_size(size)
        passport.emulate_media(color_scheme=scheme)
        assert findings(passport) == [], (size, scheme)
        assert passport.evaluate(STICKING_OUT) == [], (size, scheme)


def test_a_passport_is_printed_whole(passport: Page) -> None:
    passport.emulate_media(media="print", color_scheme="dark")
    assert findings(passport) == []
    ink, paper = passport.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(26, 26, 26)", "rgb(255, 255, 255)")
    assert passport.get_by_text(ADDRESS).first.is_visible()  # a link on paper leads nowhere
    width = passport.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0
    pdf = passport.pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6
