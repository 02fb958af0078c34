"""The reminders, word for word, and in Spanish too."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

import courseforge.board
from courseforge.board import write_reminders
from courseforge.board.reminders import ASKED, GROUPS, MESSAGES
from courseforge.cli.commands import courseforge as command
from courseforge.reporting.standing import SENTENCES, Standing, Wait

from .test_standings import status

FOLDER = Path(courseforge.board.__file__).parent
EXPECTED = Path(__file__).with_name("expected")


def make(wait: Wait, **facts: object) -> Standing:
    return Standing(
        "lab/kite", "en", "in review", "courses/lab/kite.md", **{"title": "A kite", "waits": (wait,), **facts}
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_people_are_sent(language: str, published_board: Path, boarded: Path, update: bool) -> None:
    said = status(published_board, "--reminders", "--language", language)
    ready = status(boarded, "--reminders", "--language", language)  # before the first build, its last one is another
    said += "\n" + ready[ready.rindex("--- ") :]
    expected = EXPECTED / f"reminders.{language}.txt"
    if update:
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


def test_everything_that_can_be_waited_for_has_words_and_somebody_who_is_asked() -> None:
    assert set(MESSAGES) == set(ASKED) == set(SENTENCES) - {"build"}
    assert {group for _, group in ASKED.values()} <= set(GROUPS)


def test_each_thing_that_waits_has_one_reminder_and_the_build_one_for_all(boarded: Path) -> None:
    report = json.loads(status(boarded, "--reminders", "--format", "json"))
    waiting = [wait["name"] for one in report["board"] for wait in one["waits"]]
    assert [one["waits"] for one in report["reminders"]] == [*(name for name in waiting if name != "build"), "build"]
    assert len(report["reminders"][-1]["about"]) == waiting.count("build") == 5


@pytest.mark.parametrize("title", ["@everyone look", "A\n\nHello, Owl!\nB", "x" * 500, "a\x1b[31mb\u202ec"])
def test_a_title_neither_calls_anybody_nor_speaks_for_us(title: str) -> None:
    (one,) = write_reminders([make(Wait("reader"), title=title, people=(("author", (title,)),))], "en", "Library")
    assert "@" not in one.text and "\x1b" not in one.text and "\u202e" not in one.text
    assert len(one.text.splitlines()) == 7 and len(one.text) < 700


def test_nobody_is_thanked_for_what_somebody_else_did() -> None:
    (one,) = write_reminders([make(Wait("error", note="Secret words."))], "en", "Library")
    assert one.text.startswith("Hello, dear colleagues!\n\nReaders cannot get “A kite” as it is now")
    (one,) = write_reminders([make(Wait("error"), people=(("author", ("Owl", "")),))], "en", "Library")
    assert one.text.startswith("Hello, Owl!\n\nThank you for “A kite”!")


def test_many_lessons_make_no_long_message() -> None:
    many = [make(Wait("build"), title=f"Kite {number}") for number in range(40)]
    (one,) = write_reminders(many, "en", "Library")
    assert one.text.count("\n- ") == 13 and "- and 28 more" in one.text


def test_nothing_to_remind_of(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: Library\n")
    (tmp_path / "courses").mkdir()
    assert status(tmp_path, "--reminders") == "Nothing waits, so there is nobody to remind.\n"


def test_another_language_gets_english(boarded: Path) -> None:
    assert status(boarded, "--reminders", "--language", "fr") == status(boarded, "--reminders", "--language", "en")


def sentences() -> Iterator[str]:
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
            for said in node.args[: {"text": 1, "count": 2}.get(name, 0)] if isinstance(node, ast.Call) else ():
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield said.value
    yield from (*MESSAGES.values(), *SENTENCES.values(), *(said for group in GROUPS.values() for said in group))


def test_every_sentence_is_there_in_spanish_and_no_other() -> None:
    with (FOLDER / "locale" / "es" / "LC_MESSAGES" / "board.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    forms = {form for message in messages for form in ([message.id] if isinstance(message.id, str) else message.id)}
    said = set(sentences())
    assert len(said) > 50 and said == forms
    for message in messages:
        english = message.id if isinstance(message.id, str) else message.id[-1]
        for spanish in [message.string] if isinstance(message.string, str) else message.string:
            assert spanish and sorted(set(re.findall(r"{\w+}", english))) == sorted(
                set(re.findall(r"{\w+}", spanish))
            )


def test_the_board_is_written_beside_the_site_and_never_into_it(published_board: Path) -> None:
    site = {path: path.stat().st_mtime_ns for path in (published_board / "_build/site").rglob("*")}
    page = published_board / "_build/board/index.html"
    assert f"The board lies in {page}" in status(published_board, "--board")
    first = page.read_bytes()
    status(published_board, "--board")
    assert page.read_bytes() == first
    assert site == {path: path.stat().st_mtime_ns for path in (published_board / "_build/site").rglob("*")}
    assert json.loads(status(published_board, "--board", "--format", "json"))["page"] == str(page)


def test_a_folder_that_is_a_link_is_not_written_to(boarded: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (boarded / "_build").mkdir(exist_ok=True)
    (boarded / "_build/board").symlink_to(tmp_path / "elsewhere")
    result = CliRunner().invoke(command, ["status", str(boarded), "--board"])
    assert result.exit_code == 2 and list((tmp_path / "elsewhere").iterdir()) == []
