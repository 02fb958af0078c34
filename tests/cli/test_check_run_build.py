"""``check``, ``run`` and ``build`` on a real library: what is printed, what the shell is told."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest


def break_lesson(library: Path) -> str:
    """Make the sample lesson's code fail; return its path in the library."""
    lesson = next((library / "courses").glob("*/*.ipynb"))
    notebook = json.loads(lesson.read_text("utf-8"))
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["source"] = [*code["source"], "\nprint(int('tempo'))\n"]
    lesson.write_text(json.dumps(notebook), "utf-8")
    return lesson.relative_to(library).as_posix()


def test_check_of_a_new_library(library, invoke):
    result = invoke("check", library)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("1 lesson in 1 course read without a problem.\n")
    assert re.findall(r"CF\d{3}", result.stdout.partition("What a rule asks")[0]) == ["CF085"]  # it was never run
    assert result.stderr == ""


def test_check_finds_every_fault_of_every_file(library, invoke):
    course = next((library / "courses").iterdir())
    (course / "empty.ipynb").write_text("")
    (course / "broken.ipynb").write_text('{"cells": [')
    result = invoke("check", library)
    assert result.exit_code == 1
    assert re.search(r"^courses/[a-z-]+/broken\.ipynb\n  (.*: )?error CF\d{3} [a-z-]+$", result.stdout, re.MULTILINE)
    assert re.search(r"^courses/[a-z-]+/empty\.ipynb\n  (.*: )?error CF\d{3} [a-z-]+$", result.stdout, re.MULTILINE)
    assert result.stdout.count("\n    To mend: ") >= 2
    assert "Traceback" not in result.output
    report = json.loads(invoke("check", library, "--format", "json").stdout)
    assert {Path(row["path"]).name for row in report["diagnostics"]} >= {"broken.ipynb", "empty.ipynb"}
    assert report["summary"]["errors"] == len([row for row in report["diagnostics"] if row["severity"] == "error"])


def test_check_counts_the_lessons_that_have_nothing_to_mend(library, invoke):
    course = next((library / "courses").iterdir())
    (course / "warned.md").write_text('---\ntitle: "X"\nlisence: "x"\n---\n\n# X\n')
    (course / "broken.ipynb").write_text('{"cells": [')
    (course / "course.yml").write_text((course / "course.yml").read_text("utf-8") + "\nlisence: x\n", "utf-8")
    assert invoke("check", library).stdout.startswith("1 lesson of 2 in 1 course read without a problem.\n")
    summary = json.loads(invoke("check", library, "--format", "json").stdout)["summary"]
    assert (summary["lessons"], summary["clean"]) == (2, 1)


def test_warnings_alone_are_clean(library, invoke):
    course_file = next((library / "courses").glob("*/course.yml"))
    course_file.write_text(course_file.read_text("utf-8") + "\nlisence: x\n", "utf-8")
    result = invoke("check", library)
    assert result.exit_code == 0
    assert "1 warning and 1 note in 2 files. There is no error; please look at the warnings." in result.stdout


@pytest.mark.parametrize("command", ["check", "run", "build"])
def test_settings_that_cannot_be_read(library, invoke, command):
    (library / "_config.yml").write_text("title: [\n", "utf-8")
    result = invoke(command, library)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("The library's settings cannot be used as they are.\n\n_config.yml\n")
    result = invoke(command, library, "--format", "json")
    assert result.exit_code == 2
    report = json.loads(result.stdout)
    assert report["diagnostics"][0]["path"] == "_config.yml"
    assert report["summary"]["errors"] == 1
    assert result.stderr == ""


@pytest.mark.slow
def test_run_says_what_ran_and_what_had_not_changed(library, invoke):
    result = invoke("run", library)
    assert result.exit_code == 0, result.output
    row = r"  ran +\d+\.\d s  first-steps/story-machine \(en\): no earlier run is kept\n"
    assert re.fullmatch(rf"1 lesson: 1 ran\.\n{row}", result.stdout)
    assert result.stderr == "Reading the courses\nRunning the lessons (1)\n"
    report = json.loads(invoke("run", library, "--format", "json").stdout)
    lesson = report["lessons"][0]
    assert (lesson["id"], lesson["language"], lesson["status"]) == ("first-steps/story-machine", "en", "cached")
    assert report["summary"]["cached"] == report["summary"]["lessons"] == 1
    report = json.loads(invoke("run", library, "--force", "--format", "json").stdout)
    assert report["lessons"][0]["status"] == "ran"


@pytest.mark.slow
def test_a_failing_lesson(library, invoke):
    path = break_lesson(library)
    result = invoke("run", library)
    assert result.exit_code == 1
    assert f"{path}\n  cell " in result.stdout
    assert "tempo" in result.stdout
    assert "To mend: " in result.stdout
    assert "Traceback" not in result.output
    report = json.loads(invoke("run", library, "--format", "json").stdout)
    assert report["lessons"][0]["status"] == "failed"
    assert [row["path"] for row in report["diagnostics"]] == [path]
    assert report["lessons"][0]["failure"]["kind"] == "ValueError"
    result = invoke("run", library, "--format", "junit")
    assert result.exit_code == 1
    case = ElementTree.fromstring(result.stdout).find("testsuite/testcase")
    assert (case.get("classname"), case.get("name")) == ("first-steps", "story-machine (en)")
    assert "tempo" in case.find("failure").get("message")


@pytest.mark.slow
def test_build_twice_from_the_shell(library, shell):
    first = shell("build", cwd=library)
    assert first.returncode == 0, first.stderr
    assert re.search(
        r"The site is ready: \d+ pages with 1 lesson, in _build/site\.\n\d+ files written\.", first.stdout
    )
    assert first.stdout.endswith(" -m courseforge serve\n")  # as it was started; the command may not be on the path
    assert "\x1b" not in first.stdout + first.stderr
    second = shell("build", "--format", "json", cwd=library)
    report = json.loads(second.stdout)
    assert second.returncode == 0
    assert (report["site"], report["written"], report["removed"]) == ("_build/site", 0, 0)
    assert report["unchanged"] is True
    assert (library / report["site"] / "index.html").is_file()


@pytest.mark.slow
def test_build_leaves_a_failing_lesson_out_and_says_so(library, invoke):
    break_lesson(library)
    invoke("new", "course", "c", "--library", library)
    invoke("new", "lesson", "c/good", "--library", library)
    result = invoke("build", library)
    assert result.exit_code == 1
    assert "What has an error is not published until it is mended; the rest is." in result.stdout
    assert (library / "_build" / "site" / "c" / "good.html").is_file()
    assert not (library / "_build" / "site" / "first-steps" / "story-machine.html").exists()


@pytest.mark.slow
def test_a_site_that_loses_its_last_lesson_is_not_praised(library, invoke):
    break_lesson(library)
    result = invoke("build", library)
    assert result.exit_code == 1
    assert "The site in _build/site has no lessons." in result.stdout
    assert "ready" not in result.stdout
    assert "serve" not in result.stdout


@pytest.mark.slow
def test_build_without_running_anything(library, invoke):
    break_lesson(library)
    lesson = next((library / "courses").glob("*/*.ipynb"))
    notebook = json.loads(lesson.read_text("utf-8"))
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["saved long ago\n"]}]
    lesson.write_text(json.dumps(notebook), "utf-8")
    report = json.loads(invoke("build", library, "--no-execute", "--format", "json").stdout)
    assert report["lessons"] == 1
    assert report["summary"]["failed"] == 0
    assert "CF601" not in {row["code"] for row in report["diagnostics"]}  # these pages do show them
    page = library / "_build" / "site" / "first-steps" / "story-machine.html"
    assert "saved long ago" in page.read_text("utf-8")
