"""The library in which something of every kind waits, published once."""

from pathlib import Path

import pytest

from courseforge.publishing.building import publish

from .boarded import DAY, write_boarded_library


@pytest.fixture
def boarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lessons that have just come in, and lessons that readers have had since 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    return write_boarded_library(tmp_path / "library")


@pytest.fixture(scope="package")
def published_board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, after a build: some lessons are published, and one was taken back."""
    root = write_boarded_library(tmp_path_factory.mktemp("published") / "library")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        publish(root)
        (root / "withdrawn.yml").write_text("- lab/calm\n", encoding="utf-8")
        publish(root)
    return root
