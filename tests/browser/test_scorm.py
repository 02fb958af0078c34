"""A SCORM package in a small player, as a school's platform would show it: what it is told, and what it is not."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Browser, FrameLocator, Page

from catalog.larkfield import COURSE, LESSON, LIBRARY, SETTINGS
from catalog.programs import find_node_package
from courseforge.catalog import Collection
from courseforge.catalog.schools import make_scorm_packages

from .published import serve

pytestmark = pytest.mark.slow

SCORM = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
SECOND = replace(LESSON, id="sound-lab/second", identifier="sound-lab/second", title="¿Y ahora? <b>&amp;</b>")
# A platform's run-time of SCORM 1.2 that is not ours (scorm-again); what it is told is noted, in order.
PLAYER = """<!doctype html><html lang="en"><title>Player</title><body><iframe title="Lesson"></iframe>
<script src="scorm12.min.js"></script><script>
const CALLS = ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"];
window.told = [];
window.launch = function (href, status) {
  told = [];
  window.API = new Scorm12API({autocommit: false, logLevel: 4});
  API.loadFromJSON({core: {lesson_status: status}});
  for (const name of CALLS) {
    const call = API[name].bind(API);
    API[name] = (...words) => {
      const answer = call(...words);
      told.push([name, ...words.filter(Boolean), API.LMSGetLastError()]);
      return answer;
    };
  }
  document.querySelector("iframe").src = href;
};
</script></body></html>
"""


class Player:
    """The page of a platform with a package in it."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        manifest = etree.parse(folder / "imsmanifest.xml")
        pages = {one.get("identifier"): one.get("href") for one in manifest.iter(f"{SCORM}resource")}
        items = list(manifest.iter(f"{SCORM}item"))
        self.lessons = {item.findtext(f"{SCORM}title"): pages[item.get("identifierref")] for item in items}

    def launch(self, title: str, status: str = "not attempted") -> FrameLocator:
        """Show a lesson that the platform knows to have this status."""
        self.page.evaluate("([href, status]) => launch(href, status)", [self.lessons[title], status])
        lesson = self.page.frame_locator("iframe")
        lesson.get_by_role("heading", name=title).wait_for()
        lesson.get_by_role("button").wait_for()
        return lesson

    @property
    def status(self) -> str:
        return str(self.page.evaluate("API.cmi.core.lesson_status"))

    @property
    def told(self) -> list[list[str]]:
        return list(self.page.evaluate("told"))


@pytest.fixture
def player(browser: Browser, tmp_path: Path) -> Iterator[Player]:
    ((_, data),) = make_scorm_packages(Collection((COURSE, LESSON, SECOND), SETTINGS))
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    (tmp_path / "player.html").write_text(PLAYER, encoding="utf-8")
    shutil.copy(find_node_package("scorm-again/dist/scorm12.min.js"), tmp_path)
    (tmp_path / "favicon.ico").touch()  # browsers ask for it on their own
    context = browser.new_context()
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    with serve(tmp_path) as site:
        page = context.new_page()
        page.goto(f"{site.address}player.html")
        yield Player(page, tmp_path)
        context.close()
    assert complaints == []


def test_every_lesson_is_launched_and_called_done(player: Player) -> None:
    assert list(player.lessons) == [LESSON.title, SECOND.title]
    for title in player.lessons:
        lesson = player.launch(title)
        assert player.status == "incomplete"
        assert lesson.get_by_role("status").text_content() == ""
        lesson.get_by_role("button", name="I have done it").click()
        assert player.status == "completed"
        assert lesson.get_by_role("status").text_content() == "Noted. You can close this page."
        assert lesson.get_by_role("button").is_disabled()


def test_the_platform_is_told_the_status_and_nothing_else(player: Player) -> None:
    player.launch(LESSON.title).get_by_role("button").click()
    player.page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    player.page.wait_for_function("API.isTerminated()")
    no_error = "0"
    assert player.told == [
        ["LMSInitialize", no_error],
        ["LMSGetValue", "cmi.core.lesson_status", no_error],
        ["LMSSetValue", "cmi.core.lesson_status", "incomplete", no_error],
        ["LMSCommit", no_error],
        ["LMSSetValue", "cmi.core.lesson_status", "completed", no_error],
        ["LMSCommit", no_error],
        ["LMSFinish", no_error],
    ]


def test_what_was_done_stays_done(player: Player) -> None:
    lesson = player.launch(LESSON.title, "completed")
    assert lesson.get_by_role("button").is_disabled()
    assert player.status == "completed"


def test_the_lesson_opens_on_the_library_s_site(player: Player) -> None:
    lesson = player.launch(LESSON.title)
    link = lesson.get_by_role("link", name="Open the lesson")
    assert link.get_attribute("href") == LESSON.url
    player.page.context.route(
        LESSON.url, lambda route: route.fulfill(body="<h1>On the site</h1>", content_type="text/html")
    )
    with player.page.context.expect_page() as opened:
        link.click()
    assert opened.value.get_by_role("heading").text_content() == "On the site"
    assert opened.value.evaluate("window.opener") is None
    assert player.status == "incomplete"


def test_without_a_platform_it_is_a_page_with_a_link(player: Player) -> None:
    page = player.page
    page.goto(page.url.replace("player.html", player.lessons[LESSON.title]))
    assert page.get_by_role("link", name="Open the lesson").is_visible()
    assert not page.get_by_role("button", include_hidden=True).is_visible()
    assert Axe().run(page).response["violations"] == []


def test_it_speaks_the_language_of_the_lesson(browser: Browser, tmp_path: Path) -> None:
    data = dict(make_scorm_packages(LIBRARY))["catalog/scorm/sound-lab.es.zip"]
    package = zipfile.ZipFile(io.BytesIO(data))
    (name,) = (name for name in package.namelist() if name.endswith(".html"))
    page = browser.new_page()
    page.set_content(package.read(name).decode())
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.get_by_role("link", name="Abrir la lección").is_visible()
    page.close()
