"""``clean --install`` in a real repository: what Git keeps, and what comes of two people's work."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest
from tests.mending.notebooks import OUTPUT, code_cell, dump, notebook, text_cell

LESSON = "courses/lab/one lesson ñ.ipynb"


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / LESSON
        self.file.parent.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch", "main")
        self.git("config", "core.autocrlf", "false")

    def git(self, *arguments: str, fails: bool = False) -> str:
        environment = {
            **os.environ,
            **{
                f"GIT_{who}_{what}": "someone@example.org"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def save(self, *cells: dict[str, Any], **metadata: Any) -> None:
        """Save as a program does that ran the notebook."""
        ran = [{**cell, "outputs": [OUTPUT], "execution_count": 5} if "outputs" in cell else cell for cell in cells]
        self.file.write_bytes(dump(notebook(ran, colab={"x": 1}, **metadata)))

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Work")

    def branch(self, *cells: dict[str, Any]) -> None:
        self.git("checkout", "--quiet", "-b", "theirs", "main")
        self.save(*cells)
        self.commit()
        self.git("checkout", "--quiet", "main")

    def cells(self) -> list[tuple[str, str]]:
        read = nbformat.reads(self.file.read_text("utf-8"), as_version=nbformat.NO_CONVERT)
        nbformat.validate(read)
        return [(cell.id, cell.source) for cell in read.cells]


@pytest.fixture
def repository(tmp_path, invoke) -> Repository:
    repository = Repository(tmp_path / "mi biblioteca")
    assert invoke("clean", "--install", repository.folder).exit_code == 0
    return repository


A, B, C = text_cell("# One\n\nText.", id="a"), code_cell("x = 1\ny = 2\nz = 3", id="b"), text_cell("End.", id="c")


def test_git_keeps_the_clean_notebook_and_the_author_the_outputs(repository):
    repository.save(A, B)
    repository.commit()
    kept = json.loads(repository.git("show", f"HEAD:{LESSON}"))
    assert kept["metadata"] == {}
    assert kept["cells"][1]["outputs"] == []
    assert OUTPUT["text"] == json.loads(repository.file.read_bytes())["cells"][1]["outputs"][0]["text"]
    repository.file.write_bytes(
        repository.file.read_bytes().replace(b'"execution_count": 5', b'"execution_count": 9')
    )
    assert repository.git("diff", "--stat") == ""


def test_a_damaged_notebook_is_committed_as_it_is(repository):
    repository.file.write_bytes(b'{"cells": [\r\n')
    assert "It is kept as it is." in repository.git("add", "--all")
    assert repository.git("show", f":{LESSON}") == '{"cells": [\n'  # as subprocess reads it
    assert repository.git("cat-file", "-s", f":{LESSON}").strip() == "13"


@pytest.mark.slow
def test_work_on_different_cells_comes_together(repository):
    repository.save(A, B, C)
    repository.commit()
    repository.branch({**A, "source": ["# Uno"]}, code_cell("new", id="n"), B, C)
    repository.save(A, {**B, "source": ["x = 9\n", "y = 2\n", "z = 3"]}, text_cell("More.", id="m"))
    repository.commit()
    repository.git("merge", "--quiet", "--no-edit", "theirs")
    assert repository.cells() == [("a", "# Uno"), ("n", "new"), ("b", "x = 9\ny = 2\nz = 3"), ("m", "More.")]


@pytest.mark.slow
def test_work_on_different_lines_of_a_cell_comes_together(repository):
    repository.save(A, {**B, "source": list("1\n2\n3\n4\n5")})
    repository.commit()
    repository.branch(A, {**B, "source": list("1\n2\n3\n4\n6")})
    repository.save(A, {**B, "source": list("0\n2\n3\n4\n5")})
    repository.commit()
    repository.git("merge", "--quiet", "--no-edit", "theirs")
    assert repository.cells()[1] == ("b", "0\n2\n3\n4\n6")


def test_a_conflict_stands_in_its_cell_and_the_notebook_opens(repository, invoke):
    repository.save(A, B, C)
    repository.commit()
    repository.branch(A, {**B, "source": ["x = 100\n", "y = 2\n", "z = 3"]}, C)
    repository.save(A, {**B, "source": ["x = 9\n", "y = 2\n", "z = 3"]}, C, title="Other")
    repository.commit()
    said = repository.git("merge", "--no-edit", "theirs", fails=True)
    assert f"{LESSON}: Cell 2: both versions stand in it, between marks." in said
    assert repository.cells()[1] == (
        "b",
        "<<<<<<< ours\nx = 9\n=======\nx = 100\n>>>>>>> theirs\ny = 2\nz = 3",
    )
    assert repository.cells()[2] == ("c", "End.")
    assert json.loads(repository.file.read_bytes())["metadata"] == {"title": "Other"}
    assert repository.git("status", "--porcelain").startswith("UU ")


@pytest.mark.slow
def test_a_cell_that_one_side_deleted_and_the_other_changed_is_kept(repository):
    repository.save(A, B, C)
    repository.commit()
    repository.branch(A, C)
    repository.save(A, {**B, "source": ["x = 9"]}, C)
    repository.commit()
    said = repository.git("merge", "--no-edit", "theirs", fails=True)
    assert "Cell 2: one side deleted it and the other changed it; it was kept." in said
    assert repository.cells()[1] == ("b", "x = 9")


@pytest.mark.slow
def test_tags_of_both_sides_stay(repository):
    tagged = {**A, "metadata": {"tags": ["old", "gone"]}}
    repository.save(tagged)
    repository.commit()
    repository.branch({**A, "metadata": {"tags": ["old", "gone", "theirs"]}})
    repository.save({**A, "metadata": {"tags": ["old", "ours"]}})
    repository.commit()
    repository.git("merge", "--quiet", "--no-edit", "theirs")
    assert json.loads(repository.file.read_bytes())["cells"][0]["metadata"] == {"tags": ["old", "ours", "theirs"]}


@pytest.mark.slow
def test_notebooks_of_programs_without_ids_come_together(repository):
    def bare(*sources: str) -> list[dict[str, Any]]:
        return [text_cell(source) for source in sources]

    repository.save(*bare("# One", "Walk slowly to the end.", "Look at the birds there."))
    repository.commit()
    repository.branch(*bare("# One", "Walk slowly to the end.", "Look at the red birds there."))
    repository.save(*bare("# One", "Run slowly to the end.", "Look at the birds there."))
    repository.commit()
    repository.git("merge", "--quiet", "--no-edit", "theirs")
    assert [source for _, source in repository.cells()] == [
        "# One", "Run slowly to the end.", "Look at the red birds there.",
    ]  # fmt: skip


def test_a_file_of_the_repository_is_not_taken_for_a_part_of_the_program(repository):
    trap = "import pathlib\npathlib.Path('caught').touch()\nraise SystemExit(1)\n"
    for name in ("json.py", "click.py", "courseforge.py"):
        (repository.folder / name).write_text(trap)
    repository.save(A)
    repository.commit()
    assert json.loads(repository.git("show", f"HEAD:{LESSON}"))["metadata"] == {}
    assert not (repository.folder / "caught").exists()


def test_installing_twice_is_once_and_can_be_taken_back(repository, invoke):
    attributes = repository.folder / ".gitattributes"
    attributes.write_bytes(b"*.png binary\r\n" + attributes.read_bytes().strip())
    assert invoke("clean", "--install", repository.folder, "--keep-outputs", "--keep", "deck").exit_code == 0
    assert attributes.read_bytes().count(b"\n") == 1
    settings = repository.git("config", "--local", "--list")
    assert settings.count("filter.courseforge.clean=") == 1
    assert "clean --keep-outputs --keep deck --name %f -" in settings
    assert invoke("clean", "--uninstall", repository.folder).exit_code == 0
    assert attributes.read_bytes() == b"*.png binary\r\n"
    assert "courseforge" not in repository.git("config", "--local", "--list")
    assert invoke("clean", "--uninstall", repository.folder).exit_code == 0


def test_outside_of_a_repository_it_says_what_to_do(tmp_path, invoke, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = invoke("clean", "--install", tmp_path)
    assert result.exit_code == 2
    assert "git init" in result.stderr
    assert not (tmp_path / ".gitattributes").exists()
