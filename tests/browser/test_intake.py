"""A lesson is handed in with the keyboard alone, in each language, in Chromium; axe finds nothing on the way."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.intake.canaries import CANARIES, make_notebook, make_png

from courseforge.intake.form.door import Door
from courseforge.intake.form.pace import Pace
from courseforge.intake.form.server import open_form

from .test_accessibility import findings
from .test_layout import STICKING_OUT
from .watching import Watch, watch

pytestmark = pytest.mark.slow

SAID = {
    "en-US": ("Hand in a lesson", "Almost. Please look at this:", "Thank you! Your lesson is here.", "Hand it in"),
    "es-MX": (
        "Entrega una lección",
        "Ya casi. Mira esto, por favor:",
        "¡Gracias! Tu lección ya está aquí.",
        "Entregar",
    ),
}
FOCUSED = (
    "() => [document.activeElement.id, document.activeElement.tagName, document.activeElement.textContent.trim()]"
)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "_config.yml").write_text("title: Your Next Skill\ncourseforge: {languages: [en, es]}\n")
    (tmp_path / "courses").mkdir()
    with open_form(Door(tmp_path, tmp_path / "box", "Your Next Skill", pace=Pace(99, 99)), port=0) as server:
        yield f"http://127.0.0.1:{server.port}/"


def tab_to(page: Page, id: str) -> None:
    """Go on with the tabulator until a field has the focus."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)[0] == id:
            outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"nobody sees where they are: {id}"
            return
    raise AssertionError(f"the keyboard does not get to {id}")


def choose(page: Page, files: list[Path]) -> None:
    tab_to(page, "file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(files)


def hold_focus(page: Page, words: str) -> None:
    """Wait until what begins with these words has the focus, so that it is read aloud first."""
    page.wait_for_function("words => document.activeElement.textContent.trim().startsWith(words)", arg=words)
    assert page.evaluate(FOCUSED)[1] in ("DIV", "H1")


def hold_usable(page: Page) -> None:
    assert findings(page) == []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("locale", SAID)
def test_a_lesson_by_keyboard(locale: str, browser: Browser, address: str, tmp_path: Path) -> None:
    heading, almost, thanks, button = SAID[locale]
    notebook, picture = tmp_path / "mila okafor.ipynb", tmp_path / "mila okafor.png"
    notebook.write_text(json.dumps(make_notebook()), encoding="utf-8")
    picture.write_bytes(make_png())
    context = browser.new_context(locale=locale, java_script_enabled=True)
    seen: Watch = watch(context, address)
    page = context.new_page()
    page.goto(address)
    assert page.locator("h1").inner_text() == heading
    assert page.locator("html").get_attribute("lang") == locale[:2]
    hold_usable(page)

    choose(page, [notebook, picture])
    tab_to(page, "name")
    page.keyboard.type("Ada Mirandez")  # which looks like first and last name
    tab_to(page, "consent")
    page.keyboard.type("c-0141")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    hold_focus(page, almost)
    assert page.locator("#consent").input_value() == "c-0141"
    hold_usable(page)

    choose(page, [notebook, picture])
    tab_to(page, "name")
    page.keyboard.press("Control+a")
    page.keyboard.type("Paper Moon")
    tab_to(page, "consent")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)[2] == button
    page.keyboard.press("Enter")
    page.locator(".code").wait_for()
    assert page.locator("h1").inner_text() == thanks
    hold_focus(page, thanks)
    hold_usable(page)
    text = page.locator("main").inner_text().lower()
    assert "paper moon" in text and "loops for everyone" in text
    assert [word for word in CANARIES if word in text] == []

    assert context.cookies() == [] and page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.locator("form").wait_for()
    assert page.locator("#name").input_value() == ""
    assert seen.strangers == [] and [c for c in seen.complaints if "422" not in c] == []
    context.close()
    (kept,) = (tmp_path / "box").glob("???-???")
    assert sorted(path.suffix for path in (kept / "files").rglob("*.*")) == [".ipynb", ".png"]


def test_the_form_needs_no_script(browser: Browser, address: str, tmp_path: Path) -> None:
    lesson = tmp_path / "lesson.md"
    lesson.write_text("# Clap\n\nClap twice.\n", encoding="utf-8")
    context = browser.new_context(locale="en-US", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en")
    page.locator("#file").set_input_files(lesson)
    page.locator("#name").fill("Luz")
    page.locator("#consent").fill("c-0141")
    page.locator("button").click()
    page.locator(".code strong").wait_for()
    context.close()


def test_too_large_a_file_is_told_in_words(browser: Browser, address: str, tmp_path: Path) -> None:
    """A browser shows an answer only when it could send everything."""
    lesson = tmp_path / "lesson.ipynb"
    with lesson.open("wb") as file:
        file.truncate(45_000_000)
    context = browser.new_context(locale="es-MX")
    page = context.new_page()
    page.goto(f"{address}es")
    page.locator("#file").set_input_files(lesson)
    page.locator("#name").fill("Luz")
    page.locator("#consent").fill("c-0141")
    page.locator("button").click()
    page.get_by_text("Es demasiado grande").wait_for()
    context.close()
    assert not (tmp_path / "box").exists()
