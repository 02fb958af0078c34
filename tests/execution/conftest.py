from pathlib import Path

import pytest
from tests.execution.shelf import Shelf, lesson


@pytest.fixture(scope="session")
def has_walls(tmp_path_factory: pytest.TempPathFactory) -> bool:
    """Tell whether this machine can have walls."""
    shelf = Shelf(tmp_path_factory.mktemp("library"))
    shelf.folder.mkdir(parents=True)
    (result,) = shelf.run(lesson("trial", "1"))
    return bool(result.walls)


@pytest.fixture(params=["walls", "ordinary"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    """Make a library whose lessons run in one room, and in another test in the other."""
    if request.param == "walls" and not request.getfixturevalue("has_walls"):
        pytest.skip("no walls on this machine")
    return make_shelf(tmp_path, "on" if request.param == "walls" else "off")


@pytest.fixture
def open_shelf(tmp_path: Path) -> Shelf:
    """Make a library whose lessons run without walls."""
    return make_shelf(tmp_path, "off")


@pytest.fixture
def walled_shelf(tmp_path: Path, has_walls: bool) -> Shelf:
    """Make a library whose lessons run behind walls."""
    if not has_walls:
        pytest.skip("no walls on this machine")
    return make_shelf(tmp_path, "on")


def make_shelf(root: Path, sandbox: str) -> Shelf:
    shelf = Shelf(root, sandbox)  # type: ignore[arg-type]
    shelf.folder.mkdir(parents=True)
    return shelf


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every start of a program fail, so that a test which passes has started none."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a kernel was started")

    monkeypatch.setattr("subprocess.Popen", refuse)
