"""Lessons and pages made on a cluster: a real scheduler, and real workers in processes of their own."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import distributed
import pytest
from tests.publishing.libraries import code, markdown, notebook, write_library

import courseforge
from courseforge.execution.installation import describe_installation
from courseforge.execution.outpost import close_outpost, visit_outpost
from courseforge.model import ExecutionStatus
from courseforge.publishing.building import publish
from courseforge.publishing.running import run

CONFIG = "title: Far Away\ncourseforge:\n  languages: [en, es]\n"
EXTENSION = CONFIG + "sphinx:\n  local_extensions: {counted: extensions}\n"
COUNTED = """
from pathlib import Path

def setup(app):
    app.connect("build-finished", lambda app, error: Path(app.outdir, "counted.txt").write_text("pages"))
"""
NO_WALLS = CONFIG + "  execute: {sandbox: off}\n"


@dataclass
class Dask:
    """A cluster on this machine; every process in it is one that we started."""

    folder: Path
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(self, *arguments: str, python: str = sys.executable, **environment: str) -> "subprocess.Popen[bytes]":
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        command = [python, "-m", "dask", *arguments]
        with log:
            process = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, env={**os.environ, **environment}
            )
        self.processes.append(process)
        return process

    def start_scheduler(self, **environment: str) -> None:
        options = ["--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"]
        self.start("scheduler", *options, "--scheduler-file", "scheduler.json", **environment)
        wait_until((self.folder / "scheduler.json").exists)

    def start_worker(self, name: str, *options: str, python: str = sys.executable) -> "subprocess.Popen[bytes]":
        place = self.folder / name
        place.mkdir()
        options = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(place), "--name", name, *options)
        return self.start("worker", self.address, *options, python=python)

    def await_workers(self, count: int) -> None:
        with distributed.Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)

    @property
    def address(self) -> str:
        while True:  # it is written in two steps
            try:
                return str(json.loads((self.folder / "scheduler.json").read_bytes())["address"])
            except ValueError:
                time.sleep(0.1)

    @property
    def outposts(self) -> list[Path]:
        return sorted(self.folder.glob("*/dask-scratch-space/worker-*/cf-*"))


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = Dask(folder)
    try:
        yield cluster
    finally:
        for process in cluster.processes:
            process.kill()
            process.wait()


def make_library(root: Path) -> Path:
    """Three courses; two of them share a data file, each lesson takes its time, and pages need an extension."""
    files = {f"course-{c}/data.csv": "tree,height\noak,20\n" if c else "tree,height\nelm,9\n" for c in range(3)}
    cells = code("import time\ntime.sleep(1)"), code("print(open('data.csv').read())")
    for c in range(3):
        for number in range(3):
            lesson = notebook(markdown("## Part"), *cells, code(f"{c} * {number}"))
            files[f"course-{c}/lesson-{number}.ipynb"] = lesson
    files["course-1/lesson-0.es.ipynb"] = files["course-1/lesson-0.ipynb"]
    (root / "extensions").mkdir(parents=True)
    (root / "extensions/counted.py").write_text(COUNTED)
    return write_library(root, files, EXTENSION)


def digest_folder(folder: Path) -> dict[str, str]:
    """Digest everything but what Sphinx leaves beside a shard's pages."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    leftovers = {"jupyter_execute", "pages.doctrees", "pages.room"}
    kept = (path for path in files if not leftovers.intersection(path.parts))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def wait_until(is_so: object, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def call(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "courseforge", *arguments],
        capture_output=True, text=True, check=False, timeout=120, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.slow
def test_a_site_is_the_same_though_a_worker_is_killed_while_it_runs_a_lesson(dask: Dask, tmp_path: Path) -> None:
    here, there = make_library(tmp_path / "here"), make_library(tmp_path / "there")
    expected = publish(here)
    dask.start_scheduler()
    doomed = dask.start_worker("doomed", "--no-nanny")
    dask.start_worker("other")
    dask.await_workers(2)

    def kill() -> None:
        wait_until(lambda: list(dask.folder.glob("doomed/dask-scratch-space/worker-*/cf-*/*/data.csv")))
        time.sleep(1.5)  # the room is being tested, or a lesson runs in it
        doomed.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    report = publish(there, executor=dask.address.replace("tcp", "dask"))
    killer.join()
    assert doomed.poll() == -signal.SIGKILL
    assert [result.status for result in report.results] == [ExecutionStatus.RAN] * 10
    assert [result.cells for result in report.results] == [result.cells for result in expected.results]
    assert [result.walls for result in report.results] == [result.walls for result in expected.results]
    assert report.diagnostics == expected.diagnostics
    assert digest_folder(there) == digest_folder(here)
    assert len(list(there.rglob("pages/counted.txt"))) == 4
    wait_until(lambda: not list(dask.folder.glob("other/dask-scratch-space/worker-*/cf-*")), 10)


@pytest.mark.slow
def test_a_lesson_that_brings_every_worker_down_is_given_up_and_the_others_are_not(
    dask: Dask, tmp_path: Path
) -> None:
    cells = {"bad": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)", "fine": "1", "fine-too": "2"}
    files = {f"course/{name}.ipynb": notebook(markdown("## Part"), code(cell)) for name, cell in cells.items()}
    root = write_library(tmp_path / "library", files, NO_WALLS)
    dask.start_scheduler(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    for name in ("one", "two"):
        dask.start_worker(name)
    dask.await_workers(2)
    report = run(root, executor=dask.address)
    failed = {result.path: result.failure for result in report.results if result.failure is not None}
    assert list(failed) == ["courses/course/bad.ipynb"]
    assert "CF584" in [diagnostic.code for diagnostic in report.diagnostics]
    assert [result.status for result in report.results].count(ExecutionStatus.RAN) == 2


@pytest.mark.slow
def test_a_worker_with_other_packages_is_refused_by_name(dask: Dask, tmp_path: Path) -> None:
    place = tmp_path / "environment"
    venv.create(place, symlinks=True, with_pip=False)
    packages = next(place.glob("lib/python*/site-packages"))
    paths = [str(Path(courseforge.__file__).parents[1]), str(Path(distributed.__file__).parents[1])]
    (packages / "others.pth").write_text("\n".join(paths))
    (packages / "something_more-1.0.dist-info").mkdir()
    dask.start_scheduler()
    dask.start_worker("strange", python=str(place / "bin/python"))
    dask.await_workers(1)
    done = call("run", str(make_library(tmp_path / "library")), "--executor", dask.address)
    assert done.returncode == 2
    words = " ".join(done.stderr.split())
    ours = describe_installation()
    assert f"Here: {ours}" in words
    assert words.count(f"courseforge {ours.version} (code {ours.code[:8]}") == 2  # the same courseforge …
    assert words.count(ours.environment[:8]) == 1  # … but other packages
    assert not dask.outposts


@pytest.mark.slow
def test_nothing_goes_on_in_a_cluster_after_ctrl_c(dask: Dask, tmp_path: Path) -> None:
    cells = code("import subprocess\nsubprocess.run(['sleep', '77.7'])")
    files = {f"course/lesson-{number}.ipynb": notebook(markdown("## Part"), cells) for number in range(4)}
    root = write_library(tmp_path / "library", files, CONFIG)
    dask.start_scheduler()
    dask.start_worker("one")
    dask.await_workers(1)
    command = [sys.executable, "-m", "courseforge", "run", str(root), "--executor", "dask"]
    environment = {**os.environ, "DASK_SCHEDULER_ADDRESS": dask.address}
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        wait_until(lambda: "sleep 77.7" in list_commands())
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 130
    assert "Traceback" not in said
    wait_until(lambda: "sleep 77.7" not in list_commands(), 10)
    wait_until(lambda: not dask.outposts, 10)
    with distributed.Client(dask.address, set_as_default=False) as client:
        wait_until(lambda: not any(client.processing().values()), 10)


def list_commands() -> str:
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path) -> None:
    done = call("run", str(make_library(tmp_path)), "--executor", "dask://127.0.0.1:1")
    assert done.returncode == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:1" in " ".join(done.stderr.split())
    assert "distributed" not in done.stderr  # no words of Dask's own


def test_dask_without_an_address_is_explained(tmp_path: Path) -> None:
    done = call("run", str(make_library(tmp_path)), "--executor", "dask", DASK_SCHEDULER_ADDRESS="")
    assert done.returncode == 2
    assert "DASK_SCHEDULER_ADDRESS" in done.stderr


def test_dask_that_is_not_installed_is_named_with_the_way_to_install_it(tmp_path: Path) -> None:
    program = "import sys; sys.modules['dask'] = None; from courseforge.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "run", str(make_library(tmp_path)), "--executor", "dask"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "python -m pip install 'courseforge[dask]'" in " ".join(done.stderr.split())


def test_an_outpost_is_given_up_when_nobody_comes_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courseforge.execution.outpost._IDLE", 0.3)
    closed: list[str] = []

    @contextmanager
    def room() -> Iterator[str]:
        with ExitStack() as cleanup:
            cleanup.callback(closed.append, "room")
            yield "room"

    with visit_outpost("a run", str(tmp_path)) as outpost:
        assert outpost.keep("room", room) is outpost.keep("room", room)
        time.sleep(0.5)  # a long lesson
    with visit_outpost("a run", str(tmp_path)) as again:
        assert again is outpost
    wait_until(lambda: closed == ["room"], 5)
    wait_until(lambda: not list(tmp_path.iterdir()), 5)
    close_outpost("a run")
