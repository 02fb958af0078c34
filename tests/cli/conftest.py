"""The command line as a user meets it: in this process where that is enough, in a process of its own where not."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courseforge.cli.commands import courseforge

Invoke = Callable[..., Result]


@pytest.fixture
def invoke() -> Invoke:
    """Run a command in this process."""
    return lambda *arguments: CliRunner().invoke(courseforge, [str(argument) for argument in arguments])


@pytest.fixture
def shell() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the installed command in a process of its own."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONUTF8": "1", **options.pop("env", {})}
        command = [sys.executable, "-m", "courseforge", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, **options
        )

    return run


@pytest.fixture
def library(tmp_path, invoke) -> Path:
    """A new library, made the way a user makes one."""
    folder = tmp_path / "Mi biblioteca ñ"
    assert invoke("init", folder).exit_code == 0
    return folder
