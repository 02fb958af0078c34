"""Lessons that mean harm, or do some: each is told plainly, the others go on, and nothing outside changes."""

import hashlib
import os
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.execution.hostile_cases import ENDED, HARMLESS, REFUSED, TIMEOUT, TOKEN, TRY, Ended
from tests.execution.shelf import Shelf, lesson, texts

from courseforge.model import ExecutionResult, ExecutionStatus


@contextmanager
def outside(shelf: Shelf) -> Iterator[str]:
    """Set up what must not be reached; give it as the lines of a lesson that names it."""
    canary, address = shelf.root / "canary", shelf.root / "socket"
    canary.write_text("canary-5519")
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(os.path.relpath(address))  # the path itself is too long for a socket
        unix.listen()
        before, children = hash_tree(shelf.root), list_children()
        names = {"CANARY": canary, "SOCKET": address, "COURSE": shelf.folder, "HOME": Path.home()}
        lines = [f"{name} = {str(path)!r}" for name, path in names.items()]
        yield "\n".join([*lines, f"PORT = {tcp.getsockname()[1]}", f"TOKEN = {TOKEN!r}"])
        assert hash_tree(shelf.root) == before
        assert list_children() == children
        for listening in (tcp, unix):
            listening.setblocking(False)
            with pytest.raises(BlockingIOError):
                listening.accept()
    found = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert TOKEN not in found


def hash_tree(root: Path) -> Mapping[str, str]:
    """Hash every file, and name everything else, but what we build ourselves."""
    paths = (path for path in root.rglob("*") if "_build" not in path.parts)
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else str(path.stat().st_mode)
        for path in paths
    }


def list_children() -> set[str]:
    """Name the processes that belong to us."""
    done = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True, check=False
    )
    return {line for line in done.stdout.splitlines() if not line.startswith("ps ")}


def check_others(results: tuple[ExecutionResult, ...]) -> None:
    assert results[0].status is results[-1].status is ExecutionStatus.RAN
    assert (texts(results[0]), texts(results[-1])) == (["fine\n"], ["fine\n"])


GOOD = [lesson("first", "print('fine')"), lesson("last", "print('fine')")]


@pytest.mark.slow
def test_what_is_outside_cannot_be_reached(
    walled_shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIBRARY_TOKEN", "canary-5519")
    walled_shelf.add_files({"data/notes.csv": "a,b"})
    with outside(walled_shelf) as names:
        attacks = [lesson(name, TRY + names, source) for name, source in REFUSED.items()]
        results = walled_shelf.run(GOOD[0], *attacks, GOOD[1], timeout=60)
    check_others(results)
    got: dict[str, object] = {}
    for result, name in zip(results[1:-1], REFUSED, strict=True):
        said = "".join(texts(result))
        if result.status is not ExecutionStatus.RAN or "GOT" in said or "refused" not in said:
            got[name] = result.failure or said
    assert got == {}
    assert "canary-5519" not in str(results)
    assert capfd.readouterr() == ("", "")


def check_ends(shelf: Shelf, cases: Mapping[str, Ended]) -> None:
    """Run cases that end by themselves with time enough on a busy machine, and those that do not with little."""
    threads = threading.active_count()
    told: dict[str, tuple[str, str]] = {}
    with outside(shelf):
        for timeout in (5, 90):
            chosen = {name: case for name, case in cases.items() if (case.code == TIMEOUT) == (timeout == 5)}
            lessons = [GOOD[0], *(lesson(name, *case.cells) for name, case in chosen.items()), GOOD[1]]
            results = shelf.run(*lessons, timeout=timeout, force=True)
            check_others(results)
            for found in shelf.diagnose(results, *lessons):
                name = Path(found.location.path).stem
                words = chosen[name].words
                told[name] = (found.code, words if words in found.message else found.message)
    assert told == {name: (case.code, case.words) for name, case in cases.items()}
    assert threading.active_count() == threads


@pytest.mark.slow
def test_what_ends_a_lesson_is_told_and_ends_no_other(walled_shelf: Shelf, capfd: pytest.CaptureFixture[str]) -> None:
    check_ends(walled_shelf, ENDED)
    assert capfd.readouterr() == ("", "")
    assert len(list(walled_shelf.cache.glob("*.json"))) == 1  # of the two good ones, whose code is the same


@pytest.mark.slow
def test_without_walls_the_same_is_told(open_shelf: Shelf, capfd: pytest.CaptureFixture[str]) -> None:
    check_ends(open_shelf, {name: case for name, case in ENDED.items() if case.anywhere})
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_what_only_looks_dangerous_runs_and_leaves_nothing(walled_shelf: Shelf) -> None:
    with outside(walled_shelf) as names:
        lessons = [lesson(name, names, source) for name, (source, _) in HARMLESS.items()]
        results = walled_shelf.run(GOOD[0], *lessons, GOOD[1])
    check_others(results)
    said = [result.failure or "".join(texts(result)) for result in results[1:-1]]
    seen = dict(zip(HARMLESS, said, strict=True))
    assert seen == {name: expected for name, (_, expected) in HARMLESS.items()}
