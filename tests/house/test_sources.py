"""Lessons are committed without outputs: a build makes them anew, and a change shows what a person wrote."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path for folder in ("courses", "templates") for path in (ROOT / folder).rglob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_lesson_has_no_outputs(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    filled = [
        number
        for number, cell in enumerate(cells, start=1)
        if cell["cell_type"] == "code" and (cell["outputs"] or cell["execution_count"] is not None)
    ]
    assert filled == [], "in Jupyter: Edit > Clear Outputs of All Cells"
