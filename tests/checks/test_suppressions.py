"""A rule that does not count somewhere: with a reason, where it is written, and only while it suppresses something."""

from pathlib import Path

import pytest
from tests.publishing.libraries import code, markdown, notebook, write_library

from courseforge.diagnostics import Severity
from courseforge.model import Mode
from courseforge.publishing import building, checking

CONFIG = 'title: Lab\nexecute: {execute_notebooks: "off"}\ncourseforge:\n  languages: [en]\n'
COURSE = "title: Lab\ndescription: A lab.\n"
FACTS = "title: One\ndescription: A lesson.\n"
BOLD = "Text.\n\n**What you need**\n\nA laptop.\n"


def check(root: Path, lesson: str, config: str = "", *, name: str = "one.md", mode: Mode = Mode.LIBRARY) -> list[str]:
    files = {"lab/course.yml": COURSE, f"lab/{name}": lesson}
    report = checking.check(write_library(root, files, CONFIG + config), mode=mode)
    return [f"{d.code} {d.location}" for d in report.diagnostics]


def write(body: str, facts: str = "") -> str:
    return f"---\n{FACTS}{facts}---\n\n{body}"


def test_without_a_word_the_rule_counts(tmp_path: Path) -> None:
    assert check(tmp_path, write(BOLD)) == ["CF204 courses/lab/one.md:8"]


@pytest.mark.parametrize("written", ["CF204 it is the name of a song", "cf204: it is the name of a song"])
def test_in_a_text_cell(tmp_path: Path, written: str) -> None:
    assert check(tmp_path, write(f"{BOLD}\n<!-- check-ignore: {written} -->\n")) == []


def test_a_cell_speaks_for_itself_alone(tmp_path: Path) -> None:
    body = f"<!-- check-ignore: CF204 a song -->\n{BOLD}\n+++\n\n{BOLD}"
    assert check(tmp_path, write(body)) == ["CF204 courses/lab/one.md:17"]


def test_in_a_code_cell_of_a_notebook(tmp_path: Path) -> None:
    long = "\n".join(f"step_{n} = {n}" for n in range(30))
    lesson = notebook(
        markdown("Text."),
        code(f"#| check-ignore: CF207 the whole program is the point\n{long}"),
        code(long),
        front="description: A lesson.\n",
    )
    assert check(tmp_path, lesson, name="one.ipynb") == ["CF207 courses/lab/one.ipynb, cell 4"]


def test_in_a_lesson(tmp_path: Path) -> None:
    assert check(tmp_path, write(BOLD, 'check: {ignore: {CF204: "names of songs"}}\n')) == []


def test_in_the_library(tmp_path: Path) -> None:
    assert check(tmp_path, write(BOLD), "  check: {ignore: {CF204: our house style}}\n") == []


def test_without_a_reason_it_counts_and_that_is_said(tmp_path: Path) -> None:
    said = check(tmp_path, write(BOLD, "check: {ignore: {CF204: }}\n"))
    assert said == ["CF080 courses/lab/one.md:4", "CF204 courses/lab/one.md:9"]


def test_one_that_suppresses_nothing_is_said(tmp_path: Path) -> None:
    config = "  check: {ignore: {CF208: we like them long}}\n"
    said = check(tmp_path, write("Text.\n\n<!-- check-ignore: CF204 a song -->\n"), config)
    assert said == ["CF081 _config.yml:5", "CF081 courses/lab/one.md:8"]


def test_an_unknown_code_is_said_with_the_nearest(tmp_path: Path) -> None:
    config = "  check: {ignore: {CF2O4: why}, severity: {CF24: error}}\n"
    report = checking.check(
        write_library(tmp_path, {"lab/course.yml": COURSE, "lab/one.md": write("A.")}, CONFIG + config)
    )
    assert [(d.code, d.location.path) for d in report.diagnostics] == [("CF082", "_config.yml")] * 2
    assert "CF204" in report.diagnostics[1].hint + report.diagnostics[0].hint


def test_what_reading_warns_of_can_be_ignored(tmp_path: Path) -> None:
    facts = 'license: all rights\ncheck: {ignore: {CF046: "asked the lawyer"}}\n'
    assert check(tmp_path, write("Text.", facts)) == []


def test_what_cannot_be_read_cannot_be_ignored(tmp_path: Path) -> None:
    facts = 'level: easy\ncheck: {ignore: {CF043: "it is easy"}}\n'
    assert check(tmp_path, write("Text.", facts)) == ["CF043 courses/lab/one.md:4"]


def test_the_library_weighs_rules(tmp_path: Path) -> None:
    files = {"lab/course.yml": COURSE, "lab/one.md": write(BOLD)}
    root = write_library(tmp_path, files, CONFIG + "  check: {severity: {CF204: error, CF043: info}}\n")
    assert [(d.code, d.severity) for d in checking.check(root).diagnostics] == [
        ("CF083", Severity.WARNING),
        ("CF204", Severity.ERROR),
    ]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [("severity: {CF204: never}", "CF043"), ("thresholds: {cell_lines: many}", "CF043"), ("ignored: {}", "CF042")],
)
def test_settings_are_held_to_their_kind(tmp_path: Path, wrong: str, code: str) -> None:
    from courseforge.reading import read_settings

    root = write_library(tmp_path, {}, f"{CONFIG}  check: {{{wrong}}}\n")
    (root / "courses").mkdir()
    assert [fault.code for fault in read_settings(root)[1]] == [code]


@pytest.mark.slow
def test_what_is_said_while_pages_are_made_can_be_ignored_too(tmp_path: Path) -> None:
    unknown = ":::{nonsense}\nNobody knows what this is.\n:::"
    ignored = f"<!-- check-ignore: CF210 it shows how not to do it -->\n\n{unknown}"
    files = {"lab/course.yml": COURSE, "lab/one.md": write(ignored), "lab/two.md": write(unknown)}
    report = building.publish(write_library(tmp_path, files, CONFIG))
    assert [str(d.location) for d in report.diagnostics if d.code == "CF210"] == ["courses/lab/two.md:7"]


WHY = "the lab's own number (branch manager, 2027-01-31)"


def test_one_that_suppresses_nothing_in_sources_and_outputs_is_said(tmp_path: Path) -> None:
    born = {"output_type": "stream", "name": "stdout", "text": "Robin was born on 3 May 2012\n"}
    lesson = notebook(
        markdown(f"Robin was born on 3 May 2012.\n\n<!-- check-ignore: CF703 {WHY} -->"),
        code(f"#| check-ignore: CF703 {WHY}\nprint(1)", born),
        markdown(f"Nobody is named here.\n\n<!-- check-ignore: CF703 {WHY} -->"),
        front="description: A lesson.\n",
    )
    assert check(tmp_path, lesson, name="one.ipynb") == ["CF081 courses/lab/one.ipynb, cell 4, line 3"]


@pytest.mark.slow
def test_one_that_suppresses_nothing_in_pages_either_is_said(tmp_path: Path) -> None:
    remark = f"<!-- check-ignore: CF701 {WHY} -->"
    files = {
        "lab/course.yml": COURSE,
        "lab/one.md": write(f"Write to drums.lab@gmail.com.\n\n{remark}\n"),
        "lab/two.md": write(f"Write to us.\n\n{remark}\n"),
    }
    root = write_library(tmp_path, files, CONFIG)
    assert "CF081" not in {d.code for d in checking.check(root).diagnostics}  # a page might have one
    said = [str(d.location) for d in building.publish(root).diagnostics if d.code == "CF081"]
    assert said == ["courses/lab/two.md:8"]
