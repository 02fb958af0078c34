"""Inputs that no repository should carry: bytes that editors mend, names that Windows refuses, huge files, links."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

COURSE = Path("courses/sound-lab")
NOTEBOOK = b'{"cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Echo"}],\n"metadata": {},\n'
NOTEBOOK += b'"nbformat": 4,\n"nbformat_minor": 5}\n'
MARKDOWN = "---\ntitle: Canción\n---\n\nUno, dos, tres.\n"


def _write(name: str, data: bytes) -> Callable[[Path], None]:
    return lambda root: _put(root / COURSE / name, data)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _conflicts(root: Path) -> None:
    def conflict(ours: bytes, theirs: bytes) -> bytes:
        return b"<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> branch\n"

    _put(root / COURSE / "echo.ipynb", NOTEBOOK.replace(b'"metadata": {},\n', conflict(b'"a": 1,\n', b'"a": 2,\n')))
    _put(root / COURSE / "delay.md", b"---\ntitle: Delay\n---\n\n" + conflict(b"One\n", b"Two\n"))
    _put(root / "courses/drum-lab/course.yml", conflict(b"title: Drum Lab\n", b"title: Drums\n"))
    _put(root / "courses/drum-lab/kick.md", MARKDOWN.encode())


def _shown_conflicts(root: Path) -> None:
    marks = "<<<<<<< HEAD\nOne\n=======\nTwo\n>>>>>>> branch\n"
    fence = f"```output\n{marks}```\n"
    lessons = {
        "shown": f"Git marks the conflict:\n\n{fence}",
        "shown-in-a-directive": f"Git marks it:\n\n::::{{activity}}\n:::{{hint}}\n~~~\n{marks}~~~\n:::\n::::\n",
        "shown-and-real": f"Git marks the conflict:\n\n{fence}\n{marks}",
        "real-across-fences": "Git says:\n\n```\n<<<<<<< HEAD\nOne\n```\n=======\nTwo\n```\n>>>>>>> branch\n",
        "real-in-a-directive": f"Git says:\n\n:::{{hint}}\n{marks}:::\n",
        "real-in-a-fence": f"Count the beats:\n\n{fence}",
        "real-in-code": f"Git says:\n\n```{{code-cell}}\n{marks}```\n",
    }
    for name, text in lessons.items():
        _put(root / COURSE / f"{name}.md", f"---\ntitle: Merge\n---\n\n{text}".encode())
    source = json.dumps(f"---\ntitle: Merge\n---\n{marks}").encode()
    _put(root / COURSE / "shown-in-a-notebook.ipynb", NOTEBOOK.replace(b'"# Echo"', source))


def _huge_notebook(root: Path) -> None:
    with (root / COURSE / "echo.ipynb").open("wb") as file:
        file.write(NOTEBOOK)
        file.truncate(50_000_000)


def _large_data(root: Path) -> None:
    with (root / COURSE / "song.wav").open("wb") as file:
        file.truncate(150_000_000)


def _many_cells(root: Path) -> None:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": ""}] * 100_000
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    _put(root / COURSE / "echo.ipynb", json.dumps(notebook).encode())
    _put(root / COURSE / "delay.md", b"+++\nText\n" * 5_000)


def _links(root: Path) -> None:
    outside = root.parent / "outside"
    _put(outside / "secret.md", MARKDOWN.encode())
    (root / COURSE / "echo.md").symlink_to(outside / "secret.md")
    (root / COURSE / "gone.md").symlink_to(outside / "nothing.md")
    (root / COURSE / "data").symlink_to(outside)
    (root / COURSE / "up").symlink_to("..")
    (root / COURSE / "course.es.yml").symlink_to(outside / "secret.md")
    (root / COURSE / "index.md").symlink_to(outside / "secret.md")
    (root / "courses/other").symlink_to(outside)
    (root / "skills.yml").symlink_to(outside / "secret.md")
    (root / "interests.yml").symlink_to(outside / "nothing.md")
    (root / "courses/drum-lab").mkdir()
    (root / "courses/drum-lab/course.yml").symlink_to(outside / "secret.md")
    _put(root / "courses/drum-lab/kick.md", MARKDOWN.encode())


def _hard_link(root: Path) -> None:
    _put(root.parent / "outside/beats.csv", b"1\n")
    os.link(root.parent / "outside/beats.csv", root / COURSE / "beats.csv")


def _special_files(root: Path) -> None:
    os.mkfifo(root / COURSE / "echo.md")
    os.mkfifo(root / COURSE / "pipe.csv")
    os.mkfifo(root / "skills.yml")
    (root / COURSE / "folder.md").mkdir()
    here = os.open(root / COURSE, os.O_RDONLY)  # a socket's whole path may have 108 bytes only
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"/proc/self/fd/{here}/socket")
    os.close(here)


def _closed_file(root: Path) -> None:
    _put(root / COURSE / "echo.md", MARKDOWN.encode())
    (root / COURSE / "echo.md").chmod(0)


def _twins(root: Path) -> None:
    for name in ("data/Beat.csv", "data/beat.csv", "data/caf\u00e9.txt", "data/cafe\u0301.txt"):
        _put(root / COURSE / name, b"x\n")


def _many_files(root: Path) -> None:
    folder = root / COURSE / "data"
    folder.mkdir()
    for number in range(5_001):
        (folder / f"{number:05}.txt").touch()


def _broken_names(root: Path) -> None:
    for name in (b"bad-\xff.md", b"esc-\x1b[31m.csv", b"zero-\xe2\x80\x8bwidth.csv"):
        Path(os.fsdecode(os.fsencode(root / COURSE) + b"/" + name)).write_bytes(b"x")
    Path(os.fsdecode(os.fsencode(root / "courses") + b"/bad-\xff")).mkdir()


def _file_names(root: Path) -> None:
    names = ("my beats.csv", "canción.txt", "what?.txt", "a:b.txt", "nul.txt", "🥁.txt", "fine-1_2.csv", "ends.")
    for name in (*names, "\u202egnp.exe", "back\\slash.txt", "line\nbreak.txt", "long-" * 30 + ".txt"):
        _put(root / COURSE / "data" / name, b"x\n")


def _lesson_names(root: Path) -> None:
    stems = (
        "First Beat!",
        "canción",
        "con",
        "first.beat",
        "index.es",
        "-dash",
        "a_b",
        "x" * 70,
        "🥁",
        "ѕound",
        "LICENSE",
    )
    for name in (*(f"{stem}.md" for stem in stems), "README.md", "ECHO.MD", "a..md"):
        _put(root / COURSE / name, MARKDOWN.encode())
    _put(root / COURSE / "index.ipynb", NOTEBOOK)


def _course_names(root: Path) -> None:
    for name in ("Sound Lab", "con", "es", "catalog", "_static", "batería", "z" * 65):
        _put(root / "courses" / name / "course.yml", b"title: T\n")
        _put(root / "courses" / name / "echo.md", MARKDOWN.encode())
    for name in (".hidden/echo.md", "_build/echo.md", "notes.txt"):
        _put(root / "courses" / name, b"x")


HOSTILE: dict[str, Callable[[Path], None]] = {
    "byte-order-mark": _write("echo.ipynb", b"\xef\xbb\xbf" + NOTEBOOK),
    "brackets-100000-deep": _write("echo.ipynb", b"[" * 100_000 + b"]" * 100_000),
    "brackets-500-deep": _write("echo.ipynb", b'{"a":' * 500 + b"1" + b"}" * 500),
    "broken-names": _broken_names,
    "cells-100000": _many_cells,
    "closed-file": _closed_file,
    "course-names": _course_names,
    "empty-config": lambda root: _put(root / "_config.yml", b""),
    "empty-file": _write("echo.ipynb", b""),
    "empty-file-of-blanks": _write("echo.md", b" \n\r\n\t\n"),
    "file-names": _file_names,
    "files-5001": _many_files,
    "folders-deep": _write("data/" + "a/" * 20 + "x.csv", b"x"),
    "hard-link": _hard_link,
    "huge-data": _large_data,
    "huge-front-matter": _write("echo.ipynb", NOTEBOOK.replace(b"# Echo", b"---\\n" + b"# a\\n" * 260_000 + b"---")),
    "huge-markdown": _write("echo.md", b"# Echo\n" + b"word " * 500_000),
    "huge-notebook": _huge_notebook,
    "latin-1": _write("echo.md", MARKDOWN.encode("latin-1")),
    "lesson-names": _lesson_names,
    "links": _links,
    "merge-conflicts": _conflicts,
    "merge-conflicts-shown": _shown_conflicts,
    "nul-character": _write("echo.md", MARKDOWN.replace("dos", "d\0s").encode()),
    "nul-character-in-json": _write("echo.ipynb", NOTEBOOK.replace(b"# Echo", b"# Ec\\u0000ho")),
    "special-files": _special_files,
    "twins": _twins,
    "utf-16": _write("echo.md", MARKDOWN.encode("utf-16")),
    "utf-16-without-mark": _write("echo.ipynb", NOTEBOOK.decode().encode("utf-16-le")),
    "windows-line-ends": _write("echo.md", MARKDOWN.replace("\n", "\r\n").encode()),
}
