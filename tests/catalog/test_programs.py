"""What the validators need is found, or said in plain words; the pins of npm name no server."""

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from .programs import NODE_PINS, PROGRAMS, READERS_PINS

SCRIPT = Path(__file__).with_name("programs.py")


@pytest.mark.skipif(os.name == "nt", reason="these programs are Debian's")
def test_the_message_says_what_to_install(tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, symlinks=True)
    # A Python that has our packages, but nothing of what the validators need beside it, and no program to find.
    clean = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    result = subprocess.run(
        [environment / "bin" / "python", SCRIPT], env=clean, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "sudo apt-get install" in result.stderr
    assert "idzebra-2.0" in result.stderr
    assert "Run: make catalog-programs" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_pins_of_npm_are_whole_and_name_no_server() -> None:
    text = NODE_PINS.read_text(encoding="utf-8")
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    asked = json.loads(NODE_PINS.with_name("package.json").read_text(encoding="utf-8"))["dependencies"]
    assert packages[""]["dependencies"] == asked
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())
    assert all(node.get("integrity", "").startswith("sha512-") for name, node in packages.items() if name)


def test_the_pins_of_the_second_environment_name_no_server() -> None:
    text = READERS_PINS.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not re.search(r"://|--index|--extra|--find-links|--trusted", text)


def test_every_program_has_a_package() -> None:
    assert all(re.fullmatch(r"[a-z0-9.+-]+", package) for package in PROGRAMS.values())
