"""``--untrusted``: lessons of somebody else, which run behind walls or not at all."""

import json
import sys
from pathlib import Path

import pytest
from tests.without_namespaces import without_namespaces

from courseforge.execution.isolation import Level
from courseforge.execution.pool import examine_isolation

LESSON = "---\ntitle: One\ndescription: A lesson.\n{facts}---\n\n# One\n\n```{{code-cell}}\n{code}\n```\n"


@pytest.fixture
def contribution(tmp_path: Path) -> Path:
    """A library in which somebody tries to get more than is given."""
    root = tmp_path / "contribution"
    lab = root / "courses/lab"
    lab.mkdir(parents=True)
    (root / "_config.yml").write_text("title: X\ncourseforge:\n  execute: {sandbox: 'off', workers: 200}\n")
    (lab / "course.yml").write_text("title: Lab\ndescription: A lab.\n")
    (lab / "one.md").write_text(LESSON.format(facts="", code="import os\nprint(os.listdir('/home'))"))
    (lab / "wishes.md").write_text(LESSON.format(facts="network: true\n", code="print(2)"))
    return root


@pytest.fixture(scope="session")
def walls() -> None:
    if examine_isolation().level is not Level.WALLS:
        pytest.skip("no walls on this machine")


def test_a_contribution_gets_walls_and_nothing_it_asks_for(contribution, invoke, walls):
    result = invoke("run", contribution, "--untrusted", "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(row["id"], row["status"]) for row in report["lessons"]] == [("lab/one", "ran")]
    said = [(row["path"], row["severity"], row["code"]) for row in report["diagnostics"] if row["code"] == "CF599"]
    assert said == [("_config.yml", "warning", "CF599"), ("courses/lab/wishes.md", "error", "CF599")]
    # with it switched off in earnest, the same lesson sees the machine
    report = json.loads(invoke("run", contribution, "--format", "json").stdout)
    assert "CF597" in [row["code"] for row in report["diagnostics"]]


@pytest.mark.parametrize("command", ["run", "build"])
def test_a_contribution_is_not_sent_to_other_computers(contribution, invoke, command):
    result = invoke(command, contribution, "--untrusted", "--executor", "dask://127.0.0.1:1")
    assert result.exit_code == 2
    assert "Lessons of somebody else are not sent to other computers." in result.stderr
    assert not (contribution / "_build").exists()


def test_nothing_is_believed_that_lies_there_and_nothing_is_kept(contribution, invoke, walls):
    site = contribution / "_build/untrusted/site"
    site.mkdir(parents=True)
    (site / "planted.html").write_text("<script>alert(1)</script>")
    for _ in range(2):
        report = json.loads(invoke("build", contribution, "--untrusted", "--format", "json").stdout)
        assert report["summary"]["ran"] == 1
        assert report["site"] == "_build/untrusted/site"
        assert report["written"] > 5
    assert not (site / "planted.html").exists()
    assert sorted(path.name for path in (contribution / "_build").iterdir()) == ["lock", "untrusted"]
    assert not (contribution / "catalog").exists()


def test_checking_runs_nothing_and_names_the_wishes(contribution, invoke):
    result = invoke("check", contribution, "--untrusted")
    assert result.exit_code == 1
    assert "This lesson asks for the network, which lessons of somebody else do not get." in result.stdout
    assert invoke("check", contribution).exit_code == 0


@pytest.mark.parametrize("command", [["run"], ["build"]])
def test_without_walls_it_refuses_and_says_why(contribution, command):
    courseforge = [sys.executable, "-P", "-m", "courseforge"]
    result = without_namespaces([*courseforge, *command, str(contribution), "--untrusted"])
    assert result.returncode == 2, result.stdout
    words = " ".join(result.stderr.split())
    assert "Lessons of somebody else cannot be" in words
    assert "This system lets nobody make rooms of their own (user namespaces)." in words
    assert "sudo sysctl -w user.max_user_namespaces=10000" in words
    assert not (contribution / "_build/untrusted/site").exists()


def test_no_module_of_a_contribution_becomes_ours(contribution, shell):
    result = shell("check", "--untrusted", cwd=contribution)
    assert result.returncode == 2
    assert "Python would import modules from" in result.stderr
    assert shell("check", cwd=contribution).returncode == 0
