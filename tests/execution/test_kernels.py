"""What a lesson meets while it runs, and what it leaves behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from operator import gt
from pathlib import Path

import pytest
from tests.execution.shelf import Shelf, code, lesson, prose, texts

from courseforge.model import ExecutionStatus

PATIENCE = 20  # seconds for what takes one at most; nothing here would end by itself before

LOOK_AROUND = """
import json, os, pathlib, subprocess, sys, tempfile
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
pathlib.Path("data/notes.csv").write_text("changed")
pathlib.Path("new.txt").write_text("new")
pathlib.Path.home().joinpath("mark").write_text("x")
import helper
print(json.dumps({
    "env": dict(os.environ), "child": child.pid, "kernel": os.getpid(), "helper": helper.WORD,
    "random": __import__("random").__file__.endswith("lesson/random.py"),
}))
"""


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(pids: list[int]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not any(is_running(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def test_a_lesson_sees_a_copy_of_its_course_and_nothing_of_ours(
    open_shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shelf = open_shelf
    monkeypatch.setenv("LIBRARY_TOKEN", "canary-5519")
    monkeypatch.setenv("PYTHONSTARTUP", "canary-5519")
    monkeypatch.setenv("JUPYTER_PATH", str(shelf.root))
    shelf.add_files({"data/notes.csv": "a,b", "helper.py": "WORD = 'ours'", "random.py": "raise SystemExit"})
    before = {path: path.read_bytes() for path in shelf.folder.rglob("*") if path.is_file()}
    where = f"open({str(shelf.root / 'where')!r}, 'w').write(os.getcwd())"
    shell = "import os\n_ = os.system('echo from the shell; echo to stderr >&2')"

    (result,) = shelf.run(
        lesson("look", LOOK_AROUND + where, shell, "object()\nimport warnings; warnings.warn('old')")
    )

    assert result.status is ExecutionStatus.RAN
    seen = json.loads(texts(result)[0])
    assert "canary-5519" not in json.dumps(seen["env"])
    assert seen["env"]["TZ"] == "UTC"
    assert seen["env"]["PIP_NO_INDEX"] == "1"  # a shell in a lesson reaches no index of packages
    assert "JUPYTER_PATH" not in seen["env"]
    assert seen["helper"] == "ours"
    assert not seen["random"]
    assert seen["env"]["HOME"] == "/home/learner"
    assert {path: path.read_bytes() for path in shelf.folder.rglob("*") if path.is_file()} == before
    assert wait_until_gone([seen["child"], seen["kernel"]])
    assert not Path((shelf.root / "where").read_text()).parent.exists()
    assert "from the shell\n" in texts(result)
    assert capfd.readouterr() == ("", "")
    assert "/tmp/ipykernel/" in texts(result)[-1]


def test_results_come_in_lesson_order_and_lessons_run_at_the_same_time(open_shelf: Shelf) -> None:
    shelf = open_shelf
    # Each waits for the other: one after another, neither would end.
    meet = """
import pathlib, time
pathlib.Path({mine!r}).touch()
end = time.monotonic() + 20
while not pathlib.Path({other!r}).exists():
    assert time.monotonic() < end, "alone"
    time.sleep(0.02)
time.sleep({pause})
print({mine!r})
"""
    left, right = str(shelf.root / "left"), str(shelf.root / "right")
    lessons = (
        lesson("slow", meet.format(mine=left, other=right, pause=0.5)),
        lesson("text", prose("# Only words")),
        lesson("quick", meet.format(mine=right, other=left, pause=0)),
    )
    begun: list[str] = []
    ended: list[str] = []
    threads: set[int] = set()

    def note(result: object) -> None:
        ended.append(result.lesson_id)  # type: ignore[attr-defined]
        threads.add(threading.get_ident())

    results = shelf.run(*lessons, workers=2, starting=lambda lesson: begun.append(lesson.id), progress=note)

    assert [result.lesson_id for result in results] == ["lab/slow", "lab/text", "lab/quick"]
    assert [result.status for result in results] == ["ran", "skipped", "ran"]
    assert sorted(begun) == ["lab/quick", "lab/slow"]
    assert ended == ["lab/text", "lab/quick", "lab/slow"]
    assert threads == {threading.get_ident()}
    assert results[1].reason == "no code"


def test_tags_say_what_may_raise_and_what_is_skipped(shelf: Shelf) -> None:
    cells = (code("1/0", "raises-exception"), code("boom", "skip-execution"), code("  "), code("'still here'"))
    (result,) = shelf.run(lesson("tags", prose("# Errors"), *cells))

    assert result.status is ExecutionStatus.RAN
    assert [(cell.number, cell.execution_count) for cell in result.cells] == [(3, 1), (6, 2)]
    assert result.cells[0].outputs[0]["ename"] == "ZeroDivisionError"


VARIABLE = """
import json, os, pathlib, sys, warnings
print({"kick", "snare", "hat"}, hash("beat"), object(), pathlib.Path.cwd())
for number in range(50): print(number, file=[sys.stdout, sys.stderr][number % 2], flush=number % 5 == 0)
warnings.warn("old")
os.system("echo shell")
"""


def test_the_same_code_gives_the_same_outputs(shelf: Shelf) -> None:
    twins = [
        lesson("one", VARIABLE, code("import json\njson.loads('{')", "raises-exception")),
        lesson("two", VARIABLE, code("import json\njson.loads('{')", "raises-exception")),
    ]
    one, two = shelf.run(*twins, workers=2, force=True)
    assert one.status is ExecutionStatus.RAN
    assert one.cells == two.cells
    assert "/python" in str(one.cells[1].outputs)
    assert sys.prefix not in str(one.cells)


def test_nothing_of_the_machinery_stays(shelf: Shelf) -> None:
    """Rendering forks afterwards, which goes wrong with threads and open sockets about."""

    def count() -> tuple[int, int]:
        threads, files = (len(list(Path(f"/proc/self/{kind}").iterdir())) for kind in ("task", "fd"))
        return threads, files

    before = count()
    shelf.run(lesson("one", "print(1)"))
    # A thread that was joined still needs a moment to leave the system's list: now, or before the run.
    end = time.monotonic() + 1
    while any(map(gt, count(), before)) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(map(gt, count(), before))


def test_an_editor_that_saves_data_meanwhile_spoils_no_kept_run(shelf: Shelf) -> None:
    shelf.add_files({"notes.csv": "old"})
    whole = lesson("reader", "print(open('notes.csv').read())")
    (raced,) = shelf.run(whole, starting=lambda _: shelf.add_files({"notes.csv": "new"}))
    assert texts(raced) == ["new\n"]
    shelf.add_files({"notes.csv": "old"})
    (honest,) = shelf.run(whole)
    assert (honest.status, texts(honest)) == (ExecutionStatus.RAN, ["old\n"])


def test_switched_off_runs_nothing(shelf: Shelf, no_kernel: None) -> None:
    (result,) = shelf.run(lesson("off", "print(1)"), mode="off")
    assert (result.status, result.cells) == (ExecutionStatus.SKIPPED, ())
    assert result.reason == "running is switched off in _config.yml"


SCRIPT = """
import sys
from pathlib import Path
from tests.execution.shelf import Shelf, lesson
shelf = Shelf(Path(sys.argv[1]), "off")
wait = "import os, pathlib, time\\npathlib.Path({!r}).write_text(f'{{os.getpid()}} {{os.getcwd()}}')\\ntime.sleep(60)"
shelf.run(*(lesson(name, wait.format(str(shelf.root / name))) for name in "ab"), workers=2)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_kernel_outlives_an_interrupted_run(open_shelf: Shelf, how: signal.Signals) -> None:
    shelf = open_shelf
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(shelf.root)], env=environment, stderr=subprocess.PIPE
    ) as process:
        marks = [shelf.root / name for name in "ab"]
        end = time.monotonic() + 30
        while not all(mark.exists() and mark.read_text() for mark in marks):
            assert time.monotonic() < end
            time.sleep(0.05)
        pids, rooms = zip(*(mark.read_text().split() for mark in marks), strict=True)
        process.send_signal(how)
        process.wait(PATIENCE)
        assert wait_until_gone([int(pid) for pid in pids])
        if how is signal.SIGINT:
            assert b"KeyboardInterrupt" in process.stderr.read().splitlines()[-1]  # type: ignore[union-attr]
            assert not any(Path(room).parent.exists() for room in rooms)
        else:  # nobody can tidy up after SIGKILL
            subprocess.run(["rm", "-r", *(Path(room).parent for room in rooms)], check=True)
