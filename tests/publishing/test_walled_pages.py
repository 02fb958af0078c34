"""The processes that make pages run extensions that a library names: behind walls, where there can be some."""

import json
import os
import pickle
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.publishing.libraries import CONFIG, markdown, notebook, write_library
from tests.without_namespaces import without_namespaces

from courseforge.execution.isolation import Level
from courseforge.execution.pool import examine_isolation
from courseforge.model import Mode
from courseforge.publishing.building import publish
from courseforge.rendering.shards.answer import decode_answer

SECRET = "CATALOG_TOKEN"

# What it finds lies among its pages.
PROBE = """
import json, os, socket, subprocess, sys
from pathlib import Path

ROOT, PORT = Path({root!r}), {port}

def attempt(what):
    try:
        return bool(what())
    except Exception:
        return False

def look(app):
    shell = ["sh", "-c", "cat '%s'" % (ROOT / "private.txt")]
    found = {{
        "reads": attempt(lambda: (ROOT / "private.txt").read_text()),
        "reads by a program": attempt(lambda: subprocess.run(shell, check=True)),
        "writes to its source": attempt(lambda: Path(app.srcdir, "new.txt").write_text("x")),
        "calls": attempt(lambda: socket.create_connection(("127.0.0.1", PORT), 2)),
        "knows the environment": "{secret}" in os.environ,
        "sees it in memory": b"{secret}" in Path("/proc/self/environ").read_bytes(),
        "sees processes": len([name for name in os.listdir("/proc") if name.isdigit()]) > 2,
    }}
    attempt(lambda: (ROOT.parent / "written.txt").write_text("x"))
    Path(app.outdir, "found.json").write_text(json.dumps(found))

def setup(app):
    app.connect("builder-inited", look)
    return {{"parallel_read_safe": True}}
"""


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def walls() -> None:
    if examine_isolation().level is not Level.WALLS:
        pytest.skip("no walls on this machine")


def library(root: Path, port: int, extra: str = "") -> Path:
    config = CONFIG + extra + "sphinx:\n  local_extensions: {probe: _ext}\n"
    write_library(root, {"zine/fold.ipynb": notebook(markdown("Fold it."))}, config)
    (root / "private.txt").write_text("private")
    (root / "_ext").mkdir()
    (root / "_ext/probe.py").write_text(PROBE.format(root=str(root), port=port, secret=SECRET))
    return root


def find(root: Path) -> dict[str, bool]:
    (found,) = (root / "_build").rglob("pages/found.json")
    return json.loads(found.read_text())  # type: ignore[no-any-return]


@pytest.mark.parametrize("mode", [Mode.LIBRARY, Mode.UNTRUSTED])
def test_an_extension_has_its_pages_and_nothing_else(
    tmp_path: Path, port: int, walls: None, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET, "canary")
    root = library(tmp_path / "library", port)
    report = publish(root, mode=mode)
    assert set(find(root).items()) == {(name, False) for name in find(root)}
    assert report.lessons == 1
    assert not (tmp_path / "written.txt").exists()
    assert "CF217" not in [said.code for said in report.diagnostics]


def test_where_there_are_no_walls_it_can_do_more_and_that_is_said(tmp_path: Path, port: int) -> None:
    root = library(tmp_path / "library", port, "  execute: {sandbox: 'off'}\n")
    report = publish(root)
    found = find(root)
    assert found["reads"]
    assert found["calls"]
    assert (tmp_path / "written.txt").exists()
    assert "CF217" in [said.code for said in report.diagnostics]


@pytest.mark.slow
def test_pages_of_a_stranger_are_not_made_without_walls(tmp_path: Path) -> None:
    root = write_library(tmp_path / "library", {"zine/fold.ipynb": notebook(markdown("Fold it."))})
    courseforge = [sys.executable, "-P", "-m", "courseforge", "build"]
    refused = without_namespaces([*courseforge, str(root), "--untrusted"])
    assert refused.returncode == 2
    assert "Lessons of somebody else cannot be made into pages here" in " ".join(refused.stderr.split())
    made = (root / "_build/untrusted" / folder for folder in ("site", "shards"))
    assert not [page for folder in made for page in folder.rglob("*.html")]
    own = without_namespaces([*courseforge, str(root)])
    assert own.returncode == 0, own.stderr
    assert "The pages were made without walls" in " ".join(own.stdout.split())


def test_workers_import_nothing_from_where_courseforge_was_started(tmp_path: Path) -> None:
    root = write_library(tmp_path / "library", {"zine/fold.ipynb": notebook(markdown("Fold it."))})
    for name in ("threading", "sphinx", "multiprocessing", "courseforge"):
        reached = str(tmp_path / f"reached-{name}")
        (root / f"{name}.py").write_text(f"open({reached!r}, 'w').close()\nraise SystemExit")
    command = "import sys; sys.path.pop(0); from courseforge.cli import main; main()"  # as the installed command does
    done = os.spawnv(
        os.P_WAIT, "/bin/sh", ["sh", "-c", f"cd '{root}' && '{sys.executable}' -c '{command}' build >/dev/null"]
    )
    assert list(tmp_path.glob("reached-*")) == []
    assert done == 0


class Reach:
    def __reduce__(self) -> object:
        return (pytest.fail, ("a worker's answer was unpickled",))


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(Reach()),
        b"",
        b"[" * 100_000,
        b"[]",
        b"{}",
        b'{"diagnostics": [1]}',
        b'{"diagnostics": [{"code": "x", "severity": "fatal"}]}',
        b'{"diagnostics": [{"code": 1, "severity": "error", "message": 1, "location": ["a"], "hint": 1, "detail": 1}]}',
        b'{"error": "xyz"}',
    ],
)
def test_what_a_hostile_worker_answers_does_nothing(data: bytes) -> None:
    assert decode_answer(data, "zine") is None
