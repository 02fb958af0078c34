"""When an earlier run still holds, and when it must not be believed."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.execution.shelf import Shelf, code, lesson, prose, texts

from courseforge.execution.key import digest_environment, find_ingredients, hash_files
from courseforge.model import Lesson, LessonMetadata


def test_an_unchanged_lesson_comes_from_the_cache_without_a_kernel(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add_files({"notes.csv": "a"})
    first = lesson("first", prose("# One"), "print(open('notes.csv').read())", "1/0 # ")
    kept = replace(first, cells=first.cells[:2])
    (ran,) = shelf.run(kept)
    edited = lesson("first", prose("# Another"), prose("More words."), "print(open('notes.csv').read())")

    with monkeypatch.context() as patch:
        patch.setattr("subprocess.Popen", None)
        (cached,) = shelf.run(edited)
        assert (cached.status, cached.seconds, cached.walls) == ("cached", 0.0, None)
        assert cached.reason == "unchanged since the last run"
        assert [(cell.number, cell.outputs) for cell in cached.cells] == [(4, ran.cells[0].outputs)]

    shelf.add_files({"notes.csv": "b"})
    (again,) = shelf.run(edited)
    assert (again.status, again.reason) == ("ran", "notes.csv changed")
    assert [result.status for result in shelf.run(edited, force=True)] == ["ran"]
    assert [result.status for result in shelf.run(edited)] == ["cached"]


def make_key(whole: Lesson, files: str = "f", environment: str = "e") -> str:
    return find_ingredients(whole, files, environment).key


@given(words=st.lists(st.text()))
def test_prose_never_changes_a_key(words: list[str]) -> None:
    plain = lesson("a", "x = 1", "x")
    wordy = lesson("b", *(prose(text) for text in words), "x = 1", prose("between"), "x", language="es")
    assert make_key(plain) == make_key(wordy)


def test_whatever_the_code_can_see_changes_the_key() -> None:
    whole = lesson("a", "x = 1", "x")
    keys = [
        make_key(whole),
        make_key(lesson("a", "x = 2", "x")),
        make_key(lesson("a", "x", "x = 1")),
        make_key(lesson("a", "x = 1\nx")),
        make_key(lesson("a", code("x = 1", "raises-exception"), "x")),
        make_key(lesson("a", "x = 1", "x", kernel="other")),
        make_key(whole, files="g"),
        make_key(whole, environment="f"),
        make_key(replace(whole, metadata=LessonMetadata(network=True))),
    ]
    assert len(set(keys)) == len(keys)
    assert make_key(lesson("a", code("x = 1", "hide-input"), "x")) == keys[0]


def test_words_about_a_picture_are_no_code() -> None:
    drawn = make_key(lesson("a", "#| fig-alt: A line\n#| fig-cap: >\n#|   Beats\n#| echo: true\nplot()"))
    assert make_key(lesson("a", "#| fig-alt: A curve\n#| fig-cap: >\n#|   Notes\n#| echo: true\nplot()")) == drawn
    assert make_key(lesson("a", "#| fig-alt: A line\n#| fig-cap: >\n#|   Beats\n#| echo: false\nplot()")) != drawn
    assert make_key(lesson("a", "#| fig-alt: A line\n#| echo: true\nplot()")) != drawn  # errors name lines
    assert make_key(lesson("a", "plot()\n#| fig-alt: A line")) != make_key(lesson("a", "plot()\n#| fig-alt: B"))


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


READERS = {
    "python": "open('data/trees.csv').read()",
    "cat": "!cat data/trees.csv",
    "copy": "import shutil; shutil.copy('data/trees.csv', 'mine.csv')",
    "mapped": "import mmap; f = open('data/trees.csv'); m = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ); m[0]",
    "import": "import sound",
    "hidden": "import os; open('data/trees.csv').read(); os.utime('data/trees.csv', (946684800, 946684800))",
    "replaced": "open('data/trees.csv', 'w').write('mine')",
    "moved": "import os; os.rename('data/trees.csv', 'other.csv')",
    "none": "print('no file')",
    "listed": "import os; sorted(os.listdir('data'))",
}


@pytest.mark.slow
def test_a_run_depends_on_the_files_that_it_read_and_no_others(walled_shelf: Shelf) -> None:
    shelf = walled_shelf
    files = {"data/trees.csv": "oak,12", "data/birds.csv": "wren", "sound.py": "KICK = 1"}
    shelf.add_files(files)
    lessons = [lesson(name, source) for name, source in READERS.items()]
    assert [result.failure for result in shelf.run(*lessons) if result.status != "ran"] == []
    assert {result.status for result in shelf.run(*lessons)} == {"cached"}

    shelf.add_files({"data/trees.csv": "elm,7"})
    again = {result.lesson_id: (result.status, result.reason) for result in shelf.run(*lessons)}
    kept = ("cached", "unchanged since the last run")
    ran = ("ran", "data/trees.csv changed")
    assert again == {f"lab/{name}": kept if name in ("import", "none", "listed") else ran for name in READERS}

    shelf.add_files({"data/birds.csv": "robin"})
    assert {result.status for result in shelf.run(*lessons)} == {"cached"}
    shelf.add_files({"sound.py": "KICK = 2"})
    assert [result.lesson_id for result in shelf.run(*lessons) if result.status == "ran"] == ["lab/import"]
    shelf.add_files({"data/new.csv": "a"})  # a lesson may list a folder, or ask whether a file is there
    assert {result.status for result in shelf.run(*lessons)} == {"ran"}


def test_without_walls_a_run_depends_on_every_file(open_shelf: Shelf) -> None:
    open_shelf.add_files({"data/trees.csv": "oak,12"})
    open_shelf.run(lesson("plain", "print('no file')"))
    open_shelf.add_files({"data/trees.csv": "elm,7"})
    (result,) = open_shelf.run(lesson("plain", "print('no file')"))
    assert (result.status, result.reason) == ("ran", "data/trees.csv changed")
