"""What goes into Git names nobody: not who wrote it, not who sat at the computer, not the computer."""

import getpass
import json
import re
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from courseforge.mending.cleaning import clean_notebook
from courseforge.reading import read_picture

from .canaries import CANARIES, cell, write_parcel
from .conftest import ADDRESS, PERSON, git

Call = Callable[..., Result]


def add(intake: Call, *files: Path, name: str = "Paper Moon", consent: str = "c-0141", **options: str) -> str:
    extra = [word for option, value in options.items() for word in (f"--{option.replace('_', '-')}", value)]
    result = intake("add", *files, "--name", name, "--consent", consent, *extra)
    assert result.exit_code == 0, result.output
    found = re.search(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b", result.output)
    assert found, result.output
    return found[0]


def machine_words() -> list[str]:
    words = [PERSON, ADDRESS, "Zenobia", "Quartermain", "office-canary", socket.gethostname(), getpass.getuser()]
    return [word for word in words if len(word) > 4]  # a user called "root" or a host called "ci" is in any text


def all_objects(root: Path) -> dict[str, bytes]:
    names = git(root, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)").splitlines()
    return {
        line: subprocess.run(
            ["git", "cat-file", line.split()[1], line.split()[0]], cwd=root, capture_output=True, check=True
        ).stdout
        for line in names
    }


def hold_clean(text: bytes, words: tuple[str, ...] | list[str], what: str) -> None:
    lower = text.lower()
    found = [word for word in words if word.lower().encode() in lower]
    assert found == [], f"{what}: {found}\n{text[:2000]!r}"


def test_no_object_names_anybody(library: Path, machine: Path, intake: Call, tmp_path: Path) -> None:
    before = all_objects(library)
    code = add(intake, *write_parcel(tmp_path / "mila-okafor-stick"))
    result = intake("submit", code, "--course", "sound-lab", "--to", tmp_path / "out")
    assert result.exit_code == 0, result.output

    made = {name: data for name, data in all_objects(library).items() if name not in before}
    kinds = sorted(name.split()[1] for name in made)
    assert kinds.count("commit") == 1 and kinds.count("blob") == 4, kinds  # a lesson, two companions, a credit
    for name, data in made.items():
        hold_clean(data, [*CANARIES, *machine_words()], name)

    commit = next(data for name, data in made.items() if name.endswith(" commit")).decode()
    role = r"Larkfield Public Library <noreply@library\.example\.org> \d+ \+0000"
    assert re.search(rf"(?m)^author {role}$", commit) and re.search(rf"(?m)^committer {role}$", commit), commit
    assert "gpgsig" not in commit
    assert not (machine / "hooks-ran").exists()


def test_nothing_else_names_anybody(library: Path, intake: Call, tmp_path: Path) -> None:
    """Neither the box nor the patch, the log of the branch, or what the commands print."""
    files = write_parcel(tmp_path / "stick")
    code = add(intake, *files)
    shown = intake("show", code).output
    printed = intake("submit", code, "--course", "sound-lab", "--to", tmp_path / "out").output
    printed += intake("list").output
    for text in (shown, printed):
        hold_clean(text.replace(str(tmp_path), "").encode(), CANARIES, "what is printed")
    texts = [
        *(library / "intake").rglob("*"),
        *(tmp_path / "out").rglob("*"),
        *(library / ".git" / "logs").rglob("*"),
    ]
    texts = [path for path in texts if path.is_file() and path.name not in ("HEAD", "main")]
    assert any(path.suffix == ".patch" for path in texts)
    assert any("intake" in path.parent.name for path in texts)
    for path in texts:
        hold_clean(path.read_bytes(), [*CANARIES, *machine_words()], path.name)
    assert not any(word in str(path).replace(str(tmp_path), "") for path in texts for word in CANARIES)


def test_what_a_reader_sees_is_kept(library: Path, intake: Call, tmp_path: Path) -> None:
    code = add(intake, *write_parcel(tmp_path / "stick"))
    kept = (library / "intake" / code / "files" / "loops-for-everyone.ipynb").read_text("utf-8")
    assert clean_notebook(kept.encode(), "x.ipynb").data == kept.encode()  # Git's filter finds nothing left to do
    assert "(images/loops-for-everyone-1.png)" in kept and "Nothing has to be mended" in intake("show", code).output
    assert intake("submit", code, "--course", "sound-lab", "--to", tmp_path).exit_code == 0
    branch = f"intake/{code.lower()}"
    place = f"{branch}:courses/sound-lab"
    notebook = json.loads(git(library, "show", f"{place}/loops-for-everyone.ipynb"))
    facts, words, code_cell = ("".join(one["source"]) for one in notebook["cells"])
    assert facts == (
        "---\ntitle: Loops for everyone\ndescription: Make a loop and change it.\nlevel: beginner\n"
        "authors: [paper-moon]\nstate: proposed\n---"
    )
    assert "![A golden box](images/loops-for-everyone-1.png)" in words
    assert "![A teal box](attachment:picture-1.jpg)" in words
    assert "open('data/loops-for-everyone-2.csv')" in code_cell
    assert 'open("more.csv")' in code_cell and "os.chdir('.')" in code_cell
    assert notebook["cells"][2]["metadata"] == {"tags": ["activity"]}
    assert git(library, "show", f"{place}/data/loops-for-everyone-2.csv") == "step,sound\n1,kick\n2,snare\n"
    picture = subprocess.run(
        ["git", "show", f"{place}/images/loops-for-everyone-1.png"], cwd=library, capture_output=True, check=True
    ).stdout
    read = read_picture(picture)
    assert read and (read.width, read.height, dict(read.tags)) == (20, 20, {})


@pytest.mark.parametrize(
    "sentence",
    [
        "Write to me: mila.okafor@mailbox-canary.org",
        "My name is Mila Okafor, 13 years old.",
        "I was born on 4 March 2011.",
    ],
)
def test_what_was_written_about_a_person_stays_in_the_box(
    sentence: str, library: Path, intake: Call, tmp_path: Path
) -> None:
    before = all_objects(library)
    lesson = tmp_path / "lesson.ipynb"
    notebook = {
        "cells": [cell("markdown", f"# Loops\n\n{sentence}")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    lesson.write_text(json.dumps(notebook), encoding="utf-8")
    code = add(intake, lesson)
    result = intake("submit", code, "--course", "sound-lab", "--to", tmp_path / "out")
    assert result.exit_code == 2
    assert "about people" in result.output and "nothing went into Git" in result.output
    assert all_objects(library) == before
    assert not (tmp_path / "out").exists()
    assert "about people to mend first" in intake("list").output
    hold_clean(intake("show", code).output.encode(), ["okafor", "2011"], "the letter")


def test_a_rule_that_protects_people_cannot_be_switched_off(intake: Call, tmp_path: Path) -> None:
    lesson = tmp_path / "lesson.md"
    lesson.write_text(
        "# Loops\n\n% check-ignore: CF701 the library agreed (manager, 2026-01-01)\nWrite: mila@mailbox-canary.org\n",
        encoding="utf-8",
    )
    code = add(intake, lesson)
    assert "nothing went into Git" in intake("submit", code, "--course", "sound-lab").output
