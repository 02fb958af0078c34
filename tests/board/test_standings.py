"""How far each lesson has come, what it waits for, and whose name is shown."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.publishing.libraries import PNG

from courseforge.checks import RULES
from courseforge.cli.commands import courseforge
from courseforge.reporting.standing import SENTENCES

from .boarded import CONTRIBUTORS, DAY, lesson

GUIDE = Path(__file__).parents[2] / "courses" / "using-courseforge" / "let-others-contribute.md"


def status(library: Path, *words: str) -> str:
    result = CliRunner().invoke(courseforge, ["status", str(library), *words], env={"SOURCE_DATE_EPOCH": DAY})
    assert result.exit_code == 0, result.output
    return result.stdout


def board(library: Path) -> dict[str, dict[str, Any]]:
    found = json.loads(status(library, "--format", "json"))["board"]
    return {f"{one['id'].removeprefix('lab/')}.{one['language']}": one for one in found}


def waits(library: Path) -> dict[str, list[str]]:
    return {key: [wait["name"] for wait in one["waits"]] for key, one in board(library).items()}


def test_what_each_lesson_waits_for(published_board: Path) -> None:
    assert waits(published_board) == {
        "new.en": ["reader"],
        "copy.en": ["author", "reader"],
        "once.en": ["second-reader"],
        "twice.en": ["own-reader"],
        "done.en": ["decision"],
        "hasty.en": ["second-reader"],
        "taken.en": [],
        "worn.en": ["update"],
        "due.en": ["review"],
        "due.es": ["translation"],
        "odd.en": ["error"],
        "calm.en": [],
    }


def test_how_far_each_lesson_has_come(published_board: Path) -> None:
    report = json.loads(status(published_board, "--format", "json"))
    found = {one["id"].removeprefix("lab/"): one["state"] for one in report["board"]}
    assert found == {
        **dict.fromkeys(("new", "copy"), "proposed"),
        **dict.fromkeys(("once", "twice", "done"), "in review"),
        **dict.fromkeys(("hasty", "odd"), "accepted"),
        **dict.fromkeys(("taken", "due"), "published"),
        "worn": "needs update",
        "calm": "withdrawn",
    }
    assert report["states"] == {
        state: list(found.values()).count(state) + (state == "published") for state in report["states"]
    }
    assert report["topics"] and report["summary"]["overdue"] == 1  # and all else is there as before


def test_what_may_be_read_waits_for_the_next_build(boarded: Path) -> None:
    found = board(boarded)
    assert {key for key, one in found.items() if "build" in [wait["name"] for wait in one["waits"]]} == {
        "taken.en", "worn.en", "due.en", "due.es", "calm.en",
    }  # fmt: skip
    assert found["calm.en"]["state"] == "accepted"


def test_who_did_what_and_what_a_rule_says(published_board: Path) -> None:
    found = board(published_board)
    assert found["done.en"]["people"] == {
        "author": ["Owl and Bee"],
        "editor": ["The reading room"],
        "reviewer": ["Maple"],
    }
    assert found["hasty.en"]["waits"][0]["code"] == "CF110"
    assert found["due.en"]["waits"][0]["day"] == "2026-12-31"
    assert found["due.es"]["waits"][0]["number"] > 0


def test_the_board_asks_for_what_the_rule_asks_for(boarded: Path) -> None:
    """Whoever does what the board says and writes state: accepted hears nothing from CF110."""
    for name in ("new", "copy", "once", "twice", "done"):
        path = boarded / f"courses/lab/{name}.md"
        path.write_text(
            path.read_text("utf-8").replace("proposed", "accepted").replace("in review", "accepted"), "utf-8"
        )
    accepted = waits(boarded)
    assert [name for name in ("new", "copy", "once", "twice") if set(accepted[f"{name}.en"]) <= {"build"}] == []
    assert accepted["done.en"] == ["build"]
    rule = next(rule for rule in RULES if rule.code == "CF110")
    said = CliRunner().invoke(courseforge, ["check", str(boarded), "--format", "json"]).stdout
    places = {one["path"] for one in json.loads(said)["diagnostics"] if one["code"] == rule.code}
    assert places == {f"courses/lab/{name}.md" for name in ("new", "copy", "once", "twice", "hasty")}


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("gone", None),  # has taken their consent back
        ("Mila Okafor", None),  # nobody has asked whether they want this name
        ("mila@school-canary.org", None),
        ("ada", "Ada Mirandez"),  # somebody has
        ("clerk", "Grace Murray"),  # of the library's own people
        ("Blue Heron", "Blue Heron"),
    ],
)
def test_a_name_is_shown_as_it_was_chosen_or_not_at_all(key: str, shown: str | None, boarded: Path) -> None:
    people = "ada: {name: Ada Mirandez, consent: c-1, credit: confirmed}\nclerk: {name: Grace Murray, staff: true}\n"
    (boarded / "contributors.yml").write_text(CONTRIBUTORS + people, encoding="utf-8")
    facts = (
        "state: in review",
        f"authors: [{key!r}]",
        f"people: {{reviewers: [{key!r}, maple], testers: [{key!r}]}}",
    )
    (boarded / "courses/lab/new.md").write_text(lesson("Tell a story", *facts), encoding="utf-8")
    assert board(boarded)["new.en"]["people"] == {"author": [shown], "reviewer": [shown, "Maple"], "tester": [shown]}
    told = (
        status(boarded, "--board")
        + status(boarded, "--reminders")
        + (boarded / "_build/board/index.html").read_text()
    )
    hidden = "Quiet Fox" if key == "gone" else key
    assert shown or hidden not in told


def test_a_title_beside_something_private_is_not_shown(boarded: Path) -> None:
    config = boarded / "_config.yml"
    config.write_text(config.read_text("utf-8").replace("CF701: info, ", ""), "utf-8")
    text = lesson(
        "Write to mila at home", "state: proposed", "authors: [moon]", words="Write to mila@okafor-canary.org today."
    )
    (boarded / "courses/lab/new.md").write_text(text, encoding="utf-8")
    status(boarded, "--board")
    page = (boarded / "_build/board/index.html").read_text("utf-8")
    told = page + status(boarded, "--reminders") + json.dumps(board(boarded))
    assert "mila" not in told and "lab/new" in told


def test_what_cannot_be_read_is_named(boarded: Path) -> None:
    (boarded / "courses/lab/broken.ipynb").write_bytes(PNG.encode())
    status(boarded, "--board")
    assert "lab/broken" in (boarded / "_build/board/index.html").read_text("utf-8")


def test_a_whole_course_that_waits_says_so(boarded: Path) -> None:
    (boarded / "courses/lab/course.yml").write_text("title: [a]\n", encoding="utf-8")
    assert waits(boarded)["calm.en"] == ["error-elsewhere"]


def test_in_words(published_board: Path, update: bool) -> None:
    said = status(published_board)
    said = said[said.index("How far the lessons") : said.index("Nothing else")]
    expected = Path(__file__).with_name("expected") / "status.txt"
    if update:
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


def test_a_long_list_is_folded_and_published_lessons_are_only_counted(boarded: Path) -> None:
    for number in range(12):
        (boarded / f"courses/lab/more-{number}.md").write_text(lesson("More", "state: proposed"), encoding="utf-8")
    assert "and 6 more proposed; --verbose shows them all" in status(boarded)
    assert "proposed: lab/more-9 (en)" in status(boarded, "--verbose")


def test_the_guide_names_everything_that_is_waited_for() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert [name for name in SENTENCES if f"| `{name}` |" not in text] == []
