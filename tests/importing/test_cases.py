"""Works of every kind on their way into a course: the lesson, the files, and what a person is told.

A case is a folder ``cases/<name>``: what lies below ``source/`` is brought in; ``expected.txt`` holds all that came of
it. Accept it anew with ``pytest --update``.
"""

import io
import json
import shutil
from pathlib import Path

import pytest
from rich.console import Console
from tests.importing.survival import find_lost
from tests.publishing.libraries import write_library

from courseforge.importing import Imported, import_source
from courseforge.reading import read_library, read_settings
from courseforge.reporting.imported import describe_import

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())
SOURCES = {name: next(p for s in (".ipynb", ".md") for p in sorted((CASES / name / "source").rglob(f"*{s}"))
                      if p.stem != "LICENSE") for name in NAMES}  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write_library(tmp_path / "library", {"trial/course.yml": "title: Trial\n"})


def bring(name: str, library: Path, tmp_path: Path) -> tuple[Path, Imported]:
    """Bring in a case from a folder of its own, around which nothing speaks for it."""
    shutil.copytree(CASES / name, tmp_path / "elsewhere")
    source = tmp_path / "elsewhere" / SOURCES[name].relative_to(CASES / name)
    return source, import_source(source, library, "trial")


def tell(library: Path, imported: Imported) -> str:
    """Write down what a person is told, and every file that was made."""
    stream = io.StringIO()
    console = Console(file=stream, width=100, color_system=None, highlight=False, emoji=False, markup=False)
    for line in describe_import(imported, width=96):
        console.print(line, soft_wrap=True)
    parts = [stream.getvalue()]
    for path in sorted((library / "courses" / "trial").rglob("*")):
        if path.is_file() and path.name != "course.yml":
            name = path.relative_to(library / "courses" / "trial").as_posix()
            parts.append(f"===== {name}\n{show_file(path)}")
    return "\n".join(parts)


def show_file(path: Path) -> str:
    """Show what can be compared of a file."""
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text("utf-8"))["cells"]
        return "".join(f"[{c['cell_type']}] {json.dumps(c['metadata'])}\n{''.join(c['source'])}\n" for c in cells)
    return path.read_text("utf-8") if path.suffix in (".md", ".yml", ".csv") else f"({path.stat().st_size} bytes)\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_source_becomes_this_lesson(name: str, library: Path, tmp_path: Path, update: bool) -> None:
    _, imported = bring(name, library, tmp_path)
    told = tell(library, imported)
    expected = CASES / name / "expected.txt"
    if update:
        expected.write_text(told, "utf-8")
    assert told == expected.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost(name: str, library: Path, tmp_path: Path) -> None:
    source, imported = bring(name, library, tmp_path)
    assert find_lost(source, library, imported) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_lesson_can_be_read(name: str, library: Path, tmp_path: Path) -> None:
    _, imported = bring(name, library, tmp_path)
    reading = read_library(library, read_settings(library)[0])
    lesson = next(reading.library.lessons)
    assert (lesson.path, lesson.metadata.state) == (imported.path, "proposed")
    assert [d for d in reading.diagnostics if d.location.path == imported.path and d.severity == "error"] == []
    assert not any("not-imported" in one.path for one in reading.library.lessons)
