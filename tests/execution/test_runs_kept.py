"""When an earlier run still holds, and when it must not be believed."""

import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.execution.shelf import Shelf, code, lesson, prose, texts

from courseforge.execution.cache import load_outputs, store_outputs
from courseforge.execution.key import digest_environment, hash_files, make_key
from courseforge.model import CellOutputs, Lesson


def test_an_unchanged_lesson_comes_from_the_cache_without_a_kernel(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add_files({"notes.csv": "a"})
    first = lesson("first", prose("# One"), "print(1)", "1/0 # ")
    kept = replace(first, cells=first.cells[:2])
    (ran,) = shelf.run(kept)
    edited = lesson("first", prose("# Another"), prose("More words."), "print(1)")

    with monkeypatch.context() as patch:
        patch.setattr("subprocess.Popen", None)
        (cached,) = shelf.run(edited)
        assert (cached.status, cached.seconds) == ("cached", 0.0)
        assert cached.reason == "unchanged since the last run"
        assert [(cell.number, cell.outputs) for cell in cached.cells] == [(4, ran.cells[0].outputs)]

    shelf.add_files({"notes.csv": "b"})
    assert [result.status for result in shelf.run(edited)] == ["ran"]
    assert [result.status for result in shelf.run(edited, force=True)] == ["ran"]
    assert [result.status for result in shelf.run(edited)] == ["cached"]


def make_entry(cache: Path) -> tuple[Lesson, tuple[CellOutputs, ...]]:
    whole = lesson("kept", "print('hello')")
    cells = (CellOutputs(2, ({"output_type": "stream", "name": "stdout", "text": "hello\n"},), 1),)
    store_outputs(cache, "key", whole, cells)
    return whole, cells


def test_an_entry_comes_back_as_it_was_put(tmp_path: Path) -> None:
    whole, cells = make_entry(tmp_path)
    assert load_outputs(tmp_path, "key", whole) == cells
    assert load_outputs(tmp_path, "other", whole) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-3],
        lambda data: data[:20],
        lambda data: data.replace(b"hello", b"hullo"),
        lambda data: data[:30] + bytes([data[30] ^ 1]) + data[31:],
        lambda data: b"\xff" * len(data),
    ],
    ids=["empty", "truncated", "cut in the digest", "edited", "one bit", "garbage"],
)
def test_a_damaged_entry_is_not_believed_and_can_be_replaced(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    whole, cells = make_entry(tmp_path)
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(damage(entry.read_bytes()))
    assert load_outputs(tmp_path, "key", whole) is None
    make_entry(tmp_path)
    assert load_outputs(tmp_path, "key", whole) == cells


def test_an_entry_under_another_name_is_not_believed(tmp_path: Path) -> None:
    whole, _ = make_entry(tmp_path)
    (entry,) = tmp_path.iterdir()
    entry.rename(tmp_path / "other.json")
    assert load_outputs(tmp_path, "other", whole) is None


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    whole, _ = make_entry(tmp_path / "cache")
    assert load_outputs(tmp_path / "cache", "key", whole) is None


def _write_often(cache: Path) -> None:
    for _ in range(50):
        make_entry(cache)


def test_two_processes_may_write_one_entry(tmp_path: Path) -> None:
    whole, cells = make_entry(tmp_path)
    writers = [multiprocessing.get_context("spawn").Process(target=_write_often, args=(tmp_path,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert load_outputs(tmp_path, "key", whole) == cells
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["key.json"]


@given(words=st.lists(st.text()), files=st.dictionaries(st.text(), st.text()))
def test_prose_never_changes_a_key(words: list[str], files: dict[str, str]) -> None:
    plain = lesson("a", "x = 1", "x")
    wordy = lesson("b", *(prose(text) for text in words), "x = 1", prose("between"), "x", language="es")
    assert make_key(plain, files, "e") == make_key(wordy, files, "e")


def test_whatever_the_code_can_see_changes_the_key() -> None:
    whole = lesson("a", "x = 1", "x")
    keys = [
        make_key(whole, {"a": "1"}, "e"),
        make_key(lesson("a", "x = 2", "x"), {"a": "1"}, "e"),
        make_key(lesson("a", "x", "x = 1"), {"a": "1"}, "e"),
        make_key(lesson("a", "x = 1\nx"), {"a": "1"}, "e"),
        make_key(lesson("a", code("x = 1", "raises-exception"), "x"), {"a": "1"}, "e"),
        make_key(lesson("a", "x = 1", "x", kernel="other"), {"a": "1"}, "e"),
        make_key(whole, {"a": "2"}, "e"),
        make_key(whole, {"b": "1"}, "e"),
        make_key(whole, {"a": "1"}, "f"),
    ]
    assert len(set(keys)) == len(keys)
    assert make_key(lesson("a", code("x = 1", "hide-input"), "x"), {"a": "1"}, "e") == keys[0]


def test_the_environment_is_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest_environment()
    assert before == digest_environment()
    (tmp_path / "sounds-1.0.dist-info").mkdir()
    monkeypatch.setattr("site.getsitepackages", lambda: [str(tmp_path)])
    old = digest_environment()
    (tmp_path / "sounds-1.0.dist-info").rename(tmp_path / "sounds-1.1.dist-info")
    assert len({before, old, digest_environment()}) == 3


def test_a_missing_file_is_a_hash_too(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert hash_files(tmp_path, ["b", "a"])["b"] == ""
    assert len(hash_files(tmp_path, ["a"])["a"]) == 64


def test_a_build_from_the_cache_imports_no_kernel_machinery() -> None:
    look = "import sys, courseforge.execution as e; print({'nbclient', 'jupyter_client', 'zmq'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_texts_of_a_cached_run_equal_those_of_the_run(shelf: Shelf) -> None:
    whole = lesson("rich", "from IPython.display import HTML\nprint('¡Hola! \\x1b[31mred\\x1b[0m')\nHTML('<b>ñ</b>')")
    (ran,) = shelf.run(whole)
    (cached,) = shelf.run(whole)
    assert (ran.status, cached.status) == ("ran", "cached")
    assert ran.cells == cached.cells
    assert texts(ran)[0] == "¡Hola! red\n"
