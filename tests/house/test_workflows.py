"""The repository's own automation may do what it must, and no more."""

from pathlib import Path

import pytest
import yaml

from workflows import assert_careful, list_steps, load, run_actionlint, run_zizmor

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_there_are_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "pages.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_rights_are_small(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow[True]
    assert_careful(path)


@pytest.mark.slow  # needs what `make catalog-programs` installs
def test_actionlint_and_zizmor_find_nothing() -> None:
    said = run_actionlint(ROOT)
    assert (said.returncode, "Checking 2 workflow file(s)" in said.stdout) == (0, True), said.stdout
    said = run_zizmor(ROOT)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "No findings to report" in said.stdout + said.stderr


def test_continuous_integration_runs_what_a_contributor_can_run() -> None:
    workflow = load(ROOT / ".github/workflows/ci.yml")
    assert any(step.get("run") == "bash .ci/run" for step in list_steps(workflow))
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
