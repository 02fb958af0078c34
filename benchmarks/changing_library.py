"""A library that somebody works on: sample lessons with skills and interests, some in two languages, and edits."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sample_library import TOPICS, Size, write_library

SKILLS, BRANCHES = 40, 5
_TRANSLATED = 10  # every tenth course is there in Spanish too
_CONFIG = (
    "title: Sample library\nauthor: Sample Public Library\n"
    'execute:\n  execute_notebooks: "off"\n'
    "html:\n  baseurl: https://learn.example.org/\n"
    "courseforge:\n  languages: [en, es]\n  license: CC-BY-4.0\n"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that an author makes.

    Attributes:
        make: changes a front matter and the text of a cell; the number makes each change a new one.
        seen: words of the lesson's page that say it has been made.
    """

    name: str
    make: Callable[[str, str, int], tuple[str, str]]
    seen: Callable[[int], str]


EDITS = (
    Edit(
        "text",
        lambda front, text, number: (front, f"{text.partition('Herons')[0].rstrip()}\n\nHerons came {number} times."),
        lambda number: f"Herons came {number} times.",
    ),
    Edit(
        "title",
        lambda front, text, number: (_set_title(front, f"Herons by the canal, day {number}"), text),
        lambda number: f"Herons by the canal, day {number}</h1>",
    ),
)


def write_changing_library(folder: Path, size: Size) -> None:
    """Write the library; translations are lessons beyond the size."""
    write_library(folder, size)
    (folder / "_config.yml").write_text(_CONFIG, encoding="utf-8")
    _write_vocabulary(folder)
    for place, course in enumerate(sorted((folder / "courses").iterdir())):
        for path in sorted(course.glob("*.ipynb")):
            number = int(path.stem.rpartition("-")[2])
            _change(path, lambda front, text, number: (_describe(front, number), text), number)
            if place % _TRANSLATED == 1:
                path.with_suffix(".es.ipynb").write_bytes(path.read_bytes())
        if place % _TRANSLATED == 1:
            title = f"title: {TOPICS[place % len(TOPICS)]} en español\ndescription: Un curso para medir.\n"
            (course / "course.es.yml").write_text(title, encoding="utf-8")


def choose_lesson(folder: Path) -> Path:
    """Choose the lesson that is edited: one in the middle, in one language."""
    courses = sorted(path for path in (folder / "courses").iterdir() if not (path / "course.es.yml").exists())
    lessons = sorted(courses[len(courses) // 2].glob("*.ipynb"))
    return lessons[len(lessons) // 2]


def make_edit(edit: Edit, lesson: Path, number: int) -> None:
    """Make an edit and save it, as Jupyter does."""
    _change(lesson, edit.make, number)


def _change(path: Path, make: Callable[[str, str, int], tuple[str, str]], number: int) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    head, text = (cell for cell in notebook["cells"][:2])
    head["source"], text["source"] = make(head["source"], text["source"], number)
    path.write_text(json.dumps(notebook, indent=1) + "\n", encoding="utf-8")


def _set_title(front: str, title: str) -> str:
    return "\n".join(f"title: {title}" if line.startswith("title: ") else line for line in front.split("\n"))


def _describe(front: str, number: int) -> str:
    needs = f"skill-{number % SKILLS - 1}" if number % SKILLS else ""
    interest = TOPICS[number % len(TOPICS)].lower()
    facts = f"interests: [{interest}]\nteaches: [skill-{number % SKILLS}]\nneeds: [{needs}]\nequipment: [laptop]\n"
    return f"{front.removesuffix('---')}{facts}---"


def _write_vocabulary(folder: Path) -> None:
    files = {
        "interests": {topic.lower(): topic for topic in TOPICS},
        "skills": {f"skill-{number}": f"Skill number {number}" for number in range(SKILLS)},
        "equipment": {"laptop": "Laptop"},
    }
    for name, entries in files.items():
        lines = (f"{key}:\n  name: {words}\n  description: What {words} is.\n" for key, words in entries.items())
        (folder / f"{name}.yml").write_text("".join(lines), encoding="utf-8")
    branches = (f"branch-{n}:\n  name: Branch {n}\n  equipment: [laptop]\n" for n in range(BRANCHES))
    (folder / "branches.yml").write_text("".join(branches), encoding="utf-8")
