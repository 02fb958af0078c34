"""The box: a contribution is whole in it or not there, and what was damaged is said and never believed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from courseforge.errors import CourseforgeError, OutputError
from courseforge.intake.box import Facts, list_codes, put_in, take_all, take_out

FACTS = Facts("Luz", "c-1", "en", False, "Clap", "clap.md", ("clap.md",), 0, 0, "2026-11-28")
FILES = {"clap.md": b"# Clap\n"}
KILLED = """
import os, sys
from pathlib import Path
from courseforge.intake import box
box._give_place = lambda *_: os._exit(9)
from tests.intake.test_box import FACTS, FILES
box.put_in(Path(sys.argv[1]), FACTS, FILES, "letter")
"""


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    code = put_in(tmp_path / "box", FACTS, FILES, "A letter")
    found = take_out(tmp_path / "box", code)
    assert (found.facts, found.files, found.letter) == (FACTS, FILES, "A letter")


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> None:
        if path.name == "letter.md":
            raise OutputError("The disk is full.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    monkeypatch.setattr("courseforge.intake.box.write_atomically", refuse)
    with pytest.raises(OutputError):
        put_in(tmp_path / "box", FACTS, FILES, "A letter")
    assert [path.name for path in (tmp_path / "box").iterdir() if path.is_dir()] == []


def test_who_is_killed_leaves_nothing_for_long(tmp_path: Path) -> None:
    box = tmp_path / "box"
    done = subprocess.run([sys.executable, "-c", KILLED, str(box)], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 9
    assert len(list(box.glob(".part-*"))) == 1 and list_codes(box) == ()
    code = put_in(box, FACTS, FILES, "A letter")
    assert [path.name for path in box.iterdir() if path.is_dir()] == [code]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_links_are_not_followed(tmp_path: Path) -> None:
    box = tmp_path / "box"
    code = put_in(box, FACTS, FILES, "A letter")
    (tmp_path / "secret").write_text("secret")
    (box / code / "files" / "clap.md").unlink()
    (box / code / "files" / "clap.md").symlink_to(tmp_path / "secret")
    with pytest.raises(CourseforgeError, match="damaged"):
        take_out(box, code)
    (tmp_path / "other").symlink_to(box)
    with pytest.raises(OutputError, match="link"):
        put_in(tmp_path / "other", FACTS, FILES, "A letter")


@pytest.mark.parametrize(
    "facts",
    ["", "{}", "[]", "null", "[" * 100_000, '{"format": 2}', '{"format": 1, "paths": 3}', "{" * 5000],
)
def test_damaged_facts_are_said(facts: str, tmp_path: Path, intake: Callable[..., Result], library: Path) -> None:
    box = library / "intake"
    code, whole = put_in(box, FACTS, FILES, "A letter"), put_in(box, FACTS, FILES, "A letter")
    (box / code / "contribution.json").write_text(facts)
    assert "is damaged" in intake("show", code).output
    assert [one.code for one in take_all(box)] == [whole]
    assert whole in intake("list").output


@pytest.mark.parametrize("path", ["../../../secret", "/etc/passwd", "..\\x", "images/../../x"])
def test_a_path_that_leads_out_of_the_box(path: str, tmp_path: Path) -> None:
    code = put_in(tmp_path / "box", FACTS, FILES, "A letter")
    file = tmp_path / "box" / code / "contribution.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "paths": [path]}))
    with pytest.raises(CourseforgeError, match="damaged"):
        take_out(tmp_path / "box", code)
