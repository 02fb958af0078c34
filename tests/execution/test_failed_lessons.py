"""What an author reads about a lesson that failed."""

import os
from collections.abc import Mapping

import pytest
from tests.execution.shelf import Shelf, code, lesson, prose

from courseforge.diagnostics import Severity
from courseforge.model import CellFailure, ExecutionResult, ExecutionStatus, Lesson

MEANT = " If the error is meant to be shown, give the cell the tag `raises-exception`."
MAY_BE_MEANT = {"zero", "in-a-function", "syntax", "indentation", "own-error"}
FILES = {"data/Notes.csv": "a,b", "drums.py": "kick = 1"}

# name of the lesson: its code cells, the place, the message, the hint
RAISED: Mapping[str, tuple[list[str], str, str, str]] = {
    "zero": (
        ["beats = 0", "# feel\nprint(60 / beats)"],
        "cell 3, line 2",
        "Cell 3 stopped at line 2, `print(60 / beats)`, with ZeroDivisionError: division by zero.",
        "Print the number after the `/` just before this line to see when it becomes 0.",
    ),
    "in-a-function": (
        ["def play(x):\n    return 1 / x", "y = 1\nplay(0)"],
        "cell 3, line 2",
        "Cell 3 stopped at line 2, `play(0)`, with ZeroDivisionError: division by zero.",
        "Print the number after the `/` just before this line to see when it becomes 0.",
    ),
    "later": (
        ["tempo + 1", "tempo = 90"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `tempo + 1`, with NameError: name 'tempo' is not defined.",
        "`tempo` is made in cell 3, further down. Cells run from top to bottom: move it up.",
    ),
    "misspelled": (
        ["for pattern in 'ab': pass", "patern"],
        "cell 3, line 1",
        "Cell 3 stopped at line 1, `patern`, with NameError: name 'patern' is not defined.",
        "Did you mean `pattern`?",
    ),
    "not-imported": (
        ["np.sin(1)"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `np.sin(1)`, with NameError: name 'np' is not defined.",
        "Write `import numpy as np` in a cell above.",
    ),
    "gone": (
        ["wobble"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `wobble`, with NameError: name 'wobble' is not defined.",
        "Give `wobble` a value in a cell above; the cell that did may have been deleted.",
    ),
    "no-package": (
        ["import synthesizers.bass"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `import synthesizers.bass`, with "
        "ModuleNotFoundError: No module named 'synthesizers'.",
        "Check the spelling. If it is right, ask whoever runs courseforge for your library to install it. "
        "A lesson cannot do that itself.",
    ),
    "other-package": (
        ["import serial"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `import serial`, with ModuleNotFoundError: No module named 'serial'.",
        "`serial` comes with pyserial: ask whoever runs courseforge for your library to install it. "
        "A lesson cannot do that itself.",
    ),
    "no-name": (
        ["from drums import snare"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `from drums import snare`, with "
        "ImportError: cannot import name 'snare' from 'drums' (/lesson/drums.py).",
        "Check the spelling of the name after `import`; capitals count.",
    ),
    "near-package": (
        ["import drumms"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `import drumms`, with ModuleNotFoundError: No module named 'drumms'.",
        "Did you mean `drums`?",
    ),
    "capital": (
        ["open('notes.csv')"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `open('notes.csv')`, with "
        "FileNotFoundError: [Errno 2] No such file or directory: 'notes.csv'.",
        "The course has `data/Notes.csv`: write it exactly so, capitals too.",
    ),
    "no-file": (
        ["open('loop.wav')"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `open('loop.wav')`, with "
        "FileNotFoundError: [Errno 2] No such file or directory: 'loop.wav'.",
        "Put the file into the course's folder, courses/lab, and write its name as seen from there.",
    ),
    "syntax": (
        ["x = 1\nif x\n  print(x)"],
        "cell 2, line 2",
        "Cell 2 stopped at line 2, `if x`, with SyntaxError: expected ':'.",
        "Look at this line and the one above it for a bracket, a quote or a colon that is missing.",
    ),
    "indentation": (
        ["if True:\nprint(1)"],
        "cell 2, line 2",
        "Cell 2 stopped at line 2, `print(1)`, with "
        "IndentationError: expected an indented block after 'if' statement on line 1.",
        "Let all lines of a block start in the same column, four spaces in, and use no tabs.",
    ),
    "keyboard": (
        ["name = input('Your name? ')"],
        "cell 2, line 1",
        "Cell 2 stopped at line 1, `name = input('Your name? ')`, because it asks the reader to type something.",
        "Lessons run with nobody at the keyboard, so nothing can be asked. Set the value in the code, "
        'for example `name = "Robin"`, and tell readers to change it.',
    ),
    "network": (
        ["from urllib.request import urlopen\nurlopen('http://127.0.0.1:9/')"],
        "cell 2, line 2",
        "Cell 2 stopped at line 2, `urlopen('http://127.0.0.1:9/')`, with "
        "URLError: <urlopen error [Errno 111] Connection refused>.",
        "Lessons should not need the network: save the data once, put it into the course's data folder, "
        "and read it from there.",
    ),
    "own-error": (
        ["class Silence(Exception): pass\nraise Silence"],
        "cell 2, line 2",
        "Cell 2 stopped at line 2, `raise Silence`, with Silence.",
        "In Jupyter, choose “Restart the kernel and run all cells” to see it happen.",
    ),
}
# What differs between the rooms: with walls there is no network at all, not even an empty one.
NOBODY, NO_SOCKET = "[Errno 111] Connection refused", "[Errno 95] Operation not supported"
MALFORMED = (
    "k = get_ipython().kernel\nk.session.send(k.iopub_socket, 'comm_msg', {'comm_id': 'x'}, parent=k.get_parent())"
)


def check_raised(shelf: Shelf, names: list[str]) -> None:
    shelf.add_files(FILES)
    lessons = [lesson(name, *RAISED[name][0]) for name in names]
    results = shelf.run(*lessons)
    found = shelf.diagnose(results, *lessons)
    expected = [
        (
            "CF590",
            Severity.ERROR,
            f"courses/lab/{name}.ipynb, {place}",
            message,
            hint + MEANT * (name in MAY_BE_MEANT),
        )
        for name, (_, place, message, hint) in ((name, RAISED[name]) for name in names)
    ]
    told = [(d.code, d.severity, str(d.location), d.message.replace(NO_SOCKET, NOBODY), d.hint) for d in found]
    assert told == expected
    for diagnostic, result in zip(found, results, strict=True):
        assert result.status is ExecutionStatus.FAILED
        assert "Traceback" not in diagnostic.message + diagnostic.hint
        assert result.failure is not None
        assert result.failure.kind in diagnostic.detail
        assert "\x1b" not in diagnostic.detail
        assert "/cf-" not in diagnostic.detail


def test_an_error_is_told_with_its_place_and_a_remedy(shelf: Shelf) -> None:
    check_raised(shelf, ["zero", "capital"])


@pytest.mark.slow
def test_common_errors_are_told_with_a_remedy(shelf: Shelf, capfd: pytest.CaptureFixture[str]) -> None:
    check_raised(shelf, [name for name in RAISED if name not in ("zero", "capital")])
    assert capfd.readouterr() == ("", "")


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
    assert len(list(shelf.cache.iterdir())) == 1


@pytest.mark.slow
def test_a_lesson_that_floods_or_talks_nonsense_is_stopped(shelf: Shelf, capfd: pytest.CaptureFixture[str]) -> None:
    lessons = [
        lesson("flood", "while True: print('x' * 100_000)"),
        lesson("wave", "print('x' * 30_000_000)"),
        lesson("malformed", MALFORMED),
    ]
    results = shelf.run(*lessons, timeout=60)

    assert list_failures(shelf, results, lessons) == [
        ("CF594", "cell 2", "The lesson printed more than 20 MB by the time cell 2 was running."),
        ("CF594", "cell 2", "The lesson printed more than 20 MB by the time cell 2 was running."),
        ("CF595", "cell 2", "Not everything that cell 2 showed has arrived."),
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
    failure = CellFailure(2, "NameError", f"name '{'ba' * 50_000}' is not defined", 1)
    assert diagnose(shelf, whole, failure)[0] == "CF590"


def test_another_language_is_refused_before_anything_starts(shelf: Shelf, no_kernel: None) -> None:
    whole = lesson("statistics", "x <- 1", kernel="ir")
    results = shelf.run(whole)
    (diagnostic,) = shelf.diagnose(results, whole)
    assert diagnostic.code == "CF593"
    assert diagnostic.message == "This lesson asks for the kernel “ir”; courseforge runs Python only."


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
