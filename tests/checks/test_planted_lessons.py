"""Who follows the messages word for word ends with a lesson that has no known problem.

``planted_lessons`` holds lessons with ten mistakes and more, and the same lessons mended by a person who read nothing but
what ``check`` said of the first. Where files of the library belong to it, they lie beside it in a folder of its name.
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
    "leaves.md": "CF042 CF045 CF052 CF103 CF201 CF204 CF205 CF304 CF308 CF402 CF404 CF505 CF507 CF701 CF801 CF807 CF903",
    "words.ipynb": "CF042 CF043 CF201 CF206 CF209 CF215 CF401 CF403 CF502 CF503 CF504 CF507 CF508 CF510 CF513 CF601 CF702 "
    "CF712",
    "rhythm.ipynb": "CF066 CF201 CF203 CF206 CF215 CF302 CF403 CF507 CF510 CF513",
}

INSTALLED = "CF506"  # differs from one computer to the next


@pytest.mark.parametrize("lesson", MISTAKES)
def test_mistakes_are_found_and_the_messages_mend_them(lesson: str, tmp_path: Path) -> None:
    assert find_codes(lesson, PLANTED / lesson, tmp_path / "first") == MISTAKES[lesson].split()
    mended = PLANTED / lesson.replace(".", ".mended.")
    assert find_codes(lesson, mended, tmp_path / "second") == []


def find_codes(name: str, lesson: Path, root: Path) -> list[str]:
    shutil.copytree(HERE / "base", root)
    shutil.copytree(PLANTED / "files", root / "courses" / "lab", dirs_exist_ok=True)
    if (library := lesson.with_suffix(".library")).is_dir():
        shutil.copytree(library, root, dirs_exist_ok=True)
    shutil.copy(lesson, root / "courses" / "lab" / name)
    said = (d.code for d in check(root).diagnostics if d.severity is not Severity.INFO)
    return sorted(code for code in said if code != INSTALLED)
