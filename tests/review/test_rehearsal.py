"""Contributions on their whole way: from a fork, through both stages, to the comment that their authors read."""

import json
import re
import time
from pathlib import Path

import pytest
from tests.review.contributions import (
    COURSE,
    change_workflow,
    draw,
    mend_broken,
    send_broken,
    send_good,
    send_hostile,
    send_huge,
    send_translation,
)

CASES = Path(__file__).with_name("cases")
pytestmark = pytest.mark.slow


def settle(comment: str) -> str:
    """Take out of a comment what no two runs have in common."""
    times = r"less than a second|\d+ seconds?|menos de un segundo|\d+ segundos?"
    return re.sub(rf"(runs: |tarda: |before: |antes: )(?:{times})", r"\1TIME", comment)


def hold_to_case(name: str, comment: str, update: bool) -> None:
    file = CASES / f"{name}.md"
    if update:
        file.write_text(settle(comment), encoding="utf-8")
    assert settle(comment) == file.read_text(encoding="utf-8")


def test_a_good_first_lesson(rehearsal, update):
    rehearsal.contribute("good", send_good)
    comment = rehearsal.review("good")
    hold_to_case("good", comment, update)
    artifact = rehearsal.repositories.folder / "artifact-good"
    page = (artifact / "pages/first-steps/way-map.html").read_text("utf-8")
    assert "3 turns" in page
    assert rehearsal.host.verdicts[0]["conclusion"] in ("success", "neutral")
    assert rehearsal.host.beside == []


def test_a_broken_lesson_and_what_is_mended_of_it(rehearsal, update):
    rehearsal.contribute("broken", send_broken)
    hold_to_case("broken", rehearsal.review("broken"), update)
    assert rehearsal.host.verdicts[0]["conclusion"] == "failure"
    assert [one["path"] for one in rehearsal.host.beside] == [f"{COURSE}/count-turns.ipynb"]
    assert '```suggestion\n    "### Write it down\\n",\n```' in rehearsal.host.beside[0]["body"]
    rehearsal.go_on("broken", mend_broken)
    hold_to_case("mended", rehearsal.review("broken"), update)
    assert len(rehearsal.host.beside) == 1  # what was suggested once is not suggested again


def test_a_translation_is_answered_in_its_language(rehearsal, update):
    rehearsal.contribute("translation", send_translation)
    hold_to_case("translation", rehearsal.review("translation"), update)


def test_a_changed_lesson_is_shown_before_and_after(rehearsal, update):
    def change(library: Path) -> None:
        file = library / COURSE / "old-way.ipynb"
        text = file.read_text("utf-8").replace("It says that you can walk here.", "It says that you may walk here.")
        file.write_text(text.replace("'left', 'right'", "'left', 'left', 'right'"), "utf-8")
        draw(library / COURSE / "images" / "way.png", 11)

    rehearsal.contribute("change", change)
    hold_to_case("change", rehearsal.review("change"), update)
    file = rehearsal.repositories.folder / "artifact-change/changes/first-steps.old-way.ipynb.html"
    page = file.read_text("utf-8")
    assert "you <del>can</del> <ins>may</ins> walk" in page
    assert re.search(r"<samp>2</samp>.*<samp>3</samp>", page, re.DOTALL)
    assert re.search(r"\d+ % of the picture is different", page)
    named = set(re.findall(r'[" ]((?:before|\.\./pages)/[^"\s#]+)', page))
    assert sum(name.startswith("before/") for name in named) >= 2  # the picture and its lighter copies
    assert sorted(name for name in named if not (file.parent / name).is_file()) == []
    assert "<script" not in page
    report = json.loads((file.parents[1] / "report.json").read_text("utf-8"))
    assert [lesson["path"] for lesson in report["lessons"]] == [f"{COURSE}/old-way.ipynb"]


def test_a_hostile_lesson_gets_no_word_into_the_comment_but_as_code(rehearsal, update):
    rehearsal.contribute("hostile", send_hostile)
    comment = rehearsal.review("hostile")
    hold_to_case("hostile", comment, update)
    bare = re.sub(r"^(`{3,})\w*\n.*?^\1$|`[^`\n]+`", "", comment, flags=re.DOTALL | re.MULTILINE)
    for attack in ("<script", "@", "evil.example", "<img", "</details><", "](//", "#1"):
        assert attack not in bare.replace("</details>\n", ""), attack
    assert comment.count("<!-- courseforge review") - comment.count("`") <= 1
    assert "root:" not in comment
    artifact = rehearsal.repositories.folder / "artifact-hostile"
    for file in artifact.rglob("*"):
        if file.is_file():
            assert b"root:x:" not in file.read_bytes()
    assert not (rehearsal.repositories.check_out("hostile") / "built").exists()


def test_a_changed_workflow_is_flagged_and_nothing_of_it_is_run(rehearsal, update):
    rehearsal.contribute("workflow", change_workflow)
    hold_to_case("workflow", rehearsal.review("workflow"), update)


def test_a_huge_notebook_is_refused_quickly(rehearsal, update):
    rehearsal.contribute("huge", send_huge)
    runner = rehearsal.repositories.check_out("huge")
    assert (runner / COURSE / "huge.ipynb").stat().st_size == 300_000_000
    started = time.process_time()
    artifact = rehearsal.prepare("huge")
    assert time.process_time() - started < 20
    assert sum(file.stat().st_size for file in artifact.rglob("*") if file.is_file()) < 5_000_000
    assert rehearsal.post(artifact).exit_code == 0
    hold_to_case("huge", rehearsal.host.comments[0]["body"], update)


@pytest.mark.parametrize("rehearsal", ["gitlab"], indirect=True)
def test_the_same_on_gitlab(rehearsal):
    rehearsal.contribute("broken", send_broken)
    rehearsal.review("broken")
    assert rehearsal.host.verdicts[0]["state"] == "failed"
    (beside,) = rehearsal.host.beside
    assert "```suggestion:-0+0\n" in beside["body"]
    rehearsal.go_on("broken", mend_broken)
    assert "https://gitlab.example/run/5" in rehearsal.review("broken")
    assert len(rehearsal.host.beside) == 1
