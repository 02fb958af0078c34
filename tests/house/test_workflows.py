"""The repository's own automation may do what it must, and no more."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def load(path: Path) -> dict[Any, Any]:
    """Read a workflow; YAML reads its key ``on`` as true."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(workflow, dict)
    return workflow


def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    """Return the steps of all jobs."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_there_are_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "pages.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_rights_are_small(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow[True]
    for step in steps(workflow):
        assert "uses" not in step or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]), step
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
        # What a stranger can write (a title, a branch's name) never becomes part of a script.
        assert "${{" not in step.get("run", "")


def test_continuous_integration_runs_what_a_contributor_can_run() -> None:
    workflow = load(ROOT / ".github/workflows/ci.yml")
    assert any(step.get("run") == "bash .ci/run" for step in steps(workflow))
    assert set(workflow[True]) == {"push", "pull_request"}


def test_only_main_is_published() -> None:
    workflow = load(ROOT / ".github/workflows/pages.yml")
    assert workflow[True]["push"]["branches"] == ["main"]
    assert workflow["jobs"]["deploy"]["if"] == "github.ref == 'refs/heads/main'"


def test_hooks_fetch_nothing() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    assert {hook["language"] for repository in config["repos"] for hook in repository["hooks"]} <= {
        "system",
        "unsupported",
    }
