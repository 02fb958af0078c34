"""The errors that beginners meet, in ``beginners_errors.txt``: what they wrote, and below it what they are told.

Each is a lesson of its own; all are run in one go. Cells are parted by ``---``. Accept new words with ``--update``.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.execution.shelf import Shelf, code, lesson

from courseforge.execution.failures import RAISED
from courseforge.model import Cell, ExecutionStatus

GOLDEN = Path(__file__).with_name("beginners_errors.txt")
FILES = {
    "data/Notes.csv": "a,b",
    "drums.py": "kick = 1",
    "scipy.py": "answer = 42",
    "tools/loops.py": "",
    "tools/mixer.py": "",
    "wave.py": "sine = 1",
}
ONLY_BEHIND_WALLS = {"memory", "written-outside"}


def read_golden() -> Mapping[str, tuple[str, str]]:
    """What was written and what is to be told, for each lesson."""
    blocks = [block.partition("\n") for block in f"\n{GOLDEN.read_text('utf-8')}".split("\n=== ")[1:]]
    parts = {name: text.partition("\n>>> ") for name, _, text in blocks}
    return {name: (source.strip("\n"), told.strip("\n")) for name, (source, _, told) in parts.items()}


def make_cell(text: str) -> Cell | str:
    tag, _, source = text.partition("\n")
    return code(source, tag[1:]) if tag.startswith("@") else text


def tell(shelf: Shelf, names: list[str]) -> dict[str, str]:
    """Run the lessons of these names; return what their authors are told."""
    shelf.add_files(FILES)
    (shelf.folder / "cafe.csv").write_bytes("café,2".encode("latin-1"))
    (shelf.folder / "kick.png").write_bytes(b"\x89PNG\r\n")
    golden = read_golden()
    lessons = [lesson(name, *map(make_cell, golden[name][0].split("\n---\n"))) for name in names]
    results = shelf.run(*lessons)
    found = shelf.diagnose(results, *lessons)
    for diagnostic, result in zip(found, results, strict=True):
        assert (diagnostic.code, result.status) == (RAISED, ExecutionStatus.FAILED)
        assert "Traceback" not in diagnostic.message + diagnostic.hint
        assert "\x1b" not in diagnostic.detail
        assert "/cf-" not in diagnostic.detail
    return {Path(d.location.path).stem: f"{str(d.location).partition(', ')[2]}\n{d.message}\n{d.hint}" for d in found}


def test_an_error_is_told_with_its_place_and_a_remedy(shelf: Shelf) -> None:
    assert tell(shelf, ["zero"]) == {"zero": read_golden()["zero"][1]}


@pytest.mark.slow
def test_beginners_are_told_what_to_do(walled_shelf: Shelf, update: bool, capfd: pytest.CaptureFixture[str]) -> None:
    golden = read_golden()
    told = tell(walled_shelf, list(golden))
    if update:
        blocks = [f"=== {name}\n{source}\n\n>>> {told[name]}\n" for name, (source, _) in golden.items()]
        GOLDEN.write_text("\n".join(blocks), encoding="utf-8")
    assert told == {name: text for name, (_, text) in read_golden().items()}
    assert len(golden) >= 60
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_they_are_told_the_same_without_walls(open_shelf: Shelf) -> None:
    names = [name for name in read_golden() if name not in ONLY_BEHIND_WALLS][::9]
    assert tell(open_shelf, names) == {name: read_golden()[name][1] for name in names}
