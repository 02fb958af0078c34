"""What an author reads about a lesson that failed."""

import os
import re
import signal
import time
from pathlib import Path

import pytest
from tests.execution.shelf import Shelf, code, lesson, prose

from courseforge.diagnostics import Severity
from courseforge.model import CellFailure, ExecutionResult, ExecutionStatus, Lesson

MALFORMED = (
    "k = get_ipython().kernel\nk.session.send(k.iopub_socket, 'comm_msg', {'comm_id': 'x'}, parent=k.get_parent())"
)


def list_failures(shelf: Shelf, results: tuple[ExecutionResult, ...], lessons: list[Lesson]) -> list[tuple[str, ...]]:
    found = shelf.diagnose(results, *lessons)
    return [(d.code, str(d.location).partition(", ")[2], d.message) for d in found]


@pytest.mark.slow
def test_a_lesson_that_hangs_or_dies_stops_no_other(shelf: Shelf, capfd: pytest.CaptureFixture[str]) -> None:
    lessons = [
        lesson("endless", "print('begun')", "while True: pass"),
        lesson("deaf", "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); signal.pause()"),
        lesson("dead", "print('alive')", "import os; os._exit(0)", "print('never')"),
        lesson("good", "print('fine')"),
    ]
    results = shelf.run(*lessons, timeout=3)

    assert [result.status for result in results] == ["failed"] * 3 + ["ran"]
    assert list_failures(shelf, results, lessons) == [
        ("CF591", "cell 3", "Cell 3 was still running after 3 seconds, the limit for one cell."),
        ("CF591", "cell 2", "Cell 2 was still running after 3 seconds, the limit for one cell."),
        ("CF592", "cell 3", "Python itself ended while cell 3 was running."),
    ]
    assert [cell.number for cell in results[0].cells] == [2, 3]
    assert capfd.readouterr() == ("", "")
    assert shelf.run(lessons[-1])[0].status is ExecutionStatus.CACHED
    assert len(list(shelf.cache.glob("*.json"))) == 1


@pytest.mark.slow
def test_a_lesson_that_floods_or_talks_nonsense_is_stopped(shelf: Shelf, capfd: pytest.CaptureFixture[str]) -> None:
    lessons = [
        lesson("flood", "while True: print('x' * 1_000)"),
        lesson("wave", "print('x' * 30_000_000)"),
        lesson("malformed", MALFORMED),
    ]
    results = shelf.run(*lessons, timeout=60)

    assert list_failures(shelf, results, lessons) == [
        ("CF594", "cell 2", "The lesson printed more than 20 MB by the time cell 2 was running."),
        ("CF594", "cell 2", "The lesson printed more than 20 MB by the time cell 2 was running."),
        ("CF589", "cell 2", "What cell 2 sent is no message of Jupyter's (KeyError: 'data')."),
    ]
    assert capfd.readouterr() == ("", "")


def diagnose(shelf: Shelf, whole: Lesson, failure: CellFailure) -> tuple[str, str, str]:
    result = ExecutionResult(whole.id, whole.language, whole.path, ExecutionStatus.FAILED, failure=failure)
    (diagnostic,) = shelf.diagnose([result], whole)
    return diagnostic.code, str(diagnostic.location), diagnostic.message


def test_a_text_lesson_is_told_by_the_lines_of_its_file(shelf: Shelf) -> None:
    whole = lesson("text", prose("# A"), code("x = 1\n1/0", line=12), suffix="md")
    assert diagnose(shelf, whole, CellFailure(3, "ZeroDivisionError", "division by zero", 2)) == (
        "CF590",
        "courses/lab/text.md:13",
        "The code cell at line 12 stopped at line 13, `1/0`, with ZeroDivisionError: division by zero.",
    )
    assert diagnose(shelf, whole, CellFailure(3, "Timeout", "60 seconds")) == (
        "CF591",
        "courses/lab/text.md:12",
        "The code cell at line 12 was still running after 60 seconds, the limit for one cell.",
    )


def test_a_hint_names_a_cell_as_the_message_does(shelf: Shelf) -> None:
    whole = lesson("text", prose("# A"), code("tempo", line=12), code("tempo = 9", line=20), suffix="md")
    failure = CellFailure(3, "NameError", "name 'tempo' is not defined", 1)
    result = ExecutionResult(whole.id, whole.language, whole.path, ExecutionStatus.FAILED, failure=failure)
    (diagnostic,) = shelf.diagnose([result], whole)
    assert diagnostic.hint.startswith("`tempo` is made in the code cell at line 20, further down.")


def test_an_error_with_a_book_for_a_message_is_told_shortly(shelf: Shelf) -> None:
    whole = lesson("long", "x" * 500)
    _, _, message = diagnose(shelf, whole, CellFailure(2, "ValueError", "word " * 1000 + "\nmore\n", 1))
    assert len(message) < 350
    assert "more" not in message


def test_an_error_made_to_take_long_is_told_soon(shelf: Shelf) -> None:
    whole = lesson("long", "a" * 200_000, "\n".join("ab" * 50_000 + f"{n} = 1" for n in range(9)))
    _, _, message = diagnose(shelf, whole, CellFailure(2, "NameError", " (<" * 200_000, 1))
    assert len(message) < 350
    kinds = ["NameError", "UnboundLocalError", "TypeError", "KeyError", "AttributeError", "ImportError", "ValueError"]
    kinds += ["ModuleNotFoundError", "FileNotFoundError", "URLError", "SyntaxError", "UnicodeDecodeError", "OSError"]
    for kind in kinds:
        for words in (
            "name '{}' is not defined",
            "'{}' object has no attribute '{}'",
            "{}() missing {} '{}'",
            "((({}",
        ):
            failure = CellFailure(2, kind, words.replace("{}", "ba" * 50_000), 1)
            assert diagnose(shelf, whole, failure)[0] == "CF590"


def test_another_language_is_refused_before_anything_starts(shelf: Shelf, no_kernel: None) -> None:
    whole = lesson("statistics", "x <- 1", kernel="ir")
    results = shelf.run(whole)
    (diagnostic,) = shelf.diagnose(results, whole)
    assert diagnostic.code == "CF593"
    assert diagnostic.message == "This lesson asks for the kernel “ir”, which is not installed here."
    assert "Installed here: " in (diagnostic.hint or "")
    assert "python3" in (diagnostic.hint or "")


def test_a_kernel_that_cannot_start_is_told(open_shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = open_shelf
    launcher = shelf.root / "launcher.py"
    launcher.write_text(f"import os; os._exit({os.EX_UNAVAILABLE})")
    monkeypatch.setattr("courseforge.execution.kernel._LAUNCHER", launcher)
    whole = lesson("never", "print(1)")
    results = shelf.run(whole)
    (diagnostic,) = shelf.diagnose(results, whole)
    assert (diagnostic.code, diagnostic.message) == ("CF593", "Python could not be started for this lesson.")
    assert "69" in diagnostic.detail


def test_a_lesson_that_complains_is_published_with_a_note(shelf: Shelf) -> None:
    complain = "import sys; print('Old way of doing it.\\nMore', file=sys.stderr)"
    lessons = [
        lesson("loud", "print('fine')", complain, code(complain, "remove-stderr"), complain),
        lesson("quiet", code(complain, "remove-stderr"), code(complain, "remove-output")),
    ]
    results = shelf.run(*lessons)
    assert [result.status for result in results] == ["ran", "ran"]
    (note,) = shelf.diagnose(results, *lessons)
    assert (note.code, note.severity, str(note.location)) == (
        "CF598",
        Severity.INFO,
        "courses/lab/loud.ipynb, cell 3",
    )
    assert note.message == "Cell 3 prints a warning that readers see, and so does 1 more: “Old way of doing it.”"
    assert shelf.diagnose(shelf.run(*lessons), *lessons) == (note,)  # an unchanged lesson still does


def test_a_lesson_as_a_whole_has_its_time(shelf: Shelf) -> None:
    nap = "import time; time.sleep(0.6)"
    slow, quick = lesson("slow", *[nap] * 9), lesson("quick", "print('fine')")
    results = shelf.run(slow, quick, lesson_timeout=2)
    assert [result.status for result in results] == ["failed", "ran"]
    (told,) = shelf.diagnose(results, slow, quick)
    assert (told.code, told.location.cell) == ("CF591", results[0].cells[-1].number)
    assert re.fullmatch(r"The lesson was not done after 2 seconds; cell \d+ was running\.", told.message)
    assert "`lesson_timeout:`" in told.hint


@pytest.mark.slow
def test_a_lesson_has_the_memory_that_the_settings_give_it(walled_shelf: Shelf) -> None:
    fill = "data = bytearray(400 << 20)"
    (result,) = walled_shelf.run(lesson("large", fill), memory="300 MB")
    assert result.failure is not None
    assert (result.failure.kind, result.failure.message) == ("OutOfMemory", "0.3 GB")
    (result,) = walled_shelf.run(lesson("large", fill), memory="0.8 GB")
    assert result.status is ExecutionStatus.RAN


@pytest.mark.slow
def test_a_warm_process_that_dies_is_replaced_once(walled_shelf: Shelf) -> None:
    deaths = iter([False, True, False, True, False])

    def kill_sometimes(_: Lesson) -> None:
        if next(deaths):
            for children in Path("/proc/self/task").glob("*/children"):
                for child in children.read_text().split():
                    if b"execution.warm" in Path(f"/proc/{child}/cmdline").read_bytes():
                        os.kill(int(child), signal.SIGKILL)
                        while Path(f"/proc/{child}/stat").read_text().split()[2] != "Z":
                            time.sleep(0.01)

    lessons = [lesson(name, "print('fine')") for name in "abcde"]
    results = walled_shelf.run(*lessons, workers=1, starting=kill_sometimes)
    assert [result.status for result in results] == ["ran"] * 3 + ["failed"] * 2
    assert [result.walls for result in results[:3]] == [True] * 3
    assert {diagnostic.code for diagnostic in walled_shelf.diagnose(results, *lessons)} == {"CF593"}
