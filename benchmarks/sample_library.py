"""Lessons to measure with: the same notebooks as a courseforge library and as one Jupyter Book.

Each lesson has headings, a list and six small code cells with saved outputs, a table and a picture among them. No two
lessons are alike, and the same number makes the same lesson every time.
"""

import base64
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import pack

from notebook_text import Cell, write_notebook

TOPICS = ("Rhythm", "Paper", "Maps", "Stars", "Bread", "Bicycles", "Gardens", "Radio", "Looms", "Rivers")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is built."""

    lessons: int
    courses: int


def write_library(folder: Path, size: Size) -> None:
    """Write the lessons as a library whose notebooks are not run."""
    _write(
        folder / "_config.yml",
        "title: Sample library\nauthor: Sample Public Library\n"
        'execute:\n  execute_notebooks: "off"\n'
        "courseforge:\n  languages: [en]\n  license: CC-BY-4.0\n",
    )
    for course, lessons in _courses(size):
        _write(
            folder / "courses" / course / "course.yml",
            f"title: {_topic(lessons[0])} {course[-3:]}\ndescription: A course to measure with.\nlanguage: en\n",
        )
        for number in lessons:
            _write(folder / "courses" / course / f"{_name(number)}.ipynb", make_notebook(number))


def write_book(folder: Path, size: Size) -> None:
    """Write the same notebooks as one Jupyter Book, a part for each course."""
    _write(
        folder / "_config.yml",
        'title: Sample library\nauthor: Sample Public Library\nexecute:\n  execute_notebooks: "off"\n',
    )
    _write(folder / "index.md", "# Sample library\n\nA book to measure with.\n")
    contents = ["format: jb-book", "root: index", "parts:"]
    for course, lessons in _courses(size):
        contents += [f"- caption: {course}", "  chapters:"]
        for number in lessons:
            contents.append(f"  - file: courses/{course}/{_name(number)}")
            _write(folder / "courses" / course / f"{_name(number)}.ipynb", make_notebook(number))
    _write(folder / "_toc.yml", "\n".join(contents) + "\n")


def make_notebook(number: int) -> str:
    """Return a lesson as the text of an ``.ipynb`` file."""
    return write_notebook(_cells(number))


def _courses(size: Size) -> Iterator[tuple[str, list[int]]]:
    for course in range(size.courses):
        yield f"course-{course + 1:03}", list(range(course, size.lessons, size.courses))


def _cells(number: int) -> Iterator[Cell]:
    topic, name = _topic(number), _name(number)
    yield {"cell_type": "raw", "metadata": {}, "source": _front_matter(number)}
    yield _markdown(
        f"# {topic}, lesson {number}\n\nWhat you will count in {name}, and what you can **say** about it."
    )
    yield _code(1, f"count = {number}\nprint(count, 'things')", _stream(f"{number} things\n"))
    yield _markdown(f"## Look closely\n\n- Take *{number}* things.\n- Sort them by size.\n- Write `count` down.")
    yield _code(2, "[count * n for n in range(4)]", _result(2, {"text/plain": str([number * n for n in range(4)])}))
    yield _markdown("## A table\n\nThe same numbers, side by side.")
    yield _code(
        3,
        "{n: (count * n, count + n) for n in range(1, 6)}",
        _result(3, {"text/html": _table(number), "text/plain": "<a table>"}),
    )
    yield _markdown("## A picture\n\nEvery number has its own pattern.")
    alt = f"#| fig-alt: A pattern of 16 by 16 squares for the number {number}\n[count * n for n in range(16)]"
    yield _code(4, alt, _display({"image/png": _picture(number), "text/plain": "<a picture>"}))
    yield _markdown("## Try it yourself\n\n1. Change the number.\n2. Guess what comes out.\n3. Run the cell.")
    yield _code(
        5, "for n in range(3):\n    print(n, count + n)", _stream("".join(f"{n} {number + n}\n" for n in range(3)))
    )
    yield _code(6, f"'{topic}'.upper()", _result(6, {"text/plain": repr(topic.upper())}))


def _front_matter(number: int) -> str:
    topic = _topic(number)
    return (
        f"---\ntitle: {topic}, lesson {number}\n"
        f"description: Count things about {topic.lower()} and say what you see.\n"
        "authors: [Sample Author]\nlicense: CC-BY-4.0\nlevel: beginner\nages: 12-18\nduration: 30 min\n"
        f"objectives: [Count to {number}]\nproduct: A page of numbers\n---"
    )


def _markdown(source: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(count: int, source: str, output: Cell) -> Cell:
    return {"cell_type": "code", "execution_count": count, "metadata": {}, "outputs": [output], "source": source}


def _stream(text: str) -> Cell:
    return {"name": "stdout", "output_type": "stream", "text": text}


def _result(count: int, data: dict[str, str]) -> Cell:
    return {"data": data, "execution_count": count, "metadata": {}, "output_type": "execute_result"}


def _display(data: dict[str, str]) -> Cell:
    return {"data": data, "metadata": {}, "output_type": "display_data"}


def _table(number: int) -> str:
    rows = "".join(f"<tr><th>{n}</th><td>{number * n}</td><td>{number + n}</td></tr>" for n in range(1, 6))
    return f"<table><thead><tr><th>n</th><th>times</th><th>plus</th></tr></thead><tbody>{rows}</tbody></table>"


def _picture(number: int) -> str:
    """Draw 16 by 16 gray squares of 8 pixels that no other number has, as base64 of a PNG file."""
    side, square = 16, 8
    shades = [[(number * (x + 3) * (y + 7) + x * y) % 256 for x in range(side)] for y in range(side)]
    lines = [b"\0" + bytes(shade for shade in row for _ in range(square)) for row in shades for _ in range(square)]
    header = pack(">IIBBBBB", side * square, side * square, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(lines))), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return base64.b64encode(png).decode()


def _topic(number: int) -> str:
    return TOPICS[number % len(TOPICS)]


def _name(number: int) -> str:
    return f"lesson-{number:04}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
