"""Every bad input gets its own words, and no bad lesson hides a good one.

A case is a folder ``cases/<name>``: ``library/`` is laid over ``base/``, ``expected.txt`` is what a person is told.
What a repository cannot carry is made by ``hostile_files``. Accept new words with ``pytest --update``.
"""

import os
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from courseforge.cli.commands import courseforge
from courseforge.diagnostics import has_errors, sort_diagnostics
from courseforge.publishing.checking import check
from courseforge.reading import read_library, read_settings

from .hostile_files import HOSTILE

HERE = Path(__file__).parent
CASES = sorted({path.name for path in (HERE / "cases").iterdir()} | HOSTILE.keys())


@pytest.fixture
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The library of a case, in a folder of its own."""
    name: str = request.param
    if name == "closed-file" and os.geteuid() == 0:
        pytest.skip("root may read everything")
    if sys.platform != "linux" and name in HOSTILE:
        pytest.skip("these files can only be made on Linux")
    root = tmp_path / "library"
    shutil.copytree(HERE / "base", root)
    overlay = HERE / "cases" / name / "library"
    if overlay.is_dir():
        shutil.copytree(overlay, root, dirs_exist_ok=True)
    if name in HOSTILE:
        HOSTILE[name](root)
    return root


def tell(root: Path) -> str:
    """Write down what reading a library says and gives."""
    settings, config_diagnostics = read_settings(root)
    reading = read_library(root, settings)
    lines = []
    for found in sort_diagnostics((*config_diagnostics, *reading.diagnostics)):
        lines += [str(found.location), f"  {found.severity} {found.code}: {found.message}"]
        lines += [f"  -> {found.hint}"] if found.hint else []
    for course in reading.library.courses:
        lines.append(f"course {course.id} in {course.language}: {course.metadata.title}")
        lines += [f"  {lesson.slug}: {lesson.metadata.title}" for lesson in course.lessons]
        lines += [f"  + {path}" for path in course.files[:20]]
    lines.append(f"unreadable: {', '.join(sorted(reading.library.unreadable)) or 'none'}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("library", "name"), [(name, name) for name in CASES], indirect=["library"], ids=CASES)
def test_case(library: Path, name: str, update: bool) -> None:
    told = tell(library)
    golden = HERE / "cases" / name / "expected.txt"
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
    assert "course sound-lab in en" in told or "sound-lab/first-beat" in told  # a good lesson is never lost


@pytest.mark.parametrize("library", CASES, indirect=True, ids=CASES)
def test_the_command_ends_in_words(library: Path) -> None:
    """Exit code 1 for content with errors, 2 for settings; never a bug, never a traceback."""
    _, config_diagnostics = read_settings(library)
    unsettled = has_errors(config_diagnostics)
    result = CliRunner().invoke(courseforge, ["check", str(library)])
    assert result.exit_code == (2 if unsettled else 1 if has_errors(check(library).diagnostics) else 0)
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
