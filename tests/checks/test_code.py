"""Facts about a lesson's code."""

from pathlib import Path

import pytest
from tests.publishing.libraries import code as code_cell
from tests.publishing.libraries import notebook, write_library

from courseforge.checks import LibrarySubject, check_sources
from courseforge.config import Settings
from courseforge.diagnostics import Severity
from courseforge.model import Cell, CellKind, Course, CourseMetadata, Lesson, LessonMetadata, Library
from courseforge.publishing import checking


def check(*cells: Cell, suffix: str = "ipynb") -> list[tuple[str, str, str]]:
    lesson = Lesson("lab/one", "en", f"courses/lab/one.{suffix}", LessonMetadata(title="One"), cells)
    course = Course("lab", "en", "courses/lab", CourseMetadata(title="Lab"), (lesson,))
    found = check_sources(LibrarySubject(Library((course,)), Settings()))
    return [(d.code, str(d.location), d.message) for d in found if d.code == "CF501"]


def code(source: str, *, line: int | None = None, tags: tuple[str, ...] = ()) -> Cell:
    return Cell(2, CellKind.CODE, source, "a", line=line, tags=tags)


@pytest.mark.parametrize(
    "line",
    [
        "!pip install numpy",
        "  !pip3 install -q 'numpy>2'",
        "%pip install numpy",
        "pip install numpy",
        "!conda install -y numpy",
        "%conda install numpy",
        "!apt-get -y update",
        "!sudo apt install cowsay",
        "!cd data && pip --quiet install numpy",
        "!{sys.executable} -m pip install numpy",
        "%uv pip install numpy",
        "told = !pip install numpy",
        "!pip install numpy # that's it",
    ],
)
def test_a_lesson_that_installs_something_is_told_the_line(line: str) -> None:
    assert check(code(f"%%capture\n{line}\n")) == [
        ("CF501", "courses/lab/one.ipynb, cell 2, line 2", f"Lessons cannot install packages: `{line.strip()}`.")
    ]


@pytest.mark.parametrize(
    "source",
    [
        "print('!pip install numpy')",
        'text = """\n!pip install numpy\n"""',
        "# !pip install numpy",
        "pip = 3\ninstall = pip + 1\napt = pip",
        "!echo 'pip install numpy'",
        "%%markdown\npip install numpy",
        "'it is \\\n!pip install numpy'",
        "!ls apt pip",
        "!pip list",
        "!pip install --help",
        "beats = 7 % pip.install",
        "",
    ],
)
def test_words_about_installing_are_no_command(source: str) -> None:
    assert check(code(source)) == []


def test_prose_and_cells_that_are_not_run_may_show_the_command() -> None:
    prose = Cell(1, CellKind.MARKDOWN, "At home, run\n\n!pip install numpy", "p")
    assert check(prose, code("!pip install numpy", tags=("skip-execution",))) == []


def test_a_script_is_told_by_the_lines_of_a_text_lesson() -> None:
    found = check(code("%%bash\necho hello\npip install numpy", line=12), suffix="md")
    assert [place for _, place, _ in found] == ["courses/lab/one.md:14"]


@pytest.mark.parametrize(
    "source", ['\\"' * 300_000, '\\"""' * 300_000 + "\\", "!" + "; \\'" * 300_000, "!" + "a/;" * 300_000]
)
def test_a_cell_made_to_be_slow_is_not(source: str) -> None:
    assert check(code(source)) == []


def test_a_lesson_of_nothing_else_is_told_in_bounds() -> None:
    assert len(check(code("!pip install numpy\n" * 100_000))) == 100


def test_such_a_lesson_is_found_without_running_it(tmp_path: Path) -> None:
    files = {
        "lab/course.yml": "title: Lab\n",
        "lab/one.ipynb": notebook(code_cell("%pip install numpy"), title="One"),
    }
    report = checking.check(write_library(tmp_path / "library", files, "title: Your Next Skill\n"))
    found = [(d.code, d.location.path) for d in report.diagnostics if d.severity is Severity.ERROR]
    assert found == [("CF501", "courses/lab/one.ipynb")]
    assert report.clean == 0


def test_a_package_that_is_not_installed_is_told_once(tmp_path: Path) -> None:
    imports = {
        "one": "import seabron, drumkit",
        "two": "import seabron",
        "three": "import seabron\nimport drumkit as d",
    }
    files = {f"lab/{name}.ipynb": notebook(code_cell(source), title=name) for name, source in imports.items()}
    root = write_library(tmp_path / "library", {"lab/course.yml": "title: Lab\n", **files}, "title: T\n")
    found = [(d.location.path, d.message) for d in checking.check(root).diagnostics if d.code == "CF506"]
    assert found == [
        ("courses/lab/one.ipynb", "The lesson imports drumkit, which this computer does not have. "
         "The same holds for 1 more of the lessons."),
        ("courses/lab/one.ipynb", "The lesson imports seabron, which this computer does not have. "
         "The same holds for 2 more of the lessons."),
    ]  # fmt: skip
