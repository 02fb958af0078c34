"""Links to other sites, asked of a real server on this computer."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from courseforge.checks import LibrarySubject
from courseforge.checks.external import check_external
from courseforge.checks.visits import Manners
from courseforge.cli.commands import courseforge
from courseforge.config import Settings
from courseforge.model import Cell, CellKind, Course, CourseMetadata, Lesson, LessonMetadata, Library

HASTY = Manners(pause=0.01, patience=2, attempts=3, private=True)
NOW = 1_800_000_000.0


class Site(ThreadingHTTPServer):
    """A site with a page, a page that has moved, one that only GET finds, and one that is ill the first time."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visitors)
        self.asked: Counter[str] = Counter()
        self.busy = 0
        self.most_at_once = 0
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Visitors(BaseHTTPRequestHandler):
    server: Site

    def do_HEAD(self) -> None:
        with self.server.lock:
            self.server.asked[f"{self.command} {self.path}"] += 1
            self.server.busy += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.busy)
        self.send_response(self._choose_status())
        self.send_header("Location", "/page") if self.path == "/moved" else None
        self.send_header("Content-Length", "0")
        self.end_headers()
        with self.server.lock:
            self.server.busy -= 1

    do_GET = do_HEAD  # noqa: N815 - the name that the server calls

    def _choose_status(self) -> int:
        if self.path == "/ill-once":
            return 503 if self.server.asked["HEAD /ill-once"] == 1 else 200
        if self.path == "/only-get":
            return 200 if self.command == "GET" else 405
        return {"/page": 200, "/moved": 301, "/members": 401, "/ill": 503}.get(self.path, 404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def link(*addresses: str) -> LibrarySubject:
    words = " ".join(f"[words]({address})" for address in addresses)
    lesson = Lesson(
        "lab/one", "en", "courses/lab/one.ipynb", LessonMetadata(), (Cell(2, CellKind.MARKDOWN, words, "a"),)
    )
    return LibrarySubject(Library((Course("lab", "en", "courses/lab", CourseMetadata(), (lesson,)),)), Settings())


def ask(library: LibrarySubject, file: Path, now: float = NOW, manners: Manners = HASTY) -> list[str]:
    return [d.code for d in check_external(library, file, manners, lambda: now)]


def test_what_is_gone_is_told_and_what_is_there_is_not(site: Site, tmp_path: Path) -> None:
    paths = ("/page", "/page#part", "/moved", "/only-get", "/ill-once", "/gone", "/members", "/ill")
    library = link(*(site.address + path for path in paths))
    found = check_external(library, tmp_path / "links.json", HASTY, lambda: NOW)
    assert sorted((d.code, str(d.location)) for d in found) == [
        ("CF408", "courses/lab/one.ipynb, cell 2, line 1"),
        *[("CF409", "courses/lab/one.ipynb, cell 2, line 1")] * 2,
    ]
    [gone] = [d.message for d in found if d.code == "CF408"]
    assert gone == f"{site.address}/gone leads nowhere any more: the site says 404, not found (asked just now)."
    assert site.asked["HEAD /page"] + site.asked["GET /page"] == 2  # the second by the one that has moved
    assert site.asked["HEAD /ill"] == 3
    assert site.most_at_once == 1


def test_nobody_is_asked_twice_in_a_week(site: Site, tmp_path: Path) -> None:
    file, library = tmp_path / "_build" / "links.json", link(f"{site.address}/page", f"{site.address}/gone")
    ask(library, file)
    ask(library, file, NOW + 60)
    assert site.asked == {"HEAD /page": 1, "HEAD /gone": 1, "GET /gone": 1}
    ask(library, file, NOW + 2 * 24 * 60 * 60)
    assert site.asked["HEAD /page"] == 1
    assert site.asked["HEAD /gone"] == 2
    ask(library, file, NOW + 8 * 24 * 60 * 60)
    assert site.asked["HEAD /page"] == 2


def test_a_broken_file_knows_nothing(site: Site, tmp_path: Path) -> None:
    for text in ("{", "[]", '{"x": 1}', json.dumps({f"{site.address}/gone": {"status": "x", "at": None}})):
        (tmp_path / "links.json").write_text(text, encoding="utf-8")
        assert ask(link(f"{site.address}/gone"), tmp_path / "links.json") == ["CF408"]


def test_a_lesson_does_not_make_this_computer_knock_at_doors_in_the_house(site: Site, tmp_path: Path) -> None:
    ask(link(f"{site.address}/page"), tmp_path / "links.json", manners=Manners(pause=0.01, attempts=1))
    assert site.asked == {}


def test_nobody_is_asked_unless_somebody_wants_to_know(tmp_path: Path) -> None:
    lesson = "---\ntitle: One\n---\n\n# One\n\n[words](http://nobody.invalid/page)\n"
    (tmp_path / "_config.yml").write_text("title: Lab\n", encoding="utf-8")
    (tmp_path / "courses/lab").mkdir(parents=True)
    (tmp_path / "courses/lab/course.yml").write_text("title: Lab\ndescription: Sounds.\n", encoding="utf-8")
    (tmp_path / "courses/lab/one.md").write_text(lesson, encoding="utf-8")
    assert "CF40" not in CliRunner().invoke(courseforge, ["check", str(tmp_path)]).stdout.replace("CF405", "")
    assert not (tmp_path / "_build").exists()
