"""Sounds, drawings and logos as a reader meets them: nothing loads unasked, nothing is crowded."""

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.publishing.libraries import CONFIG, PNG, write_library

from courseforge.publishing.building import publish

from .conftest import DESKTOP, PHONE, OpenContext
from .published import PublishedSite, serve
from .test_accessibility import findings
from .watching import Watch

pytestmark = pytest.mark.slow

PLAYER = "using-courseforge/pictures-and-sounds.html"
FILES: dict[str, str | bytes] = {
    "film/course.yml": "title: A long name for a course about films\ndescription: Make one, and show it.\n",
    "zine/course.yml": "title: Fold a zine\ndescription: A book from one sheet.\n",
    "zine/two.md": "---\ntitle: Two\n---\n\n## Two\n\nWords.\n",
    "film/fold.mp4": b"\0\0\0\x18ftypisom" + b"\0" * 5000,
    "film/fold.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nFold the sheet once.\n",
    "film/drum.png": base64.b64decode(PNG),
    "film/media.yml": "drum.png: {source: 'https://example.org', license: CC-BY-4.0, author: Paper Moon, title: Drum}\n",
    "film/one.md": "---\ntitle: One\n---\n\n## Look\n\n[Fold it](fold.mp4)\n\n![A drum](drum.png)\n",
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40"><rect width="160" height="40" rx="8"/></svg>'


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublishedSite]:
    root = write_library(tmp_path_factory.mktemp("films") / "library", FILES, f"logo: logo.svg\n{CONFIG}")
    (root / "logo.svg").write_text(LOGO, encoding="utf-8")
    with serve(publish(root, execute=False).site) as published:
        yield published


def test_a_sound_is_loaded_when_somebody_plays_it(page: Page, site: PublishedSite, watches: list[Watch]) -> None:
    page.goto(site.url(PLAYER))
    page.wait_for_load_state("networkidle")
    assert [url for url in watches[0].requests if url.endswith(".wav")] == []
    sound = page.get_by_role("group", name="One bar of drums").locator("audio")
    sound.evaluate("sound => { sound.muted = true; return sound.play(); }")
    assert [url for url in watches[0].requests if url.endswith(".wav")] != []
    assert 2 < sound.evaluate("sound => sound.duration") < 3


def test_the_words_open_without_a_script(open_context: OpenContext, site: PublishedSite) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(site.url(PLAYER))
    player = page.get_by_role("group", name="One bar of drums")
    expect(player.get_by_text("Boom tick crack boom")).not_to_be_visible()
    player.get_by_text("Read the transcript").click()
    expect(player.get_by_text("Boom tick crack boom")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_players_credits_and_a_logo(
    open_context: OpenContext, films: PublishedSite, viewport: dict[str, int], scheme: str
) -> None:
    page = open_context(films.address, viewport=viewport, color_scheme=scheme).new_page()
    for path in ("film/one.html", "film/index.html"):
        page.goto(films.url(path))
        assert findings(page) == []
    mark = page.locator(".mark")
    assert mark.get_by_role("img").count() == 0  # the name beside it is said once
    expect(mark.locator("img")).to_be_visible()


def test_a_film_keeps_its_place_and_its_captions_wait(
    open_context: OpenContext, films: PublishedSite, watches: list[Watch]
) -> None:
    page = open_context(films.address).new_page()
    page.goto(films.url("film/one.html"))
    page.wait_for_load_state("networkidle")
    assert [url for url in watches[0].requests if url.endswith((".mp4", ".vtt"))] == []
    box = page.locator("video").bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.02


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
@pytest.mark.parametrize("course", ["film", "zine"])
def test_the_motif_leaves_the_title_alone(
    open_context: OpenContext, films: PublishedSite, course: str, width: int
) -> None:
    page = open_context(films.address, viewport={"width": width, "height": 800}).new_page()
    page.goto(films.url(f"{course}/index.html"))
    motif, title, dek = (page.locator(name).bounding_box() for name in (".motif", "h1", ".dek"))
    assert motif is not None and title is not None and dek is not None
    above, below = motif["y"] + motif["height"] <= title["y"], title["y"] + title["height"] <= motif["y"]
    assert above or below or title["x"] + title["width"] <= motif["x"]
    assert motif["y"] + motif["height"] <= dek["y"]
    assert motif["height"] <= 80
    page.emulate_media(media="print")
    expect(page.locator(".motif")).not_to_be_visible()
