"""Who follows the messages word for word ends with a lesson that has no known problem.

``planted_lessons`` holds two lessons with ten mistakes each, and the same lessons mended by a person who read nothing but
what ``check`` said of the first.
"""

import shutil
from pathlib import Path

import pytest
from tests.checks.case import HERE

from courseforge.diagnostics import Severity
from courseforge.publishing.checking import check

PLANTED = HERE / "planted_lessons"
MISTAKES = {
    "tempo.md": "CF042 CF103 CF202 CF204 CF205 CF301 CF308 CF402 CF501 CF503",
    "rhythm.ipynb": "CF066 CF201 CF203 CF206 CF215 CF302 CF403 CF507 CF510 CF513",
}


@pytest.mark.parametrize("lesson", MISTAKES)
def test_ten_mistakes_are_found_and_the_messages_mend_them(lesson: str, tmp_path: Path) -> None:
    assert find_codes(lesson, PLANTED / lesson, tmp_path / "first") == MISTAKES[lesson].split()
    mended = PLANTED / lesson.replace(".", ".mended.")
    assert find_codes(lesson, mended, tmp_path / "second") == []


def find_codes(name: str, lesson: Path, root: Path) -> list[str]:
    shutil.copytree(HERE / "base", root)
    shutil.copytree(PLANTED / "files", root / "courses" / "lab", dirs_exist_ok=True)
    shutil.copy(lesson, root / "courses" / "lab" / name)
    return sorted(said.code for said in check(root).diagnostics if said.severity is not Severity.INFO)
