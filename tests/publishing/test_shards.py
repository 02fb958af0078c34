"""Building one course says nothing about the next: no state of a build reaches another."""

import hashlib
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.publishing.libraries import CONFIG, code, display, markdown, notebook, write_library

from courseforge.publishing.building import publish
from courseforge.reading import read_library, read_settings
from courseforge.records import make_records
from courseforge.rendering.courses import write_shard
from courseforge.rendering.planning import plan_shards
from courseforge.rendering.shards.job import ShardJob
from courseforge.rendering.shards.workers import render_shards
from courseforge.rendering.stylesheet import make_static_files, name_static_files
from courseforge.rendering.views import make_views
from courseforge.rendering.workplace import Workplace

PLUG_IN = """
from docutils import nodes
from docutils.parsers.rst import Directive
from pygments.lexers.python import PythonLexer
from pygments.token import Keyword, Text
from pygments.lexer import RegexLexer


class LoudLexer(RegexLexer):
    tokens = {"root": [(r".+", Keyword), (r"\\n", Text)]}


class Shout(Directive):
    has_content = True

    def run(self):
        return [nodes.paragraph("", " ".join(self.content).upper())]


def setup(app):
    app.add_lexer("python", LoudLexer)
    app.add_directive("shout", Shout)
    app.add_directive("note", Shout, override=True)
"""

NOTE = "## Part\n\n```{note}\nwords\n```\n\n```python\nx = 1\n```\n\n```{shout}\nloud\n```\n"


@pytest.fixture
def jobs(tmp_path: Path) -> list[ShardJob]:
    """The same course in English, in Spanish, with a plug-in that bends what it can, and in English again."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "loud.py").write_text(PLUG_IN)
    root = write_library(
        tmp_path / "library",
        {
            "one/a.ipynb": notebook(markdown(NOTE), title="A"),
            "one/a.es.ipynb": notebook(markdown(NOTE), title="A en español"),
            "one/course.es.yml": "title: Uno\n",
            "three/a.ipynb": notebook(markdown(NOTE), title="A"),
            "two/a.ipynb": notebook(markdown(NOTE), title="A"),
        },
    )
    made = {job.name: job for job in _jobs(root, tmp_path / "build")}
    bent = dict(made["two"].overrides) | {"extensions": [*_extensions(), "loud"]}
    folder = str(tmp_path / "plugins")
    sys.path.insert(0, folder)
    try:
        return [made["one"], made["one.es"], _with(made["two"], bent), made["three"]]
    finally:
        sys.path.remove(folder)


@pytest.mark.slow
def test_order_of_builds_does_not_matter(
    jobs: list[ShardJob], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "plugins"))
    monkeypatch.syspath_prepend(str(tmp_path / "plugins"))
    alone = {job.name: _build_alone(job) for job in jobs}
    results = render_shards(jobs, workers=1)
    together = {job.name: _pages(job) for job in jobs}
    assert together == alone
    assert [result.name for result in results] == [job.name for job in jobs]
    # the plug-in did bend its own course, and only that
    assert "LOUD" in (jobs[2].output / "a.html").read_text()
    assert "LOUD" not in (jobs[3].output / "a.html").read_text()
    assert 'class="admonition note"' in (jobs[3].output / "a.html").read_text()
    assert "Nota" in (jobs[1].output / "a.html").read_text()
    assert "Nota" not in (jobs[3].output / "a.html").read_text()


def test_parallel_and_serial_builds_give_the_same_bytes(tmp_path: Path) -> None:
    files = {
        f"course-{n}/lesson.ipynb": notebook(markdown(NOTE), code("1", display(text__plain="1"))) for n in range(4)
    }
    sites = []
    for workers in (1, 4):
        config = CONFIG + f"  execute: {{workers: {workers}}}\n"
        root = write_library(tmp_path / str(workers) / "library", files, config)
        sites.append(_digests(publish(root).site))
    assert sites[0] == sites[1]


def test_a_worker_that_dies_takes_only_its_own_course_along(tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "deadly.py").write_text("import os\n\n\ndef setup(app):\n    os._exit(7)\n")
    files = {"fine/a.ipynb": notebook(markdown("## Part")), "doomed/a.ipynb": notebook(markdown("## Part"))}
    jobs = {job.name: job for job in _jobs(write_library(tmp_path / "library", files), tmp_path / "build")}
    fine, doomed = jobs["fine"], jobs["doomed"]
    sys.path.insert(0, str(tmp_path / "plugins"))
    try:
        results = render_shards([_with(doomed, {"extensions": ["deadly"]}), fine])
    finally:
        sys.path.remove(str(tmp_path / "plugins"))
    assert [diagnostic.code for diagnostic in results[0].diagnostics] == ["CF213"]
    assert results[1].diagnostics == ()
    assert (fine.output / "a.html").exists()


def _extensions() -> list[str]:
    return ["myst_nb", "sphinx_external_toc", "sphinx_design", "courseforge.rendering.sphinx_run.extension"]


def _with(job: ShardJob, overrides: dict[str, object]) -> ShardJob:
    return replace(job, overrides=overrides)


def _jobs(root: Path, build: Path) -> list[ShardJob]:
    """Stage a library and return its jobs, unbuilt."""
    settings, _ = read_settings(root)
    library = read_library(root, settings).library
    workplace = Workplace(root, build)
    names = name_static_files(make_static_files(settings))
    views = make_views(library, settings, make_records(library, settings, ()), names)
    shards = list(plan_shards(library, (), views, settings, workplace))
    for shard in shards:
        write_shard(shard, workplace)
    return [shard.job for shard in shards]


def _build_alone(job: ShardJob) -> dict[str, str]:
    """Build a shard in a new process that has built nothing before."""
    program = (
        "import pickle, sys; from courseforge.rendering.sphinx_run.build import build_shard;"
        "build_shard(pickle.load(sys.stdin.buffer))"
    )
    subprocess.run([sys.executable, "-c", program], input=pickle.dumps(job), check=True, capture_output=True)
    pages = _pages(job)
    for path in sorted(job.output.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    return pages


def _pages(job: ShardJob) -> dict[str, str]:
    return _digests(job.output)


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
