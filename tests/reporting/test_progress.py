"""Progress: a bar on a terminal, quiet lines elsewhere."""

import io

from courseforge.reporting.progress import open_watcher


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


def test_a_terminal_gets_bars_in_letters_it_knows(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    drawn = work(Terminal())
    assert "Running the lessons" in drawn
    assert "0/2" in drawn
    assert "2/2" in drawn
    assert "12/12" in drawn
    drawn.encode("cp1252")


def test_a_long_name_leaves_the_bar_and_the_time_whole(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    stream = Terminal()
    with open_watcher(stream) as watcher:
        watcher.stage("running", 2)
        watcher.started("courses/using-courseforge/when-something-goes-wrong.es.ipynb")
    assert f"Running the lessons  {' ' * 20} 0/2 0:00:00 using-courseforge/when" in stream.getvalue()


def test_a_dumb_terminal_gets_lines(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("TTY_INTERACTIVE", raising=False)
    assert work(Terminal()).startswith("Reading the courses\nRunning the lessons (2)\n")
