"""What a person reads after ``check``, ``run`` and ``build``: whole texts."""

import io
import json
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from courseforge.diagnostics import Diagnostic, Location, ReplaceLines, Severity
from courseforge.model import ExecutionResult, ExecutionStatus
from courseforge.reporting.build_text import describe_build
from courseforge.reporting.check_text import describe_check
from courseforge.reporting.excerpts import Excerpt, read_excerpts
from courseforge.reporting.made import Made
from courseforge.reporting.run_table import describe_run, summarize_run
from courseforge.reporting.screen import open_screen
from courseforge.reporting.wording import printable

FAILED_CELL = Diagnostic(
    "CF301",
    Severity.ERROR,
    "This cell stopped: NameError: name 'tempo' is not defined.",
    Location("courses/sound-lab/first-beat.ipynb", cell=4),
    "Run all cells from the top: a name must be given a value before it is used.",
    detail="Traceback\n  line 1, in <module>",
)
UNKNOWN_FIELD = Diagnostic(
    "CF042",
    Severity.WARNING,
    'There is no field "lisence".',
    Location("courses/sound-lab/course.yml", line=3),
    'Did you mean "license"?',
)
OLD_FORMAT = Diagnostic(
    "CF021", Severity.INFO, "This notebook has an old format.", Location("courses/sound-lab/first-beat.ipynb")
)

RAN = ExecutionResult("sound-lab/mix", "en", "courses/sound-lab/mix.ipynb", ExecutionStatus.RAN, "it is new", 2.345)
CACHED = ExecutionResult("sound-lab/mix", "es", "courses/sound-lab/mix.es.ipynb", ExecutionStatus.CACHED, "no change")
FAILED = ExecutionResult(
    "sound-lab/first-beat", "en", "courses/sound-lab/first-beat.ipynb", ExecutionStatus.FAILED, "it changed", 12.5
)


def shown(lines) -> str:
    stream = io.StringIO()
    open_screen(stream).show(lines)
    return stream.getvalue()


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    return Terminal()


def test_what_works_comes_first_and_the_sum_last():
    found = [FAILED_CELL, UNKNOWN_FIELD, OLD_FORMAT]
    assert shown(describe_check(found, lessons=3, courses=1, clean=2)) == dedent(
        """\
        2 lessons of 3 in 1 course read without a problem.

        courses/sound-lab/course.yml
          line 3: warning CF042 field-is-known
            There is no field "lisence".
            To mend: Did you mean "license"?

        courses/sound-lab/first-beat.ipynb
          note CF021 notebook-format-is-current
            This notebook has an old format.
          cell 4: error CF301 picture-has-alternative-text
            This cell stopped: NameError: name 'tempo' is not defined.
            To mend: Run all cells from the top: a name must be given a value before it is used.

        1 error, 1 warning and 1 note in 2 files. What has an error is not published until it is mended; the rest is.
        What a rule asks, why, and an example: courseforge explain CF301
        """
    )


def test_a_clean_library_is_told_so_without_a_promise():
    assert shown(describe_check([], lessons=3, courses=2, clean=3)) == dedent(
        """\
        3 lessons in 2 courses read without a problem.

        No known problem found.
        """
    )


def test_nobody_is_told_that_nothing_works():
    assert shown(describe_check([FAILED_CELL], lessons=1, courses=1, clean=0)).startswith(
        "1 lesson in 1 course read.\n"
    )


def test_a_library_without_lessons_is_told_how_to_begin():
    assert shown(describe_check([], lessons=0, courses=0, clean=0)) == dedent(
        """\
        There are no lessons yet.
          Begin a course: courseforge new course "My course"
        """
    )
    assert shown(describe_check([FAILED_CELL], lessons=0, courses=0, clean=0)).startswith(
        "No lesson can be used yet.\n"
    )


def test_the_authors_line_is_shown_and_what_a_machine_can_mend_is_said():
    link = Diagnostic(
        "CF403",
        Severity.WARNING,
        "A link ends with a slash.",
        Location("courses/a/b.md", line=9),
        fix=ReplaceLines("courses/a/b.md", None, 9, "[x](y/)", "[x](y)"),
    )
    excerpts = {link.location: Excerpt("[x](y/) " + "long " * 40)}
    told = shown(describe_check([link], lessons=1, courses=1, clean=0, excerpts=excerpts, width=40))
    lines = told.splitlines()
    assert lines[5] == "    > [x](y/) long long long long long …"
    assert "    “check --fix” mends this." in lines
    assert "It can be mended for you: courseforge\ncheck --fix\n" in told
    assert all(len(line) <= 40 for line in lines)


def test_what_repeats_itself_is_folded_and_verbose_shows_all():
    many = [replace(UNKNOWN_FIELD, location=Location("courses/a/b.md", line=n)) for n in range(1, 10)]
    brief = shown(describe_check(many, lessons=1, courses=1, clean=0))
    assert brief.count("There is no field") == 3
    assert "    and 6 more like this (lines 4, 5, 6, 7, 8, …); --verbose shows all\n" in brief
    assert "9 warnings in 1 file." in brief
    everything = shown(describe_check(many, lessons=1, courses=1, clean=0, verbose=True))
    assert everything.count("There is no field") == 9
    spread = [replace(UNKNOWN_FIELD, location=Location(f"courses/a/{n:02}.md", line=3)) for n in range(15)]
    brief = shown(describe_check(spread, lessons=15, courses=1, clean=0))
    assert (brief.count("There is no field"), brief.count("To mend: ")) == (15, 12)


def test_details_are_for_those_who_ask():
    brief = shown(describe_check([FAILED_CELL], lessons=1, courses=1, clean=0))
    verbose = shown(describe_check([FAILED_CELL], lessons=1, courses=1, clean=0, verbose=True))
    assert "Traceback" not in brief
    assert "      | Traceback\n      |   line 1, in <module>\n" in verbose


def test_the_slowest_lessons_come_first_and_unchanged_ones_are_only_counted():
    assert shown(describe_run([RAN, CACHED, FAILED], [])) == dedent(
        """\
        3 lessons: 1 ran, 1 unchanged and 1 failed.
          failed        12.5 s  sound-lab/first-beat (en): it changed
          ran            2.3 s  sound-lab/mix (en): it is new
        """
    )


def test_a_reason_that_all_share_is_told_once():
    again = replace(RAN, language="es", seconds=1.0)
    assert shown(describe_run([RAN, again, CACHED], [])) == dedent(
        """\
        3 lessons: 2 ran and 1 unchanged.
          Why they ran: it is new.
          ran            2.3 s  sound-lab/mix (en)
          ran            1.0 s  sound-lab/mix (es)
        """
    )


def test_a_lesson_that_is_skipped_says_why():
    text_only = ExecutionResult("c/a", "en", "", ExecutionStatus.SKIPPED, "no code")
    assert summarize_run([RAN, text_only]) == "2 lessons: 1 ran and 1 skipped (no code)."


def test_verbose_lists_every_lesson_with_its_reason():
    assert shown(describe_run([RAN, CACHED], [], verbose=True)) == dedent(
        """\
        2 lessons: 1 ran and 1 unchanged.
          ran            2.3 s  sound-lab/mix (en): it is new
          unchanged             sound-lab/mix (es): no change
        """
    )


def test_a_long_run_shows_the_slowest_ten_and_counts_the_others():
    results = [ExecutionResult(f"c/{n:03}", "en", "", ExecutionStatus.RAN, "", n / 10) for n in range(400)]
    lines = shown(describe_run([*results, CACHED], [])).splitlines()
    assert len(lines) == 12
    assert lines[0] == "401 lessons: 400 ran and 1 unchanged."
    assert lines[1] == "  ran           39.9 s  c/399 (en)"
    assert lines[-1] == "  These are the slowest; 390 more are listed with --verbose."
    assert len(shown(describe_run([*results, CACHED], [], verbose=True)).splitlines()) == 402


def test_the_table_keeps_to_the_terminal(terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    reason = "data/every-tree-in-the-city.csv and 3 more changed"
    result = ExecutionResult("mapping/count-the-trees", "en", "", ExecutionStatus.RAN, reason, 123.45)
    screen = open_screen(terminal)
    screen.show(describe_run([result], [], width=screen.width))
    assert terminal.getvalue().splitlines()[1:] == [
        "  ran          123.5 s  mapping/count-the-trees (en):",
        "                        data/every-tree-in-the-city.csv and",
        "                        3 more changed",
    ]
    monkeypatch.setenv("COLUMNS", "40")
    screen = open_screen(narrow := Terminal())
    screen.show(describe_run([result], [], width=screen.width))
    assert narrow.getvalue().splitlines()[1:] == [
        "  ran, 123.5 s: mapping/count-the-trees",
        "  (en): data/every-tree-in-the-city.csv",
        "  and 3 more changed",
    ]


def test_a_build_says_what_it_made():
    facts = {"site": "_build/site", "pages": 9, "lessons": 3}
    assert shown(describe_build([], [RAN], Made(**facts, written=4, removed=1))) == dedent(
        """\
        1 lesson: 1 ran.
        The site is ready: 9 pages with 3 lessons, in _build/site.
        4 files written, 1 file taken away.
        """
    )
    assert shown(describe_build([], [CACHED], Made(**facts, written=0, removed=0))) == dedent(
        """\
        1 lesson: 1 unchanged.
        Nothing changed: 9 pages with 3 lessons, in _build/site.
        """
    )


def test_a_site_that_lost_its_last_lesson_is_not_called_ready():
    text = shown(
        describe_build([FAILED_CELL], [FAILED], Made(site="_build/site", pages=3, lessons=0, written=3, removed=2))
    )
    assert text.endswith("The site in _build/site has no lessons.\n3 files written, 2 files taken away.\n")
    assert "ready" not in text


def test_a_build_without_lessons_says_how_to_begin():
    assert shown(
        describe_build([], [], Made(site="_build/site", pages=3, lessons=0, written=0, removed=0))
    ) == dedent(
        """\
        There are no lessons yet.
          Begin a course: courseforge new course "My course"
        The site in _build/site has no lessons.
        """
    )


def test_a_build_tells_problems_before_what_it_made():
    kept = {"site": "_build/site", "pages": 0, "lessons": 0, "written": 0, "removed": 0, "kept": True}
    assert shown(describe_build([FAILED_CELL], [], Made(**kept))).splitlines()[-1] == (
        "Nothing can be published until this is mended. The site in _build/site stays as it was."
    )
    text = shown(
        describe_build([FAILED_CELL], [], Made(site="_build/site", pages=1, lessons=1, written=1, removed=0))
    )
    assert text.index("cell 4: error") < text.index("1 error in 1 file.") < text.index("The site is ready")


def test_a_terminal_gets_color_and_wrapped_sentences(terminal):
    screen = open_screen(terminal)
    screen.show(describe_check([FAILED_CELL], lessons=1, courses=1, clean=0, width=screen.width))
    text = terminal.getvalue()
    assert "\x1b[1;31merror\x1b[0m" in text
    assert "\x1b[32m    To mend: Run all cells from the top: a name must be\x1b[0m\n" in text
    assert "\x1b[32m    given a value before it is used.\x1b[0m\n" in text


def test_no_color_means_no_escape_at_all(terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    screen = open_screen(terminal)
    screen.show(describe_check([FAILED_CELL], lessons=1, courses=1, clean=0, width=screen.width))
    assert "\x1b" not in terminal.getvalue()


def test_a_lesson_cannot_steer_the_terminal():
    wicked = Diagnostic(
        "CF301",
        Severity.ERROR,
        "Error: \x1b]0;owned\x07 [bold]text[/bold] \u202egnp\u202c \x9b31m :tada:",
        Location("courses/a\x1b[2J/b.ipynb"),
        detail="\x1b[31mred",
    )
    text = shown(describe_check([wicked], lessons=1, courses=1, clean=0, verbose=True))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\x9b" not in text
    assert "Error: \\x1b]0;owned\\x07 [bold]text[/bold] \\u202egnp\\u202c \\x9b31m :tada:" in text
    assert "courses/a\\x1b[2J/b.ipynb" in text


@pytest.mark.parametrize("character", ["\u061c", "\u200b", "\u200f", "\u2028", "\u2060", "\ufeff", "\ud83e", "\r"])
def test_what_cannot_be_seen_is_spelled_out(character):
    assert character not in printable(f"a{character}b")
    assert printable("a\tb\nc — ¿é 音 🥁") == "a\tb\nc — ¿é 音 🥁"


def test_a_whole_cell_is_known_by_its_first_line(tmp_path: Path):
    cells = [{"source": ["\n", "name = 'Ada'\n", "print(name)"]}, {"source": "secret()"}]
    (tmp_path / "one.ipynb").write_text(json.dumps({"cells": cells}))
    said = [replace(OLD_FORMAT, location=Location("one.ipynb", cell=number)) for number in (1, 2)]
    private = replace(said[1], code="CF712")
    found = read_excerpts(tmp_path, [*said, private])
    assert [found[d.location].text for d in said] == ["name = 'Ada'", ""]
