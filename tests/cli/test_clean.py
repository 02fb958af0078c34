"""``clean``: what it says, what it leaves, what the shell is told."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.mending.notebooks import OUTPUT, code_cell, dump, notebook, text_cell

RAN = dump(notebook([text_cell("# One", id="a"), code_cell("1", id="b", outputs=[OUTPUT], execution_count=3)]))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "courses").mkdir()
    (tmp_path / "courses" / "ran ñ.ipynb").write_bytes(RAN)
    for left_out in (".ipynb_checkpoints", "_build"):
        (tmp_path / left_out).mkdir()
        (tmp_path / left_out / "ran.ipynb").write_bytes(RAN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_cleans_a_folder_and_then_finds_nothing(folder, invoke):
    lesson = folder / "courses" / "ran ñ.ipynb"
    lesson.chmod(0o664)
    result = invoke("clean")
    assert (result.exit_code, result.stdout) == (
        0,
        "courses/ran ñ.ipynb\n  settled: outputs and numbers of runs\n\n1 notebook cleaned.\n",
    )
    assert json.loads(lesson.read_bytes())["cells"][1]["outputs"] == []
    assert lesson.stat().st_mode & 0o777 == 0o664
    assert (folder / "_build" / "ran.ipynb").read_bytes() == RAN
    assert invoke("clean").stdout == "1 notebook clean already.\n"


def test_check_changes_nothing_and_says_so_to_the_shell(folder, invoke):
    result = invoke("clean", "--check", "courses")
    assert result.exit_code == 1
    assert result.stdout == "courses/ran ñ.ipynb\n  has: outputs and numbers of runs\n\n1 notebook to clean.\n"
    assert (folder / "courses" / "ran ñ.ipynb").read_bytes() == RAN
    invoke("clean")
    assert invoke("clean", "--check").exit_code == 0


def test_a_damaged_notebook_is_named_and_left_alone(folder, invoke):
    (folder / "courses" / "half.ipynb").write_bytes(RAN[:100])
    result = invoke("clean")
    assert result.exit_code == 1
    assert "courses/half.ipynb" in result.stdout
    assert result.stdout.endswith("1 notebook cleaned, 1 notebook left as it is, because it cannot be read.\n")
    assert (folder / "courses" / "half.ipynb").read_bytes() == RAN[:100]


def test_a_file_that_is_not_there(folder, invoke):
    result = invoke("clean", "nowhere.ipynb")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("There is no nowhere.ipynb here.\n")


def filter_through(data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "courseforge", "clean", "-"], input=data, capture_output=True, check=True
    )


def test_a_notebook_goes_through_the_pipe(folder, invoke):
    piped = filter_through(RAN)
    invoke("clean")
    assert piped.stdout == (folder / "courses" / "ran ñ.ipynb").read_bytes()
    assert piped.stderr == b""


@pytest.mark.parametrize("data", [RAN[:-30], b"", b"\xff\xfe\r\n\x1a\0"])
def test_what_is_no_notebook_goes_through_the_pipe_unchanged(data):
    piped = filter_through(data)
    assert piped.stdout == data
    assert not data or b"It is kept as it is." in piped.stderr
