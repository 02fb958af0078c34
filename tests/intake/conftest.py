"""A library in Git, on a computer whose user has a name that must not get anywhere."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courseforge.cli.commands import courseforge

PERSON, ADDRESS = "Zenobia Quartermain", "zenobia.quartermain@office-canary.org"
SETTINGS = """\
title: Your Next Skill
html: {baseurl: "https://skill.example.org/"}
courseforge:
  languages: [en, es]
  publisher: {name: Larkfield Public Library, url: "https://library.example.org/"}
"""
CONTRIBUTORS = """\
# The people who made the lessons, under the name they chose.

dj-nova:  # since the first summer
  name: "DJ Nova"
  consent: "LPL-0014"
"""
LESSON = """\
---
title: First beat
description: Tap a rhythm and write it down.
authors: [dj-nova]
---
# First beat

Tap along.
"""


def git(folder: Path, *words: str, **options: object) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True, errors="replace", **options
    )
    return done.stdout


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody with a name, who signs everything and has hooks for everything."""
    home = tmp_path / "zenobia-quartermain"
    hook = f"#!/bin/sh\necho ran >> '{home}/hooks-ran'\n"
    names = ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "pre-push", "prepare-commit-msg")
    for name in names:
        write(home / "hooks" / name, hook)
        (home / "hooks" / name).chmod(0o755)
    write(
        home / ".gitconfig",
        f"[user]\n\tname = {PERSON}\n\temail = {ADDRESS}\n\tsigningkey = {PERSON}\n"
        f"[commit]\n\tgpgsign = true\n[core]\n\thooksPath = {home}/hooks\n"
        f"[format]\n\tsignature = {PERSON}\n\tsignOff = true\n\tfrom = true\n\theaders = 'X-Person: {PERSON}'\n"
        "[init]\n\tdefaultBranch = main\n[safe]\n\tdirectory = *\n",
    )
    for name in ("HOME", "XDG_CONFIG_HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("TZ", "Pacific/Chatham")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", PERSON)
        monkeypatch.setenv(f"GIT_{name}_EMAIL", ADDRESS)
    for name in [key for key in os.environ if key in ("COURSEFORGE_TOKEN", "GITHUB_TOKEN", "EMAIL")]:
        monkeypatch.delenv(name)
    return home


@pytest.fixture
def library(machine: Path, tmp_path: Path) -> Path:
    """A library with one course in each language, committed by nobody in particular."""
    root = tmp_path / "library"
    write(root / "_config.yml", SETTINGS)
    write(root / "contributors.yml", CONTRIBUTORS)
    write(root / "courses" / "sound-lab" / "course.yml", "title: Sound Lab\ndescription: Make music.\n")
    write(root / "courses" / "sound-lab" / "first-beat.md", LESSON)
    write(root / "courses" / "taller" / "course.yml", "title: Taller\ndescription: Haz cosas.\nlanguage: es\n")
    git(root, "init", "-q", "-b", "main")
    somebody = {
        f"GIT_{who}_{what}": "begin@library.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    plain = ("-c", "commit.gpgsign=false", "-c", f"core.hooksPath={os.devnull}")
    git(root, *plain, "add", "-A", env={**os.environ, **somebody})
    git(root, *plain, "commit", "-q", "-m", "Begin", env={**os.environ, "TZ": "UTC", **somebody})
    (machine / "hooks-ran").unlink(missing_ok=True)
    return root


@pytest.fixture
def intake(library: Path) -> Callable[..., Result]:
    """Call ``courseforge intake`` for the library."""

    def call(command: str, *words: object, **environment: str) -> Result:
        arguments = ["intake", command, *map(str, words), "--library", str(library)]
        return CliRunner().invoke(courseforge, arguments, env=environment)

    return call
