"""The preview server: pages that reload themselves, for one person on one computer."""

import http.client
import socket
from pathlib import Path

import pytest

from courseforge.cli.preview.edition import Edition
from courseforge.cli.preview.live_page import allow_reload, make_live
from courseforge.cli.preview.server import open_server
from courseforge.cli.preview.source_watch import is_source, next_changes, watched_sources
from courseforge.errors import CourseforgeError

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'"
PAGE = f'<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="{POLICY}"></head><p>Hi</p>'


@pytest.fixture
def site(tmp_path) -> Path:
    site = tmp_path / "site"
    (site / "sound-lab").mkdir(parents=True)
    (site / "index.html").write_text(PAGE, "utf-8")
    (site / "sound-lab" / "index.html").write_text(PAGE.replace("Hi", "Sound Lab"), "utf-8")
    (site / "404.html").write_text(PAGE.replace("Hi", "Nothing here"), "utf-8")
    (site / "loop.wav").write_bytes(bytes(range(100)))
    (site / "site.js").write_text("1")
    (tmp_path / "secret.txt").write_text("secret")
    return site


@pytest.fixture
def edition() -> Edition:
    return Edition()


@pytest.fixture
def server(site, edition):
    with open_server(site, edition, 0) as server:
        yield server


def ask(server, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def test_a_page_comes_with_the_script_and_the_file_stays_as_it_is(server, site, edition):
    status, headers, body = ask(server, "/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert f'<script src="/_courseforge/reload.js?edition={edition.name}" defer></script></head>'.encode() in body
    assert f"content=\"{POLICY}; connect-src 'self'\"".encode() in body
    assert (site / "index.html").read_text("utf-8") == PAGE


def test_the_script_may_do_what_it_must_and_nothing_else():
    assert allow_reload(POLICY) == f"{POLICY}; connect-src 'self'"
    assert allow_reload("default-src 'none'") == "default-src 'none'; script-src 'self'; connect-src 'self'"
    assert allow_reload("script-src 'sha256-x'; connect-src 'none'; default-src 'none'") == (
        "script-src 'sha256-x' 'self'; connect-src 'self'; default-src 'none'"
    )
    assert allow_reload("img-src 'self'") == "img-src 'self'"


def test_a_policy_written_by_a_template_engine():
    page = b"<head><META content='default-src &#39;none&#39;' http-equiv=content-security-policy></head>"
    assert b"content=\"default-src 'none'; script-src 'self'; connect-src 'self'\"" in make_live(page, "1")


def test_a_page_without_a_head_gets_the_script_too():
    assert make_live(b"<p>Hi", "e").startswith(b"<p>Hi<script src=")


def test_what_only_a_build_makes_is_not_offered():
    page = b'<p data-made="build" class="take"><a href="a.epub">Book</a></p>\n<ul>\n<li data-made="build">Feed</li>\n<li>b</li>'
    shown = make_live(page, "1")
    assert b"Book" not in shown
    assert b"Feed" not in shown
    assert b"<ul>\n<li>b</li>" in shown


def test_folders(server):
    status, headers, _ = ask(server, "/sound-lab")
    assert (status, headers["location"]) == (302, "/sound-lab/")
    assert b"Sound Lab" in ask(server, "/sound-lab/")[2]
    assert ask(server, "/sound-lab/index.html")[0] == 200
    assert not ask(server, "//sound-lab")[1]["location"].startswith("//")


def test_the_sites_own_404_page(server):
    status, _, body = ask(server, "/sound-lab/nothing.html")
    assert status == 404
    assert b"Nothing here" in body
    assert b"/_courseforge/reload.js" in body


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/..%5csecret.txt", "/x%00", "/link.txt"]
)
def test_nothing_outside_the_site(server, site, path):
    (site / "link.txt").symlink_to(site.parent / "secret.txt")
    status, _, body = ask(server, path)
    assert status == 404
    assert b"secret" not in body


def test_types_do_not_depend_on_the_machine(server):
    assert ask(server, "/site.js")[1]["content-type"] == "text/javascript; charset=utf-8"
    assert ask(server, "/loop.wav")[1]["content-type"] == "audio/wav"


@pytest.mark.parametrize(
    ("asked", "status", "place", "length"),
    [
        ("bytes=10-19", 206, "bytes 10-19/100", 10),
        ("bytes=90-", 206, "bytes 90-99/100", 10),
        ("bytes=-5", 206, "bytes 95-99/100", 5),
        ("bytes=50-5000", 206, "bytes 50-99/100", 50),
        ("bytes=100-", 416, "bytes */100", 0),
        ("bytes=1-2,4-5", 200, None, 100),
        ("bytes=-", 200, None, 100),
        ("lines=1-2", 200, None, 100),
    ],
)
def test_a_player_can_jump(server, asked, status, place, length):
    got, headers, body = ask(server, "/loop.wav", Range=asked)
    assert (got, headers.get("content-range"), len(body)) == (status, place, length)


def test_head_has_no_content(server):
    status, headers, body = ask(server, "/loop.wav", method="HEAD")
    assert (status, headers["content-length"], body) == (200, "100", b"")
    assert ask(server, "/_courseforge/changes", method="HEAD")[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "[::1]"])
def test_another_name_for_this_computer_is_refused(server, host):
    for path in ("/", "/_courseforge/changes", "/loop.wav"):
        status, _, body = ask(server, path, Host=host)
        assert status == 403
        assert b"Hi" not in body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1"])
def test_own_names(server, host):
    assert ask(server, "/", Host=host)[0] == 200


def test_only_this_computer_can_reach_it(server):
    assert server.server_address[0] == "127.0.0.1"


def test_news_of_changes(server, edition):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", "/_courseforge/changes")
    response = connection.getresponse()
    assert response.getheader("Content-Type") == "text/event-stream"
    first = edition.name
    assert response.readline() + response.readline() == f"data: {first}\n\n".encode()
    edition.advance()
    assert response.readline() == f"data: {edition.name}\n".encode()
    assert edition.name != first
    connection.close()


def test_two_servers_never_have_the_same_edition():
    assert Edition().name != Edition().name


def test_before_the_first_build(tmp_path, edition):
    with open_server(tmp_path / "none", edition, 0) as server:
        status, _, body = ask(server, "/")
    assert status == 503
    assert b"There is no site yet" in body
    assert b"/_courseforge/reload.js" in body


def test_a_port_that_is_taken(site, edition):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with open_server(site, edition, port) as server:
            assert port < server.port < port + 20
            assert ask(server, "/")[0] == 200


def test_no_port_at_all(site, edition):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 65535))
        taken.listen()
        with pytest.raises(CourseforgeError, match="No port"), open_server(site, edition, 65535):
            pass


@pytest.mark.parametrize(
    ("name", "watched"),
    [
        ("courses/a/x.ipynb", True),
        ("courses/a/data/beats.csv", True),
        ("_config.yml", True),
        ("skills.yml", True),
        ("courses/a/.ipynb_checkpoints/x-checkpoint.ipynb", False),
        ("courses/a/.~x.ipynb", False),
        ("courses/a/x.md~", False),
        ("courses/a/__pycache__/m.pyc", False),
        ("_build/site/index.html", False),
        ("catalog/published.json", False),
        ("README.md", False),
    ],
)
def test_what_is_a_source(name, watched):
    assert is_source(Path("/library") / name, Path("/library")) is watched


def test_a_saved_file_is_seen(tmp_path):
    course = tmp_path / "courses" / "a"
    course.mkdir(parents=True)
    (tmp_path / "_build").mkdir()
    with watched_sources(tmp_path) as changes:
        seen = frozenset()
        for attempt in range(50):
            (tmp_path / "_build" / "page.html").write_text(str(attempt))
            (course / "x.md").write_text(str(attempt))
            (tmp_path / "_config.yml").write_text(f"title: {attempt}")
            seen |= next_changes(changes)
            if len(seen) == 2:
                break
    assert seen == {"courses/a/x.md", "_config.yml"}
