"""A built site, a server and a browser, each once; and a watch on every page that a test opens."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from .chromium import MISSING, find_chromium
from .published import PublishedSite, serve
from .watching import Watch, watch

ROOT = Path(__file__).parents[2]
SHELF = Path(__file__).with_name("shelf")  # a course with every construct that a page can hold
SOURCES = ("courses", "catalog")
DESKTOP = {"width": 1280, "height": 900}
TABLET = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}
FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a copy of this repository's own library, and a course with every construct in it.

    ``COURSEFORGE_SITE`` names a built site to look at instead.
    """
    if ready := os.environ.get("COURSEFORGE_SITE"):
        return Path(ready)
    copy = tmp_path_factory.mktemp("library")
    for source in (*ROOT.glob("*.yml"), *(ROOT / name for name in SOURCES)):
        if source.is_dir():
            shutil.copytree(source, copy / source.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, copy / source.name)
    settings = (copy / "_config.yml").read_text(encoding="utf-8")
    shutil.copytree(SHELF, copy, dirs_exist_ok=True)
    (copy / "_config.yml").write_text(
        settings + (SHELF / "_config.yml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    add_showcase(copy)
    add_former_lessons(copy)
    command = [sys.executable, "-m", "courseforge", "build", str(copy)]
    build = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert build.returncode == 0, f"The library could not be built:\n{build.stdout}\n{build.stderr}"
    return copy / "_build" / "site"


def add_showcase(library: Path) -> None:
    """Put works into a library's showcase: one to see, one to read, each in another language."""
    (library / "showcase").mkdir()
    Image.effect_noise((1200, 800), 80).convert("RGB").save(library / "showcase" / "noise.jpg")
    shared = "by: Paper Moon, license: CC-BY-4.0, consent: c-0141, lesson: sound-lab/first-beat"
    (library / "showcase.yml").write_text(
        f"noise: {{title: Loud boxes, picture: noise.jpg, alt: Gray noise without a form, {shared}}}\n"
        f"poema: {{title: Lluvia, words: Gota a gota., language: es, {shared}}}\n",
        encoding="utf-8",
    )


def add_former_lessons(library: Path) -> None:
    """Let a library have published a lesson that it took back, and one that moved, in both languages."""
    manifest = library / "catalog" / "published.json"
    document = json.loads(manifest.read_text(encoding="utf-8"))
    day = {"first": "2026-01-02", "last": "2026-01-02", "hash": "0" * 64}
    for item in document["items"]:
        if item["id"] == "sound-lab/first-beat":
            item["moved_from"] = ["sound-lab/beat-one"]
    document["items"] += [{"id": "sound-lab/worn-beat", "language": tag, **day} for tag in ("en", "es")]
    manifest.write_text(json.dumps(document), encoding="utf-8")
    (library / "withdrawn.yml").write_text(
        "sound-lab/worn-beat:\n  reason: {en: Its program is gone., es: Su programa ya no existe.}\n"
        "  instead: sound-lab/first-beat\n",
        encoding="utf-8",
    )


@pytest.fixture(scope="session")
def site(library: Path) -> Iterator[PublishedSite]:
    """The library's site, served on this machine alone."""
    with serve(library) as published:
        yield published


# Not for the whole session: Playwright keeps an event loop running, and other tests run their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without anything it would do on its own."""
    chromium = find_chromium()
    assert chromium, MISSING
    # Chromium refuses its own sandbox to the administrator; containers of CI are often run by one.
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield running
        running.close()


@pytest.fixture
def watches() -> list[Watch]:
    """The logs of all contexts that a test opened."""
    return []


@pytest.fixture
def open_context(browser: Browser, site: PublishedSite, watches: list[Watch]) -> Iterator[OpenContext]:
    """Open browser contexts that are watched: whatever a test is about, no page may complain or call elsewhere."""
    contexts: list[BrowserContext] = []

    def open_one(home: str = site.address, **options: Any) -> BrowserContext:
        context = browser.new_context(
            **{"viewport": DESKTOP, "locale": "en-US", "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        watches.append(watch(context, home))
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert [url for seen in watches for url in seen.strangers] == []
    assert [complaint for seen in watches for complaint in seen.complaints] == []


@pytest.fixture
def page(open_context: OpenContext) -> Page:
    """A page at a desk."""
    return open_context().new_page()


@pytest.fixture
def phone(open_context: OpenContext) -> Page:
    """A page on a phone."""
    return open_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2).new_page()
