from pathlib import Path

import pytest
from tests.execution.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.folder.mkdir(parents=True)
    return shelf


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every start of a program fail, so that a test which passes has started none."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a kernel was started")

    monkeypatch.setattr("subprocess.Popen", refuse)
