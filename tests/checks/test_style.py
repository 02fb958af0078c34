"""What ruff says of a lesson, whatever else lies in the library or stands in its comments."""

import json
from pathlib import Path

import pytest
from tests.checks.held_lesson import write_library

from courseforge.checks import read_style
from courseforge.reading import read_library, read_settings

CODE = "import os{comment}\nprint(tempo){comment}\n"
SETTINGS = {
    "pyproject.toml": '[tool.ruff]\nexclude = ["*"]\n[tool.ruff.lint]\nignore = ["ALL"]\n',
    "ruff.toml": 'exclude = ["*"]\nextend = "/dev/zero"\n[lint]\nignore = ["ALL"]\n',
    ".ruff.toml": 'exclude = ["*"]\n[lint]\nignore = ["ALL"]\n',
}


@pytest.mark.parametrize("folder", [".", "courses", "courses/lab"])
def test_settings_for_ruff_change_nothing(folder: str, tmp_path: Path) -> None:
    library = write_library(tmp_path)
    expected = _list_said(library, "")
    assert "tempo" in "".join(expected)
    for name, text in SETTINGS.items():
        (library / folder / name).write_text(text, encoding="utf-8")
    assert _list_said(library, "") == expected


@pytest.mark.parametrize("comment", ["  # noqa", "  # noqa: F401, F821", "  # ruff: noqa", "  # flake8: noqa"])
def test_remarks_for_ruff_change_nothing(comment: str, tmp_path: Path) -> None:
    library = write_library(tmp_path)
    assert _list_said(library, comment) == _list_said(library, "  # a remark")


def _list_said(library: Path, comment: str) -> list[str]:
    code = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [
        {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "---\ntitle: One\n---\n\n# One"},
        {**code, "source": CODE.format(comment=comment)},
    ]
    notebook = {"cells": cells, "metadata": kernel}
    text = json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5})
    (library / "courses/lab/one.ipynb").write_text(text, encoding="utf-8")
    settings, _ = read_settings(library)
    style = read_style(read_library(library, settings).library.lessons)
    return [fault.message for faults in style.values() for fault in faults]
