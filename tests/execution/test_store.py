"""Earlier runs on this computer and in a store that others use too: bounded, pruned, shared, never in the way."""

import multiprocessing
import os
import subprocess
import sys
from dataclasses import fields, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import fsspec
import pytest
from tests.execution.conftest import make_shelf
from tests.execution.shelf import Shelf, lesson

from courseforge.diagnostics import Diagnostic
from courseforge.execution.folder_store import FolderStore
from courseforge.execution.history import History, LastRun, explain_run
from courseforge.execution.key import Ingredients
from courseforge.execution.store import open_store
from courseforge.model import ExecutionResult, Lesson

HELLO = lesson("hello", "print('hello')")


@pytest.fixture
def memory() -> Any:
    """A store that needs no network: fsspec's own, in this process."""
    files = fsspec.filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def make_library(path: Path, store: str = "", sandbox: str = "on") -> Shelf:
    return replace(make_shelf(path, sandbox), store=store)


def run(shelf: Shelf, *lessons: Lesson, **options: Any) -> tuple[tuple[ExecutionResult, ...], list[Diagnostic]]:
    said: list[Diagnostic] = []
    return shelf.run(*lessons, say=said.append, **options), said


def why(shelf: Shelf, *lessons: Lesson, **options: Any) -> list[tuple[str, str]]:
    return [(result.status, result.reason) for result in run(shelf, *lessons, **options)[0]]


def test_colleagues_and_ci_share_what_was_run(tmp_path: Path, memory: Any) -> None:
    here, there = (make_library(tmp_path / name, "memory://shelf/runs") for name in ("here", "there"))
    (ran,), said = run(here, HELLO)
    assert said == []
    assert why(there, HELLO) == [("cached", "taken from the shared store")]
    memory.store.clear()
    (kept,), said = run(there, HELLO)
    assert (kept.reason, kept.cells, said) == ("unchanged since the last run", ran.cells, [])


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """In two libraries, two kernels, and two stores: addresses, folders and the time leave no trace."""
    whole = lesson(
        "same", "import os, time; print(object(), os.getcwd())", "{1, 2}, {'b', 'a'}", "open('a.csv').read()"
    )
    stores = [tmp_path / "one", tmp_path / "two"]
    for store in stores:
        shelf = make_library(tmp_path / f"library of {store.name}", str(store))
        shelf.add_files({"a.csv": "1", "b.csv": "2"})
        shelf.run(whole)
    one, two = ({path.name: path.read_bytes() for path in store.iterdir()} for store in stores)
    assert one == two != {}


def test_a_folder_beside_the_library_can_be_the_store(tmp_path: Path) -> None:
    here, there = (make_library(tmp_path / name, "../runs") for name in ("here", "there"))
    here.run(HELLO)
    assert why(there, HELLO) == [("cached", "taken from the shared store")]
    assert [path.suffix for path in (tmp_path / "runs").iterdir()] == [".json"]


def test_what_is_forged_or_broken_in_the_store_is_run_again(tmp_path: Path, memory: Any) -> None:
    here, there = (make_library(tmp_path / name, "memory://runs") for name in ("here", "there"))
    here.run(HELLO)
    (path,) = memory.ls("/runs", detail=False)
    memory.pipe_file(path, memory.cat_file(path).replace(b"hello", b"hullo"))
    assert why(there, HELLO) == [("ran", "what was kept of its last run was damaged")]
    third = make_library(tmp_path / "third", "memory://runs")
    assert why(third, HELLO) == [("cached", "taken from the shared store")]


def test_a_store_that_cannot_be_reached_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    stores = {
        "nowhere://runs": ("Protocol not known", ""),
        f"file://{tmp_path.as_posix()}/file/runs": ("", ""),
        **({} if find_spec("s3fs") else {"s3://runs": ("Install s3fs", "Install it: pip install s3fs")}),
    }
    for number, (store, (words, hint)) in enumerate(stores.items()):
        shelf = make_library(tmp_path / str(number), store)
        (result,), said = run(shelf, HELLO)
        assert result.status == "ran"
        assert [(diagnostic.code, diagnostic.severity, diagnostic.hint) for diagnostic in said] == [
            ("CF580", "warning", hint)
        ]
        assert f"The store {store} cannot be reached" in said[0].message
        assert words in said[0].message
        (kept,), said = run(shelf, HELLO)
        assert (kept.status, said) == ("cached", [])  # what is known here asks nobody


@pytest.mark.skipif(os.name == "nt", reason="no pipes with names")
def test_a_store_that_never_answers_does_not_hold_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courseforge.execution.shared_store._PATIENCE", 0.2)
    os.mkfifo(tmp_path / "entry")
    store = open_store(tmp_path / "cache", tmp_path, f"file://{tmp_path}")
    assert store.fetch(["entry"]) == {}
    assert [diagnostic.message.rpartition(": ")[2] for diagnostic in store.said.values()] == [
        "no answer in 0.2 seconds."
    ]
    with (tmp_path / "entry").open("wb"):
        pass  # lets go whoever still waits


def test_without_fsspec_the_line_to_type_is_said(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['fsspec'] = None\n"
        "from pathlib import Path; from courseforge.execution.store import open_store\n"
        "store = open_store(Path('cache'), Path(), 'memory://runs'); store.fetch(['a'])\n"
        "print(*(d.hint for d in store.said.values()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == 'Install what it needs: pip install "courseforge[store]"\n'


def test_a_store_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    """As a contributor's build does: what is there serves, and what is new stays here."""
    make_library(tmp_path / "main", str(tmp_path / "runs")).run(HELLO)
    with ZipFile(tmp_path / "runs.zip", "w") as archive:
        for path in (tmp_path / "runs").iterdir():
            archive.write(path, path.name)
    shelf = make_library(tmp_path / "fork", f"zip://::file://{(tmp_path / 'runs.zip').as_posix()}")
    results, said = run(shelf, HELLO, lesson("new", "print('new')"))
    assert [result.reason for result in results] == ["taken from the shared store", "no earlier run is kept"]
    assert [(diagnostic.code, diagnostic.severity) for diagnostic in said] == [("CF581", "info")]


def test_what_ran_without_walls_is_not_taken_behind_them(walled_shelf: Shelf) -> None:
    unwalled = replace(walled_shelf, sandbox="off")
    unwalled.run(HELLO)
    assert why(unwalled, HELLO) == [("cached", "unchanged since the last run")]
    assert why(walled_shelf, HELLO) == [("ran", "its last run had no walls")]
    assert why(walled_shelf, HELLO) == [("cached", "unchanged since the last run")]


def test_what_ran_behind_walls_will_do_without(walled_shelf: Shelf) -> None:
    walled_shelf.run(HELLO)
    assert why(replace(walled_shelf, sandbox="off"), HELLO) == [("cached", "unchanged since the last run")]


def test_where_there_are_no_walls_their_absence_is_no_reason_to_run(
    open_shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a Linux that refuses namespaces: it turns out only when the trial is made."""
    open_shelf.run(HELLO)
    monkeypatch.setattr("courseforge.execution.pool.may_have_walls", lambda: True)
    monkeypatch.setattr("courseforge.execution.door.may_have_walls", lambda: False)
    assert why(replace(open_shelf, sandbox="on"), HELLO) == [("cached", "unchanged since the last run")]


def test_why_a_lesson_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = make_library(tmp_path / "library")
    shelf.add_files({"a.csv": "1"})
    place = tmp_path / "packages"
    (place / "sounds-1.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr("site.getsitepackages", lambda: [str(place)])
    broken = lesson("broken", "1/0")
    assert why(shelf, HELLO, broken) == [("ran", "no earlier run is kept"), ("failed", "no earlier run is kept")]
    edited = lesson("hello", "print('hi')")
    assert why(shelf, edited, broken) == [("ran", "its code changed"), ("failed", "its last run failed")]
    (place / "sounds-1.0.dist-info").rename(place / "sounds-1.1.dist-info")
    (place / "Rhythm_Box-2.dist-info").mkdir()
    packages = "installed packages changed (rhythm-box 2 is new; sounds 1.0, now 1.1)"
    assert why(shelf, edited) == [("ran", packages)]
    for path in shelf.cache.glob("*.json"):
        path.unlink()
    assert why(shelf, edited) == [("ran", "what was kept of its last run is gone")]
    (shelf.cache / "last-runs").write_text('{"runs": 7}')
    assert why(shelf, edited) == [("cached", "unchanged since the last run")]  # it serves for words only


def test_every_ingredient_has_words() -> None:
    lists = {"old": ("a.csv", "b.csv", "c.csv", "d.csv"), "new": ("a.csv",), "e": ("numpy 2.1",), "f": ("numpy 2.2",)}
    before = Ingredients("code", "python3", "old", "e")
    changes = {
        "its code changed": replace(before, code="other"),
        "its kernel changed": replace(before, kernel="other"),
        "b.csv is gone; c.csv is gone; 1 more": replace(before, files="new"),
        "installed packages changed (numpy 2.1, now 2.2)": replace(before, environment="f"),
        "it may use the network now": replace(before, network=True),
        "courseforge changed how it keeps runs": replace(before, format=before.format + 1),
    }
    assert len(changes) == len(fields(Ingredients))
    history = History({"a.md": LastRun(before)}, lists)
    for words, now in changes.items():
        assert explain_run("a.md", history, History({"a.md": LastRun(now)}, lists)) == words


def test_prune_removes_what_no_lesson_uses(tmp_path: Path) -> None:
    shelf = make_library(tmp_path)
    left_out = lesson("left-out", "print('a fault in its facts')")
    gone = lesson("gone", "print('deleted')")
    shelf.add_files({"left-out.ipynb": ""})
    shelf.run(HELLO, left_out, gone)
    shelf.run(lesson("hello", "print('first draft')"))
    (shelf.cache / ".half.part").write_bytes(b"from a build that was killed")
    sizes = {path.name: path.stat().st_size for path in shelf.cache.iterdir()}

    _, said = run(shelf, HELLO, prune=True)
    kept = {path.name for path in shelf.cache.iterdir()}
    removed = sizes.keys() - kept
    assert len(removed) == 3  # the deleted lesson's, the draft's, the half one
    assert [diagnostic.code for diagnostic in said] == ["CF582"]
    assert said[0].message.startswith(
        f"3 files ({sum(sizes[name] for name in removed) / 1e6:.1f} MB) of earlier runs"
    )
    assert [status for status, _ in why(shelf, HELLO, left_out)] == ["cached", "cached"]
    _, said = run(shelf, HELLO, left_out, prune=True)
    assert said[0].message == "Of the earlier runs that are kept, each is still of use to a lesson."


def test_the_oldest_leaves_first(tmp_path: Path) -> None:
    folder = FolderStore(tmp_path)
    for age, name in enumerate(["new", "used", "old"]):
        folder.write(name, b"x" * 40)
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    folder.read("used")
    folder.shrink(100)
    assert {path.name for path in tmp_path.iterdir()} == {"new", "used"}


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    shelf = make_library(tmp_path)
    shelf.cache.parent.mkdir()
    shelf.cache.write_text("a file where the folder should be")
    assert [status for status, _ in why(shelf, HELLO, prune=True)] == ["ran"]


def _write_often(folder: Path) -> None:
    for number in range(60):
        FolderStore(folder).write(f"{number % 3}", b"x" * 100_000)
        FolderStore(folder).shrink(150_000)


def test_two_processes_may_use_one_folder(tmp_path: Path) -> None:
    """One writes an entry while another reads it or takes it away: it is whole or not there."""
    writers = [multiprocessing.get_context("spawn").Process(target=_write_often, args=(tmp_path,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert FolderStore(tmp_path).read("1") in (None, b"x" * 100_000)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


_LIBRARY = {
    "_config.yml": "title: Shared\ncourseforge:\n  execute:\n    store: ../runs\n",
    "courses/lab/course.yml": "title: Lab\ndescription: Runs.\n",
    **{
        f"courses/lab/lesson-{n}.md": f"---\ntitle: Lesson {n}\n---\n\n```{{code-cell}}\nprint({n})\n```\n"
        for n in range(4)
    },
}


@pytest.mark.slow
def test_builds_at_once_on_one_store(tmp_path: Path) -> None:
    """Two libraries share a store, and one of them is run twice at once; all end as a single one would."""
    for library in ("one", "two"):
        for name, text in _LIBRARY.items():
            path = tmp_path / library / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    command = [sys.executable, "-m", "courseforge", "run", "--prune", "--format", "json"]
    runs = [subprocess.Popen([*command, tmp_path / name], stdout=subprocess.PIPE) for name in ("one", "two", "one")]
    said = [run.communicate()[0] for run in runs]
    codes = [run.returncode for run in runs]
    assert codes[1] == 0
    assert sorted(codes[::2]) in ([0, 0], [0, 2])  # the second in one library waits, or is told to
    assert sum(b'"failed": 0' in text for text in said) >= 2
    third = tmp_path / "three"
    (tmp_path / "one").rename(third)
    subprocess.run(["rm", "-r", third / "_build"], check=True)
    last = subprocess.run([*command, third], capture_output=True, check=True, text=True)
    assert last.stdout.count('"taken from the shared store"') == 4
