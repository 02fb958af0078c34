"""What the README and CONTRIBUTING promise exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = ("README.md", "CONTRIBUTING.md", "benchmarks/README.md")


def code_of(guide: str) -> str:
    """Return what stands as code in a guide: indented lines, fences and backticks."""
    text = (ROOT / guide).read_text(encoding="utf-8")
    return "\n".join("".join(found) for found in re.findall(r"^(?: {4}|\t)(.+)$|`([^`\n]+)`", text, flags=re.M))


@pytest.mark.parametrize("guide", GUIDES)
def test_make_knows_every_command(guide: str) -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code_of(guide)))
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    assert named, f"{guide} names no command"
    assert named <= known


def test_make_help_explains_every_command_of_the_readme() -> None:
    explained = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in set(re.findall(r"\bmake ([a-z][a-z-]*)", code_of("README.md"))):
        assert re.search(rf"make {name} +\w", explained), name


@pytest.mark.parametrize("guide", GUIDES[:2])
def test_courseforge_knows_every_command(guide: str) -> None:
    named = set(re.findall(r"\bcourseforge (?!source)([a-z]+)\b", code_of(guide)))
    for command in sorted(named):
        call = [sys.executable, "-m", "courseforge", command, "--help"]
        assert subprocess.run(call, capture_output=True, check=False).returncode == 0, (
            f"{guide}: courseforge {command}"
        )


@pytest.mark.parametrize("guide", [*GUIDES, "CHANGELOG.md", "docs/decisions/README.md"])
def test_links_inside_the_repository_lead_somewhere(guide: str) -> None:
    page = ROOT / guide
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{guide} -> {target}"
