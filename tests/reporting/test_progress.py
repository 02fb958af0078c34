"""Progress: a bar on a terminal, quiet lines elsewhere."""

import io
import os
import re
import sys

import pexpect
import pytest

from courseforge.reporting.progress import LineWatcher, open_watcher
from courseforge.reporting.work import Work, describe_rest, estimate_rest, finish_step, name_work, start_step


def work(stream, *, verbose=False) -> str:
    with open_watcher(stream, verbose=verbose) as watcher:
        watcher.stage("reading", 0)
        watcher.stage("running", 2)
        watcher.started("sound-lab/mix [es]")
        watcher.finished("sound-lab/mix [es]")
        watcher.started("sound-lab/first-beat")
        watcher.finished("sound-lab/first-beat")
        watcher.stage("writing", 12)
        for number in range(12):
            watcher.finished(f"page-{number}.html")
    return stream.getvalue()


def test_a_log_gets_one_line_for_each_stage():
    assert work(io.StringIO()) == "Reading the courses\nRunning the lessons (2)\nWriting the site (12)\n"


def test_a_log_names_each_lesson_when_asked():
    assert work(io.StringIO(), verbose=True) == (
        "Reading the courses\nRunning the lessons (2)\n  sound-lab/mix [es]\n  sound-lab/first-beat\n"
        "Writing the site (12)\n"
    )


class Terminal(io.StringIO):
    encoding = "cp1252"

    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_long_run_says_now_and_then_in_a_log_how_far_it_is():
    stream, clock = io.StringIO(), Clock()
    watcher = LineWatcher(stream, verbose=False, clock=clock)
    watcher.stage("running", 400)
    for number in range(100):
        watcher.finished(f"unchanged-{number}")
    for number in range(300):
        watcher.started(f"c/{number}")
        clock.now += 2
        watcher.finished(f"c/{number}")
    lines = stream.getvalue().splitlines()
    assert lines[:3] == [
        "Running the lessons (400)",
        "  115 of 400, about 10 min left",
        "  130 of 400, about 9 min left",
    ]
    assert len(lines) == 20


@pytest.mark.parametrize(("columns", "title"), [(80, "Running the lessons"), (40, "Running")])
def test_a_real_terminal_shows_one_bar_that_fits(columns, title, tmp_path):
    """Draws in a pseudo-terminal, reads what a person would see, frame by frame."""
    script = tmp_path / "work.py"
    script.write_text(WORK)
    environment = {"TERM": "xterm-256color", "PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    child = pexpect.spawn(
        sys.executable, [str(script)], dimensions=(24, columns), env=environment, encoding="utf-8", timeout=60
    )
    child.expect(pexpect.EOF)
    frames = [frame for frame in read_frames(child.before) if frame[0].startswith(title)]
    assert len(frames) > 5
    assert max(len(line) for frame in frames for line in frame) <= columns
    assert {len(frame) for frame in frames[:-1]} == {2}
    early = [frame[0] for frame in frames if re.search(r"\b[01]/12 ", frame[0])]
    assert not any("left" in bar for bar in early)  # nobody knows yet
    assert any(re.search(r"\d+/12 .*\d+ s left *$", frame[0]) for frame in frames)
    in_flight = [frame[1] for frame in frames if frame[1].strip()]
    assert any(line.startswith("  sound-lab/beat-") for line in in_flight)
    assert any(line.endswith("more") for line in in_flight)
    assert child.before.rstrip().endswith("done")


WORK = """
import sys, time
from courseforge.reporting.progress import open_watcher

with open_watcher(sys.stderr) as watcher:
    watcher.stage("reading", 0)
    watcher.stage("running", 12)
    names = [f"courses/sound-lab/beat-with-a-long-name-{n}.ipynb" for n in range(12)]
    for name in names[:3]:
        watcher.started(name)
    for number, name in enumerate(names):
        time.sleep(0.2)
        watcher.finished(name)
        if number + 3 < 12:
            watcher.started(names[number + 3])
sys.stdout.write("done")
"""


def read_frames(drawn: str) -> list[list[str]]:
    """Part what was drawn where the cursor goes back to the top of the bar."""
    frames = re.split(r"\r(?:\x1b\[2K\x1b\[1A)*\x1b\[2K", drawn)
    plain = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", frame).replace("\r", "") for frame in frames]
    return [frame.split("\n") for frame in plain if frame.strip()]


def test_a_terminal_with_few_letters_gets_a_bar_in_those(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    drawn = work(Terminal())
    assert "12/12" in drawn
    drawn.encode("cp1252")


def test_the_rest_is_only_told_when_it_can_be_known():
    work = Work("running", 100)
    for number in range(4):
        work = start_step(work, f"c/{number}", 10.0)
    for number in range(3):
        work = finish_step(finish_step(work, f"c/{number}"), "unchanged")
        work = start_step(work, f"d/{number}", 12.0)
        assert estimate_rest(work, 12.0) is None  # the first to finish are the shortest
    work = finish_step(work, "c/3")
    assert estimate_rest(work, 14.0) == 4 / 4 * 93
    assert describe_rest(93) == "about 2 min left"
    assert (describe_rest(None), describe_rest(0.2), describe_rest(41)) == ("", "about 5 s left", "about 45 s left")
    assert (describe_rest(3240), describe_rest(5400)) == ("about 54 min left", "about 1.5 h left")


def test_as_many_names_are_shown_as_fit():
    names = ["courses/c/one.ipynb", "courses/c/two.ipynb", "courses/c/\x1b[2Jthree.ipynb"]
    assert name_work(names, 80) == "c/one.ipynb, c/two.ipynb, c/\\x1b[2Jthree.ipynb"
    assert name_work(names, 40) == "c/one.ipynb, c/two.ipynb and 1 more"
    assert name_work(names, 30) == "c/one.ipynb and 2 more"
    assert name_work(names, 18) == "c/one.… and 2 more"
    assert name_work([], 18) == ""


def test_a_dumb_terminal_gets_lines(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("TTY_INTERACTIVE", raising=False)
    assert work(Terminal()).startswith("Reading the courses\nRunning the lessons (2)\n")
