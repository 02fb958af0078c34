"""``check --fix``: mends what needs no judgment, once, and loses nobody's words."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.mending.notebooks import OUTPUT, code_cell, dump, notebook, text_cell
from tests.mending.test_picture_bytes import photograph

from courseforge.mending.fixes import propose_changes, write_changes
from courseforge.publishing import checking

BASE = Path(__file__).parents[1] / "checks" / "base"
FACTS = "---\ntitle: One\ndescription: A lesson.\n---\n\n"
SKIPPED = f"{FACTS}# One\n\n#### Two  \n\nText with two spaces  \nand more.\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "library")
    return tmp_path / "library"


def test_it_shows_what_would_change_and_changes_nothing(shelf, invoke):
    lesson = shelf / "courses" / "lab" / "one.md"
    lesson.write_text(SKIPPED, newline="\r\n")
    before = lesson.read_bytes()
    result = invoke("check", shelf, "--diff")
    assert "--- a/courses/lab/one.md\n+++ b/courses/lab/one.md\n" in result.stdout
    assert "\n-#### Two  \n+## Two  \n" in result.stdout
    assert result.stdout.endswith("\n1 file would change. To write it: courseforge check --fix\n")
    assert lesson.read_bytes() == before


def test_it_mends_and_says_what_is_left(shelf, invoke):
    lesson = shelf / "courses" / "lab" / "one.md"
    lesson.write_text(SKIPPED, newline="\r\n")
    before = lesson.read_bytes()
    result = invoke("check", shelf, "--fix", "--yes")
    assert "+## Two" in result.stdout
    assert "Mended 1 file." in result.stdout
    assert "CF202" not in result.stdout
    assert lesson.read_bytes() == before.replace(b"####", b"##")
    again = invoke("check", shelf, "--fix", "--yes")
    assert "Mended" not in again.stdout
    assert lesson.read_bytes() == before.replace(b"####", b"##")


def test_where_nobody_can_answer_nothing_changes(shelf, invoke):
    lesson = shelf / "courses" / "lab" / "one.md"
    lesson.write_text(SKIPPED)
    result = invoke("check", shelf, "--fix")
    assert "+## Two" in result.stdout
    assert "CF202" in result.stdout
    assert "To change 1 file: courseforge check --fix --yes" in result.stderr
    json.loads(invoke("check", shelf, "--fix", "--format", "json").stdout)
    assert lesson.read_text() == SKIPPED


def test_a_program_gets_json_alone(shelf, invoke):
    (shelf / "courses" / "lab" / "one.md").write_text(SKIPPED)
    report = json.loads(invoke("check", shelf, "--fix", "--yes", "--format", "json").stdout)
    assert "CF202" not in {row["code"] for row in report["diagnostics"]}


def test_a_picture_no_longer_says_where_it_was_taken(shelf, invoke):
    lab = shelf / "courses" / "lab"
    (lab / "hill.jpg").write_bytes(photograph("JPEG"))
    (lab / "one.md").write_text(f"{FACTS}# One\n\n![A hill with a tree on top](hill.jpg)\n")
    assert {"CF707", "CF708"} <= codes(invoke("check", shelf, "--format", "json"))
    result = invoke("check", shelf, "--fix", "--yes")
    assert re.search(
        r"^courses/lab/hill\.jpg: [\d,]+ bytes beside the picture would go\.$", result.stdout, re.MULTILINE
    )
    assert not {"CF707", "CF708"} & codes(invoke("check", shelf, "--format", "json"))


def test_private_lines_are_not_shown_even_where_they_go(shelf, invoke):
    lab = shelf / "courses" / "lab"
    (lab / "one.md").write_text(SKIPPED.replace("Two  ", "Ask robin.smith@gmail.com"))
    output = {"output_type": "stream", "name": "stdout", "text": ["robin.smith@gmail.com\n", "fine\n"]}
    cells = [text_cell(FACTS), code_cell("show()", outputs=[output]), code_cell("1 + 1", outputs=[OUTPUT])]
    (lab / "two.ipynb").write_bytes(dump(notebook(cells)))
    for options in (["--diff"], ["--fix"], ["--fix", "--yes"]):
        told = invoke("check", shelf, *options)
        assert "robin" not in told.output.lower()
        assert "\n-(a line that stays private)\n+(the same line, mended)\n" in told.stdout
        assert "hello" in told.stdout  # what is nobody's own is shown
    assert "## Ask robin.smith@gmail.com" in (lab / "one.md").read_text()


def test_a_notebook_of_another_layout_is_shown_by_what_it_says(shelf, invoke):
    lab = shelf / "courses" / "lab"
    told = code_cell("# Ask robin.smith@gmail.com\nplay()", execution_count=3)
    cells = [text_cell(FACTS), {**told, "source": "".join(told["source"])}, code_cell("stop()", outputs=[OUTPUT])]
    for layout in ({"indent": 4}, {"indent": None}):
        (lab / "two.ipynb").write_bytes(dump(notebook(cells), sort_keys=True, **layout))
        shown = invoke("check", shelf, "--diff").stdout
        assert "courses/lab/two.ipynb would be written as Jupyter writes it. Besides that:" in shown
        assert [line.strip() for line in shown.splitlines() if line[:1] in "+-" and "count" in line] == [
            '-   "execution_count": 3,',
            '+   "execution_count": null,',
        ]
        assert "robin" not in shown.lower()


def codes(result):
    return {row["code"] for row in json.loads(result.stdout)["diagnostics"]}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no terminal can be made there")
def test_on_a_terminal_it_asks_first(shelf):
    import pty
    import subprocess

    lesson = shelf / "courses" / "lab" / "one.md"
    lesson.write_text(SKIPPED)
    for answer, mended in ((b"n\n", False), (b"y\n", True)):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "courseforge", "check", str(shelf), "--fix"]
        with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
            import os

            os.close(theirs)
            said = b""
            while b"[y/N]" not in said:
                said += os.read(ours, 1000)
            os.write(ours, answer)
            try:
                while os.read(ours, 1000):
                    pass
            except OSError:  # how Linux says that the other end is closed
                pass
            process.wait()
        os.close(ours)
        assert b"Change 1 file like this?" in said
        assert ("\n## Two" in lesson.read_text()) is mended


PARTS = st.lists(
    st.sampled_from(
        [
            "#### A skip", "# Another title", "**A bold line**", "Text.", "![](a.png)", "![Image of a hill](a.png)", "Under\n=====",
            "[here](http://example.org/a)", "> ##### Quoted", "```{code-cell}\nx = 1\n```", "1. ### In a list", "", "```\n# shown\n```",
            "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs", "| a | b |\n|---|---|\n| 1 | 2 |", "caf\u00e9 \U0001f600 \u2028 x",
        ]
    ),
    max_size=7,
)  # fmt: skip


def words(data: bytes) -> list[str]:
    return re.findall(r"[A-Za-zé]{2,}", data.decode())


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PARTS, PARTS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_mending_ends_and_a_mended_library_stays_as_it_is(shelf, first, second, end, ran):
    lab = shelf / "courses" / "lab"
    (lab / "one.md").write_text(FACTS + "\n\n".join(first), newline=end)
    code = code_cell("print(1)", outputs=[OUTPUT] * ran, execution_count=ran or None)
    cells = [text_cell(FACTS), *map(text_cell, second), code]
    (lab / "two.ipynb").write_bytes(dump(notebook(cells, minor=4, colab={"x": 1})))
    written = words((lab / "one.md").read_bytes())
    for _ in range(5):
        changes = propose_changes(shelf, checking.check(shelf).diagnostics)
        if not changes:
            break
        write_changes(shelf, changes)
    assert propose_changes(shelf, checking.check(shelf).diagnostics) == ()
    left = words((lab / "one.md").read_bytes())
    assert [word for word in left if word in written and word not in ("Image", "of", "http")] == [
        word for word in written if word not in ("Image", "of", "http")
    ]
    json.loads((lab / "two.ipynb").read_bytes())
