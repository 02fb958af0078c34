"""``check`` for code hosts, on changes alone, and as a hook: with real repositories."""

import json
import os
import shlex
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

FACTS = '---\ntitle: "{title}"\ndescription: "What one does."\n---\n\n# {title}\n\n{text}\n'
HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *words], cwd=folder, check=True, capture_output=True)


def write(library: Path, path: str, title: str, text: str) -> Path:
    file = library / "courses" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(FACTS.format(title=title, text=text), "utf-8")
    return file


@pytest.fixture
def repository(library) -> Path:
    """A library in a folder of a repository, all of it committed; every course has a fault."""
    folder = library.parent
    for course in ("drums", "maps"):
        (library / "courses" / course).mkdir()
        (library / "courses" / course / "course.yml").write_text('title: "X"\ndescription: "Y."\n', "utf-8")
        write(library, f"{course}/one.md", "One", "#### Deep\n\nText.")
        write(library, f"{course}/two.md", "Two", "Go on with [the first](one.md).")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All")
    git(folder, "switch", "--quiet", "--create", "work")
    return library


def paths(result) -> set[str]:
    return {row["path"].removeprefix("courses/") for row in json.loads(result.stdout)["diagnostics"]}


def test_annotations_cannot_be_left_by_an_authors_words(repository, invoke):
    write(repository, "drums/ab.md", "One", "[x](nowhere%0A::error::y)\n\n#### 100% deep, and: more")
    lines = invoke("check", repository, "--format", "github").stdout.splitlines()
    assert lines
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines)
    kinds = [line[2:].split()[0] for line in lines]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    (deep,) = (line for line in lines if "CF202" in line and "ab" in line)
    prefix = f"{repository.name}/courses/drums/ab.md"
    assert deep.startswith(f"::warning file={prefix},line=10,title=CF202 heading-levels-do-not-skip::")
    assert "“100%25 deep, and: more” skips a level" in deep
    assert "%0ATo mend: " in deep


def test_annotations_name_the_line_of_the_notebooks_file(repository, invoke):
    notebook = next((repository / "courses").glob("first-steps/*.ipynb"))
    content = json.loads(notebook.read_text("utf-8"))
    content["cells"][-1] = {
        "cell_type": "markdown",
        "id": "x",
        "metadata": {},
        "source": ["Text.\n", "\n", "#### Deep"],
    }
    notebook.write_text(json.dumps(content, indent=1), "utf-8")
    number = next(n for n, line in enumerate(notebook.read_text("utf-8").splitlines(), 1) if "#### Deep" in line)
    cell = len(content["cells"])
    lines = invoke("check", repository, "--format", "github").stdout.splitlines()
    (deep,) = (line for line in lines if "CF202" in line and notebook.name in line)
    assert f",line={number},title=CF202 heading-levels-do-not-skip (cell {cell}%2C line 3)::" in deep


def test_sarif_has_what_its_schema_asks_for_and_stable_fingerprints(repository, invoke):
    def look() -> dict:
        return json.loads(invoke("check", repository, "--format", "sarif").stdout)

    document = look()
    assert (document["version"], len(document["runs"])) == ("2.1.0", 1)
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "courseforge"
    assert all(rule["id"] and rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        file = repository.parent / place["artifactLocation"]["uri"].replace("%20", " ").replace("%C3%B1", "ñ")
        assert file.exists()
        for fix in result.get("fixes", ()):
            assert fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]["startLine"] >= 1
    marks = {result["partialFingerprints"]["courseforge/v1"] for result in run["results"]}
    assert len(marks) == len(run["results"])
    lesson = repository / "courses" / "drums" / "one.md"
    lesson.write_text(lesson.read_text("utf-8").replace("#### Deep", "A new paragraph.\n\n#### Deep"), "utf-8")
    assert {r["partialFingerprints"]["courseforge/v1"] for r in look()["runs"][0]["results"]} == marks


def test_a_fix_in_sarif_gives_what_fix_writes(repository, invoke):
    lesson = write(repository, "drums/three.md", "Three", "Text.\n\n#### Deep\n\nMore.")
    results = json.loads(invoke("check", repository, "--format", "sarif").stdout)["runs"][0]["results"]
    fixed = [
        r for r in results if r.get("fixes") and "three.md" in json.dumps(r["locations"]) and r["ruleId"] == "CF202"
    ]
    replacement = fixed[0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    region, lines = replacement["deletedRegion"], lesson.read_text("utf-8").splitlines()
    assert region["startLine"] == region["endLine"]
    assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == "#### Deep"
    assert replacement["insertedContent"]["text"] == "## Deep"


def test_junit_has_a_case_for_each_lesson(repository, invoke):
    (repository / "courses" / "drums" / "broken.ipynb").write_text("{", "utf-8")
    root = ElementTree.fromstring(invoke("check", repository, "--format", "junit").stdout)
    cases = {(case.get("classname"), case.get("name")): case for case in root.iter("testcase")}
    assert cases["drums", "one (en)"].find("failure") is None
    assert "CF202" in cases["drums", "one (en)"].find("system-out").text
    assert cases["drums", "courses/drums/broken.ipynb"].find("error") is not None


def test_only_what_differs_from_the_main_branch_is_told(repository, invoke):
    assert invoke("check", repository, "--changed").stdout == "No lesson differs from main.\n"
    lesson = repository / "courses" / "drums" / "one.md"
    lesson.write_text(lesson.read_text("utf-8") + "\nMore.\n", "utf-8")
    told = invoke("check", repository, "--changed")
    assert told.stdout.startswith("1 lesson with changes since main.\n\ncourses/drums/one.md\n")
    assert paths(invoke("check", repository, "--changed", "--format", "json")) == {"drums/one.md"}
    git(repository, "commit", "--quiet", "--all", "--message", "Work")
    write(repository, "maps/new.md", "New", "#### Deep")
    assert paths(invoke("check", repository, "--changed", "--format", "json")) == {"drums/one.md", "maps/new.md"}
    assert paths(invoke("check", repository, "--changed=HEAD", "--format", "json")) == {"maps/new.md"}


def test_the_word_after_changed_is_the_folder(repository, invoke):
    write(repository, "maps/new.md", "New", "#### Deep")
    told = invoke("check", "--changed", repository, "--format", "json")
    assert paths(told) == {"maps/new.md"}
    assert "There is no folder" in invoke("check", "--changed", "work").output


def test_only_what_differs_is_mended(repository, invoke):
    write(repository, "maps/new.md", "New", "#### Deep\n\nText.")
    before = (repository / "courses" / "drums" / "one.md").read_bytes()
    told = invoke("check", repository, "--fix", "--yes", "--changed")
    assert "Mended 1 file." in told.stdout
    assert "\n## Deep\n" in (repository / "courses" / "maps" / "new.md").read_text("utf-8")
    assert (repository / "courses" / "drums" / "one.md").read_bytes() == before
    assert b"#### Deep" in before


def test_a_changed_file_of_a_course_counts_for_its_lessons(repository, invoke):
    (repository / "courses" / "maps" / "data").mkdir()
    (repository / "courses" / "maps" / "data" / "stops.csv").write_text("a,b\n1,2\n", "utf-8")
    told = paths(invoke("check", repository, "--changed", "--format", "json"))
    assert "maps/one.md" in told
    assert not any(path.startswith("drums") for path in told)


def test_what_the_change_broke_elsewhere_is_told_too(repository, invoke):
    git(repository, "mv", "courses/drums/one.md", "courses/drums/first.md")
    told = invoke("check", repository, "--changed").stdout
    _, _, elsewhere = told.partition("In other files, about what was changed here:")
    assert "courses/drums/two.md" in elsewhere
    assert "one.md” leads nowhere" in elsewhere
    assert "courses/maps" not in told


def test_without_git_or_a_main_branch_it_says_what_to_do(repository, invoke):
    git(repository, "branch", "--delete", "--force", "main")
    told = invoke("check", repository, "--changed")
    assert told.exit_code == 2
    assert "no main branch to compare with" in told.output
    assert "There is no branch or commit “nowhere”" in invoke("check", repository, "--changed=nowhere").output


def test_outside_a_repository_it_says_so(library, invoke):
    told = invoke("check", library, "--changed")
    assert (told.exit_code, "is not in a Git repository" in told.output) == (2, True)


def test_a_repository_cannot_make_git_run_its_programs(repository, invoke):
    mark, root = repository.parent / "mark", repository.parent
    program = root / "program"
    program.write_text(f"#!/bin/sh\nps -o args= -p $PPID >> '{mark}'\ncat\n", "utf-8")
    program.chmod(0o755)
    for name in (
        "core.fsmonitor",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "filter.x.clean",
        "core.pager",
    ):
        git(root, "config", name, str(program))
    (root / ".gitattributes").write_text("*.md diff=x filter=x\n", "utf-8")
    lesson = repository / "courses" / "drums" / "one.md"
    lesson.write_text(lesson.read_text("utf-8") + "\nMore.\n", "utf-8")
    mark.unlink(missing_ok=True)
    assert "1 lesson" in invoke("check", repository, "--changed").stdout
    assert not mark.exists(), mark.read_text()


def test_a_letter_for_each_lesson_of_a_change(repository, invoke):
    config = repository / "_config.yml"
    config.write_text(config.read_text("utf-8").replace('languages: ["en"]', "languages: [en, es]"), "utf-8")
    (repository / "courses" / "first-steps" / "course.es.yml").write_text('title: "X"\ndescription: "Y."\n', "utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "In Spanish")
    write(repository, "first-steps/tres.es.md", "Tres", "#### Hondo")
    write(repository, "first-steps/tres.md", "Three", "Fine.")
    told = invoke("check", repository, "--changed=HEAD", "--format", "letter").stdout
    spanish, english = sorted(told.split("\n---\n\n"), key=lambda letter: "Hello" in letter)
    assert "¡Hola, y gracias por esta lección!" in spanish
    assert "“Hondo” se salta un nivel" in spanish
    assert "## Hondo" in spanish
    assert "## What already works" in english
    assert "It has a title and a description" in english


@pytest.mark.slow
def test_the_hooks_for_other_repositories_run(repository, shell):
    for hook in yaml.safe_load(HOOKS.read_text("utf-8")):
        program, *words = shlex.split(hook["entry"])
        assert program == "courseforge"
        files = [os.fspath(p.relative_to(repository)) for p in repository.rglob("*.ipynb")]
        done = shell(*words, *(files if hook.get("pass_filenames", True) else ()), cwd=repository)
        assert done.returncode == 0, done.stdout + done.stderr
