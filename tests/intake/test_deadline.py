"""A lesson that takes the check too long: the check is ended, the lesson stays, and its author hears a clear word."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from click.testing import Result

from courseforge.intake.box import Facts, list_codes, put_in, take_out
from courseforge.intake.deadline import run_within
from courseforge.intake.form.door import Door
from courseforge.intake.form.pace import Pace
from courseforge.intake.form.server import open_form

from .conftest import git
from .sending import Browser, multipart

CONFINED = "from courseforge.intake.deadline import confine_process\n"
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(60)
"""
SAID = {
    "/en": ("Thank you!", "could not look through all of your lesson in time. Nothing is lost"),
    "/es": ("¡Gracias!", "no pudo revisar tu lección entera a tiempo. No se ha perdido nada"),
}


def run(program: str, *words: str, seconds: float = 20) -> bool:
    return run_within(seconds, [sys.executable, "-c", program, *words])


def is_running(id: int) -> bool:
    return psutil.pid_exists(id) and psutil.Process(id).status() != psutil.STATUS_ZOMBIE


def heavy_notebook() -> bytes:
    """A notebook that is no larger than it may be, with so much code that its check takes seconds."""
    lines = "\n".join(f"kite_{{n}}_{m} = [{{n}}, {m}]\nprint(kite_{{n}}_{m})" for m in range(30))
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None, "source": lines.format(n=n)}
        for n in range(900)
    ]  # fmt: skip
    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# A kite of numbers\n"}
    return json.dumps({"cells": [title, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def hand_in_heavy(form: Browser, path: str) -> tuple[int, str]:
    fields = {"token": form.token(path), "name": "Paper Moon", "consent": "c-0141"}
    parts = [(name, None, value.encode()) for name, value in fields.items()]
    return form.post(multipart([*parts, ("file", "kite.ipynb", heavy_notebook())]), path)


def test_what_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    began = time.monotonic()
    assert not run(STUBBORN, str(tmp_path / "child"), seconds=2)
    assert time.monotonic() - began < 10
    deadline = time.monotonic() + 5
    while is_running(int((tmp_path / "child").read_text())):
        assert time.monotonic() < deadline, "a process is left over"
        time.sleep(0.05)


def test_what_comes_to_its_end_in_time_is_known_from_what_fails() -> None:
    assert run("pass")
    assert not run("raise SystemExit(3)")
    assert not run_within(20, [sys.executable, "-c", "import os; os.abort()"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limits")
def test_memory_has_a_bound_and_nobody_works_on_whom_nobody_waits_for() -> None:
    assert run(f"{CONFINED}confine_process(9, 500 << 20)\nbytearray(100 << 20)")
    assert not run(f"{CONFINED}confine_process(9, 500 << 20)\nbytearray(600 << 20)")
    began = time.monotonic()
    assert not run(f"{CONFINED}import time\nconfine_process(1, 500 << 20)\ntime.sleep(60)", seconds=60)
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("path", SAID)
def test_the_form_says_so_and_the_lesson_stays(
    path: str, library: Path, intake: Callable[..., Result], capsys: pytest.CaptureFixture[str]
) -> None:
    box = library / "intake"
    door = Door(library, box, "Your Next Skill", pace=Pace(99, 99), seconds=0.8)
    with open_form(door, port=0) as server:
        status, page = hand_in_heavy(Browser(f"http://127.0.0.1:{server.port}/"), path)
    (code,) = list_codes(box)
    assert status == 200 and code in page and all(words in page for words in SAID[path])
    kept = take_out(box, code)
    assert not kept.facts.checked and kept.files[kept.facts.lesson].count(b"kite_899_29") == 2
    assert f"The check of {code} did not come to its end. Look at it" in capsys.readouterr().err
    assert "not checked: it took too long; read it yourself" in intake("list").output
    assert [
        one for one in psutil.Process().children(recursive=True) if "examination" in " ".join(one.cmdline())
    ] == []


def test_what_was_not_checked_does_not_get_into_git(
    library: Path, intake: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facts = Facts(
        "Luz", "c-1", "en", False, "A kite", "kite.ipynb", ("kite.ipynb",), 0, 0, "2026-11-28", checked=False
    )
    code = put_in(library / "intake", facts, {"kite.ipynb": heavy_notebook()}, "A letter")
    before = git(library, "for-each-ref")
    monkeypatch.setattr("courseforge.intake.proposing.proposal.CHECK_SECONDS_AT_DESK", 0.8)
    refused = intake("submit", code, "--course", "sound-lab", "--to", tmp_path)
    assert refused.exit_code == 2
    assert "nobody knows whether the lesson says too much about people" in " ".join(refused.output.split())
    assert git(library, "for-each-ref") == before and list(tmp_path.glob("*.patch")) == []


def test_a_fault_of_our_own_keeps_the_lesson_and_names_the_place(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, intake: Callable[..., Result]
) -> None:
    broken = "def check(*_, **__):\n    raise RuntimeError('Mila Okafor wrote this')\n\nReport = object\n"
    (tmp_path / "sitecustomize.py").write_text(
        f"import sys, types\nmodule = types.ModuleType('courseforge.publishing.checking')\nexec({broken!r}, module.__dict__)\nsys.modules[module.__name__] = module\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    lesson = tmp_path / "clap.md"
    lesson.write_text("# Clap\n\nClap twice.\n")
    result = intake("add", lesson, "--name", "Paper Moon", "--consent", "c-0141")
    assert result.exit_code == 0 and "RuntimeError at <string>:2" in result.output and "Okafor" not in result.output
    assert len(list_codes(library / "intake")) == 1


def test_half_an_answer_is_none(tmp_path: Path) -> None:
    from courseforge.intake.appraisal import _read_answer

    for text in ("", "{", "[]", "null", '{"letter": "x"}', '{"letter": "x", "private": 0, "errors": 0, "more": 1}'):
        (tmp_path / "answer.json").write_text(text)
        assert _read_answer(tmp_path / "answer.json") is None
    assert _read_answer(tmp_path / "nothing") is None
