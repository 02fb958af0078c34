"""``serve``: a real server, a real change, a browser's view of it."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from queue import Empty, Queue

import pytest
from playwright.sync_api import expect, sync_playwright

from browser.chromium import MISSING, find_chromium

pytestmark = pytest.mark.slow

PATIENCE = 60  # seconds


class Served:
    """A running ``courseforge serve``, and what it has said."""

    def __init__(self, library, *options: str) -> None:
        command = [sys.executable, "-u", "-m", "courseforge", "serve", str(library), "--port", "0", *options]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self.said: Queue[str] = Queue()
        self.heard = ""
        threading.Thread(target=self._listen, daemon=True).start()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", self.wait_for("Look at it: "))[1])

    def _listen(self) -> None:
        for line in self.process.stdout:
            self.said.put(line)

    def wait_for(self, words: str) -> str:
        heard = ""
        while words not in heard.rpartition("\n")[2]:
            try:
                line = "\n" + self.said.get(timeout=PATIENCE).rstrip("\n")
                heard, self.heard = heard + line, self.heard + line
            except Empty:
                raise AssertionError(f"never said {words!r}, but:\n{heard}") from None
        return heard.rpartition("\n")[2]

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode("utf-8")
        connection.close()
        return response.status, body

    def follow(self) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/_courseforge/changes")
        return connection.getresponse()


@contextmanager
def serving(library, *options):
    served = Served(library, *options)
    try:
        yield served
    finally:
        served.process.kill()
        served.process.wait()
        served.process.stdout.close()


def next_edition(events) -> str:
    while True:
        line = events.readline().decode()
        assert line, "the server closed the connection"
        if line.startswith("data: "):
            return line.removeprefix("data: ").strip()


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are of POSIX")
def test_a_saved_file_reaches_the_browser(library):
    course_file = next((library / "courses").glob("*/course.yml"))
    with serving(library) as served:
        status, page = served.get("/")
        assert status == 200
        events = served.follow()
        before = next_edition(events)
        assert f"reload.js?edition={before}" in page

        course_file.write_text(course_file.read_text("utf-8").replace("First Steps", "Very First Steps"), "utf-8")
        served.wait_for("Saved: courses/first-steps/course.yml")
        after = next_edition(events)
        assert after != before
        page = served.get("/")[1]
        assert "Very First Steps" in page
        assert f"reload.js?edition={after}" in page
        assert "reload.js" not in (library / "_build" / "site" / "index.html").read_text("utf-8")

        settings = (library / "_config.yml").read_text("utf-8")
        (library / "_config.yml").write_text("title: [", "utf-8")
        served.wait_for("The library's settings cannot be used as they are.")
        assert "Very First Steps" in served.get("/")[1]
        (library / "_config.yml").write_text(settings.replace("Our courses", "Everybody's courses"), "utf-8")
        next_edition(events)
        assert "Everybody" in served.get("/")[1]

        served.process.send_signal(signal.SIGINT)
        served.wait_for("The site is not shown any more.")
        assert served.process.wait(timeout=20) == 0


def test_a_site_that_cannot_be_made_yet_is_awaited(library):
    settings = (library / "_config.yml").read_text("utf-8")
    (library / "_config.yml").write_text("title: [", "utf-8")
    with serving(library) as served:
        assert "There is no site to show yet." in served.heard
        assert served.get("/")[0] == 503
        events = served.follow()
        next_edition(events)
        (library / "_config.yml").write_text(settings, "utf-8")
        next_edition(events)
        assert served.get("/")[0] == 200


def test_the_page_in_a_browser_follows(library):
    course_file = next((library / "courses").glob("*/course.yml"))
    chromium = find_chromium()
    assert chromium, MISSING
    with serving(library) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"http://127.0.0.1:{served.port}/first-steps/")
        expect(page.locator("h1")).to_have_text("First Steps")
        course_file.write_text(course_file.read_text("utf-8").replace("First Steps", "Very First Steps"), "utf-8")
        expect(page.locator("h1")).to_have_text("Very First Steps", timeout=PATIENCE * 1000)
        assert complaints == []
        browser.close()


def test_a_page_of_a_jupyter_book_follows_where_it_lies(tmp_path):
    cell = "---\nkernelspec: {name: python3, display_name: Python}\n---\n# Two\n\n```{code-cell}\n1 + 1\n```\n"
    (tmp_path / "deep").mkdir()
    (tmp_path / "_config.yml").write_text("title: Book\n")
    (tmp_path / "_toc.yml").write_text("root: one\nchapters: [{file: deep/two}]\n")
    (tmp_path / "one.md").write_text("# One\n")
    (tmp_path / "deep/two.md").write_text(cell)
    with serving(tmp_path, "--no-execute") as served:
        assert ">2<" not in served.get("/deep/two.html")[1]
        assert "pages:" not in served.heard, "nothing was run"
        (tmp_path / "deep/two.md").write_text(cell + "\nMore words.\n")
        assert served.wait_for("Saved: ") == "Saved: deep/two.md"
        served.wait_for("files written")
        assert "More words." in served.get("/deep/two.html")[1]
