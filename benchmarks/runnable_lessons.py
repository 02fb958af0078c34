"""Lessons that can be run, of six small cells each: as a library, as one Jupyter Book, and as plain notebooks."""

from collections.abc import Iterator
from pathlib import Path

from notebook_text import Cell, write_notebook

_CELLS = (
    "count = {number}\nprint(count, 'things')",
    "squares = [n * n for n in range(count % 10 + 3)]\nsquares",
    "import json\njson.dumps({{'squares': squares}})",
    "def double(n):\n    return 2 * n\n\n[double(n) for n in squares]",
    "for n in range(3):\n    print(n, double(n))",
    "sum(squares), max(squares)",
)
_FRONT_MATTER = """---
title: Lesson {number}
description: Count things and say what you see.
authors: [Sample Author]
license: CC-BY-4.0
level: beginner
ages: 12-18
duration: 30 min
objectives: [Count]
product: A page of numbers
---"""


def write_library(folder: Path, lessons: int, imports: str) -> None:
    """Write the lessons as a library of one course for each ten."""
    _write(folder / "_config.yml", "title: Sample library\nauthor: Sample Public Library\n")
    for number in range(lessons):
        course = folder / "courses" / f"course-{number // 10:03}"
        if number % 10 == 0:
            _write(
                course / "course.yml", f"title: Course {number // 10}\ndescription: To measure with.\nlanguage: en\n"
            )
        _write(course / f"lesson-{number:04}.ipynb", make_notebook(number, imports))


def write_book(folder: Path, lessons: int, imports: str) -> None:
    """Write the lessons as one Jupyter Book that runs every notebook."""
    _write(folder / "_config.yml", "title: Sample library\nauthor: Sample\nexecute:\n  execute_notebooks: force\n")
    _write(folder / "index.md", "# Sample library\n")
    contents = ["format: jb-book", "root: index", "chapters:"]
    _write(folder / "_toc.yml", "\n".join([*contents, *(f"- file: lesson-{n:04}" for n in range(lessons))]) + "\n")
    write_notebooks(folder, lessons, imports)


def write_notebooks(folder: Path, lessons: int, imports: str) -> None:
    """Write the lessons as notebooks in one folder."""
    for number in range(lessons):
        _write(folder / f"lesson-{number:04}.ipynb", make_notebook(number, imports))


def make_notebook(number: int, imports: str) -> str:
    """Return a lesson as the text of an ``.ipynb`` file; the first code cell begins with the imports."""
    return write_notebook(_make_cells(number, imports))


def _make_cells(number: int, imports: str) -> Iterator[Cell]:
    yield {"cell_type": "raw", "metadata": {}, "source": _FRONT_MATTER.format(number=number)}
    yield {"cell_type": "markdown", "metadata": {}, "source": f"# Lesson {number}\n\nWhat you will count."}
    for place, source in enumerate(_CELLS):
        text = source.format(number=number)
        text = f"{imports}\n{text}" if imports and place == 0 else text
        yield {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": text}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
