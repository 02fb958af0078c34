"""The form as a browser, and as somebody who is up to no good, meets it."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from courseforge.errors import CourseforgeError
from courseforge.intake.form.door import Door
from courseforge.intake.form.pace import Pace
from courseforge.intake.form.page_tokens import PageTokens
from courseforge.intake.form.server import check_address, open_form

from .sending import BOUNDARY, Browser, listen, multipart


@pytest.fixture
def door(library: Path) -> Door:
    return Door(library, library / "intake", "Your Next Skill", pace=Pace(1000, 1000))


@pytest.fixture
def form(door: Door) -> Iterator[Browser]:
    with open_form(door, port=0, silence=1.5) as server:
        yield Browser(f"http://127.0.0.1:{server.port}/")


def box(library: Path) -> list[Path]:
    return sorted((library / "intake").glob("???-???"))


@pytest.mark.parametrize(("path", "thanks"), [("/en", "Thank you!"), ("/es", "¡Gracias!")])
def test_a_lesson_is_handed_in(path: str, thanks: str, form: Browser, library: Path) -> None:
    status, page = form.hand_in(path=path)
    (kept,) = box(library)
    assert status == 200 and thanks in page and kept.name in page
    assert "Clap" in page and "Paper Moon" in page and "c-0141" not in page
    assert sorted(one.name for one in kept.rglob("*") if one.is_file()) == [
        "clap.md",
        "contribution.json",
        "letter.md",
    ]
    assert kept.parent.stat().st_mode & 0o077 == 0  # nobody else on this computer looks in


def test_nothing_is_remembered_in_the_browser_and_nothing_runs_there(form: Browser) -> None:
    for path in ("/", "/en", "/es", "/style.css", "/nothing"):
        answer, page = form.get(path)
        assert answer.getheader("Set-Cookie") is None
        assert answer.getheader("Cache-Control") == "no-store"
        policy = answer.getheader("Content-Security-Policy") or ""
        assert policy.startswith("default-src 'none'") and "script" not in policy and "unsafe" not in policy
        assert "<script" not in page and " on" not in re.sub(r">[^<]*<", "><", page)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


def test_the_language_is_the_browsers(form: Browser) -> None:
    assert '<html lang="es">' in form.get("/", Accept_Language="es-MX,es;q=0.9,en;q=0.8")[1]
    assert '<html lang="en">' in form.get("/", Accept_Language="de,en;q=0.8")[1]
    assert '<html lang="en">' in form.get("/", Accept_Language="\xff" * 900)[1]


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(form: Browser, library: Path) -> None:
    status, page = form.hand_in(name="<b>Me & you</b>", consent="Mila Okafor, 2011")
    assert status == 422
    assert page.count("Choose a shorter name") == 2 and page.count("not the number of a paper") == 2
    assert 'value="&lt;b&gt;Me &amp; you&lt;/b&gt;"' in page and "<b>" not in page
    assert "Choose your files once more" in page and 'aria-describedby="name-hint name-complaint"' in page
    assert not (library / "intake").exists() or box(library) == []


def test_a_first_and_last_name_is_asked_about(form: Browser, library: Path) -> None:
    assert 'name="agreed"' not in form.get()[1]
    status, page = form.hand_in(name="Ada Mirandez")
    assert status == 422 and "A made-up name protects you" in page and 'name="agreed"' in page
    assert form.hand_in(name="Ada Mirandez", agreed="yes")[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1", "localhost:1", "", "[::1]:80"]
)
def test_another_host_name_is_answered_nothing(host: str, form: Browser, library: Path) -> None:
    assert form.get(Host=host)[0].status == 403
    assert form.post(b"", Host=host)[0] == 403


@pytest.mark.parametrize(
    "header",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_page_cannot_send_the_form(header: dict[str, str], form: Browser, library: Path) -> None:
    body = multipart([("token", None, form.token().encode()), ("name", None, b"Owl"), ("consent", None, b"c-1"),
                      ("file", "a.md", b"# Clap\n")])  # fmt: skip
    assert form.post(body, **header)[0] == 403
    assert form.post(body, Origin=form.address.rstrip("/"), Sec_Fetch_Site="same-origin")[0] == 200
    assert len(box(library)) == 1


@pytest.mark.parametrize("token", ["x", "1.2.3", "9999999999.aa." + "0" * 64, "é" * 5, "." * 200])
def test_a_token_that_is_not_ours_is_worth_nothing(token: str, form: Browser, library: Path) -> None:
    assert form.hand_in(token=token)[0] == 403
    assert not (library / "intake").exists()


def test_a_page_is_sent_once(form: Browser, library: Path) -> None:
    token = form.token()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: form.hand_in(token=token)[0], range(8)))
    assert answers.count(200) == 1 and set(answers) <= {200, 403, 503}
    assert len(box(library)) == 1


def test_a_token_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = PageTokens()
    token = tokens.make()
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 5 * 3600)
    assert not tokens.use(token)


@pytest.mark.parametrize("length", ["300000000", "999999999999999"])
def test_what_is_too_large_is_refused_before_it_comes(length: str, form: Browser) -> None:
    host = "{}:{}".format(*form.place)
    said = f"POST /en HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {length}\r\n\r\n"
    began = time.monotonic()
    connection = form.say(said.encode())
    first = connection.recv(65536)
    assert first.startswith(b"HTTP/1.0 413") and time.monotonic() - began < 2


@pytest.mark.slow
def test_300_megabytes_never_lie_in_memory(form: Browser) -> None:
    own = psutil.Process()
    before, most = own.memory_info().rss, 0
    host = "{}:{}".format(*form.place)
    connection = form.say(
        f"POST /en HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        "Content-Length: 300000000\r\n\r\n".encode()
    )
    piece = b"x" * 1_000_000
    try:
        for _ in range(300):
            connection.sendall(piece)
            most = max(most, own.memory_info().rss)
    except (ConnectionError, TimeoutError):
        pass
    assert listen(connection).startswith(b"HTTP/1.0 413")
    assert most - before < 60_000_000
    assert form.hand_in()[0] == 200


@pytest.mark.parametrize(
    ("length", "more", "status"),
    [
        ("", "", b"411"),
        ("-1", "", b"411"),
        ("12a", "", b"411"),
        ("5", "Transfer-Encoding: chunked\r\n", b"411"),
        ("0", "", b"400"),
    ],
)
def test_lengths_that_make_no_sense(length: str, more: str, status: bytes, form: Browser) -> None:
    told = f"Content-Length: {length}\r\n" if length else ""
    host = "{}:{}".format(*form.place)
    connection = form.say(f"POST /en HTTP/1.1\r\nHost: {host}\r\n{told}{more}\r\n".encode())
    assert connection.recv(65536).startswith(b"HTTP/1.0 " + status)


def test_who_stops_speaking_gives_the_seat_to_somebody_else(form: Browser, library: Path) -> None:
    """Ten who begin and say no more: in the head of a request, and in the middle of a form."""
    host = "{}:{}".format(*form.place)
    beginnings = [f"POST /en HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
                  f"Content-Length: 90000\r\n\r\n--{BOUNDARY}\r\n", f"GET /en HTTP/1.1\r\nHost: {host}\r\n"] * 5  # fmt: skip
    waiting = [form.say(said.encode()) for said in beginnings]
    time.sleep(3)  # the server waits for half of that
    assert form.hand_in()[0] == 200
    answers = [listen(connection) for connection in waiting]
    assert sum(answer.startswith(b"HTTP/1.0 408") for answer in answers) >= 1
    assert len(box(library)) == 1


@pytest.mark.slow
def test_who_speaks_very_slowly_is_not_heard_for_ever(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courseforge.intake.form.server._HEAD", 1.0)
    with open_form(door, port=0) as server:
        browser = Browser(f"http://127.0.0.1:{server.port}/")
        connection = browser.say(b"GET /en HTTP/1.1\r\n")
        began = time.monotonic()
        with pytest.raises(OSError):
            for _ in range(100):
                connection.sendall(b"X-Slow: 1\r\n")
                time.sleep(0.1)
        assert time.monotonic() - began < 5


def test_many_at_once(form: Browser, library: Path) -> None:
    """Whoever gets no seat is told so; what was taken is whole, and each has a code of its own."""
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: _try(form, n), range(40)))
    codes = {code for status, code in answers if status == 200}
    assert len(codes) == sum(status == 200 for status, _ in answers) == len(box(library))
    assert codes == {path.name for path in box(library)}
    assert {status for status, _ in answers} <= {200, 503} and len(codes) >= 1
    assert not list((library / "intake").glob(".part*"))


def _try(form: Browser, number: int) -> tuple[int, str]:
    try:
        status, page = form.hand_in(f"# Clap {number}\n\nClap twice.\n".encode())
    except (IndexError, ConnectionError):  # no seat, not even for the empty form
        return 503, ""
    return status, re.findall(r"<strong>(.{7})</strong>", page)[0] if status == 200 else ""


def test_a_flood_is_slowed_down(library: Path) -> None:
    door = Door(library, library / "intake", "Skill", pace=Pace(2, 100))
    with open_form(door, port=0) as server:
        browser = Browser(f"http://127.0.0.1:{server.port}/")
        answers = [browser.hand_in()[0] for _ in range(4)]
    assert answers == [200, 200, 429, 429]


def test_the_pace_is_of_a_minute_and_of_an_hour() -> None:
    now = 0.0
    pace = Pace(2, 3, clock=lambda: now)
    assert [pace.allow() for _ in range(3)] == [True, True, False]
    now = 61.0
    assert [pace.allow() for _ in range(2)] == [True, False]
    now = 3700.0
    assert pace.allow()


def test_a_full_box_says_so_kindly(form: Browser, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courseforge.intake.box.WAITING", 1)
    assert form.hand_in()[0] == 200
    status, page = form.hand_in()
    assert status == 503 and "Please tell the desk" in page and len(box(library)) == 1


def test_our_own_fault_tells_nobody_what_was_sent(
    form: Browser, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Mila Okafor wrote this")

    monkeypatch.setattr("courseforge.intake.form.door.take_in", fail)
    status, page = form.hand_in()
    printed = capsys.readouterr()
    assert status == 500 and "Nothing was kept" in page
    assert "RuntimeError" in printed.err and "Okafor" not in page + printed.err + printed.out


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "8.8.8.8", "2606:4700::1111", "library.example", "", "224.0.0.1"]
)
def test_the_form_is_for_the_librarys_own_network(address: str) -> None:
    with pytest.raises(CourseforgeError):
        check_address(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "192.168.1.20", "10.0.0.20", "fd00::1"])
def test_addresses_of_a_librarys_network(address: str) -> None:
    check_address(address)


def test_serving_says_who_can_see_it_and_nothing_about_who_came(library: Path) -> None:
    command = [sys.executable, "-u", "-m", "courseforge", "intake", "serve", "--port", "0", "--library", str(library)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout
        lines = [running.stdout.readline() for _ in range(3)]
        address = re.findall(r"http://127\.0\.0\.1:\d+/", lines[0])[0]
        browser = Browser(address, {"User-Agent": "canary-agent/1.0", "X-Forwarded-For": "203.0.113.9"})
        stopper = threading.Timer(30, running.kill)
        stopper.start()
        assert browser.hand_in()[0] == 200
        browser.get("/nothing")
        running.terminate()
        rest = running.stdout.read()
        stopper.cancel()
    assert "Only people at this computer can open it." in lines[1] and "intake" in lines[2]
    kept = "".join(path.read_text("utf-8") for path in (library / "intake").rglob("*") if path.is_file())
    for text in (rest, kept):
        assert "canary-agent" not in text and "203.0.113.9" not in text and "127.0.0.1" not in text
