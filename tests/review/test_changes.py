"""What is found in a change: words, pictures, files that a person must look at, and lessons that are touched by it."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image
from selectolax.lexbor import LexborHTMLParser
from tests.review.conftest import invoke
from tests.review.contributions import send_good
from tests.review.repositories import Repositories, git
from tests.without_namespaces import without_namespaces

from courseforge.diagnostics import Diagnostic, Location, ReplaceLines, Severity
from courseforge.rendering.compared_pictures import compare_pictures
from courseforge.rendering.facing.sides import Block, Part
from courseforge.reporting.excerpts import read_excerpts
from courseforge.reporting.words import LOCALE_FOLDER
from courseforge.review.differences import compare
from courseforge.review.flags import find_flags
from courseforge.review.marking import mark_words
from courseforge.review.suggestions import find_suggestions
from courseforge.review.words import CATALOGS

WORDS = some.lists(some.sampled_from("a bb ccc &lt;b&gt; d&amp;e".split()), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("<p>one two</p>", "<p>one three</p>", "<p>one <del>two</del> <ins>three</ins></p>"),
        ("<p>one two</p>", "<p>one</p>", "<p>one <del>two</del> </p>"),
        ("<p>one</p>", "<p>one <em>two three</em></p>", "<p>one <em><ins>two three</ins></em></p>"),
        ("<ul><li>a</li></ul>", "<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li><ins>b</ins></li></ul>"),
        ('<p><a title="x > y">a</a></p>', '<p><a title="x > z">a</a></p>', '<p><a title="x > z">a</a></p>'),
    ],
)
def test_words_are_marked(before, after, marked):
    assert mark_words(before, after) == marked


@given(WORDS, WORDS)
def test_marking_changes_no_tag_and_no_word(before, after):
    marked = mark_words(f'<p class="x">{before}</p>', f'<p class="x">{after}</p>')
    page = LexborHTMLParser(marked)
    assert {node.tag for node in page.body.traverse()} <= {"body", "p", "ins", "del"}
    gone = " ".join(node.text() for node in page.css("del"))
    for node in page.css("del"):
        node.decompose()
    assert page.body.text().split() == LexborHTMLParser(f"<p>{after}</p>").body.text().split()
    assert set(gone.split()) <= set(LexborHTMLParser(f"<p>{before}</p>").body.text().split())


def part(*html: str) -> tuple[Part, ...]:
    return (Part("", "", "", tuple(Block(one[1 : one.index(">")].split()[0], one) for one in html)),)


def test_blocks_are_compared_by_kind_and_the_same_picture_is_the_same():
    before = part("<p>one</p>", '<figure><img src="before/a.png"></figure>', "<pre>1</pre>", "<p>gone</p>")
    after = part("<p>one</p>", '<figure><img src="../pages/a.png"></figure>', "<pre>2</pre>", "<ul>new</ul>")
    found = compare(before, after, lambda html: html.replace("before/", "").replace("../pages/", ""))
    assert [one.kind for one in found] == ["same", "same", "sides", "gone", "new"]


def picture(size: tuple[int, int], *dots: tuple[int, int]) -> bytes:
    image = Image.new("RGB", size, "white")
    for dot in dots:
        image.putpixel(dot, (0, 0, 0))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def test_pictures_are_compared():
    plain = picture((10, 10))
    assert compare_pictures(plain, plain).share == 0
    assert compare_pictures(plain, picture((10, 10), (1, 1), (2, 2))).share == 0.02
    assert compare_pictures(plain, picture((12, 10))).share is None
    assert compare_pictures(plain, b"no picture") is None
    assert compare_pictures(plain, b"") is None


@pytest.mark.parametrize(
    ("path", "matter"),
    [
        (".github/workflows/x.yml", "workflow"),
        (".gitlab-ci.yml", "workflow"),
        ("courses/lab/.gitattributes", "workflow"),
        ("CODEOWNERS", "workflow"),
        ("_config.yml", "settings"),
        ("contributors.yml", "settings"),
        ("requirements.txt", "program"),
        ("setup.py", "program"),
        ("courses/lab/run.sh", "program"),
        ("courses/lab/model.bin", "binary"),
        ("README.md", "outside"),
        ("skills.yml", "outside"),
        ("courses/lab/one.ipynb", ""),
        ("courses/lab/drums.py", ""),
        ("courses/lab/course.yml", ""),
        ("courses/lab/images/a.png", ""),
    ],
)
def test_what_a_person_must_look_at(tmp_path, path, matter):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("x")
    assert [flag.matter for flag in find_flags(tmp_path, [path], "")] == ([matter] if matter else [])


def test_links_and_large_files_are_flagged_unopened(tmp_path):
    (tmp_path / "courses/lab").mkdir(parents=True)
    (tmp_path / "courses/lab/a.png").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "courses/lab/b.png")
    with (tmp_path / "courses/lab/c.png").open("wb") as file:
        file.truncate(30_000_000)
    paths = [f"courses/lab/{name}.png" for name in "abc"]
    assert [flag.matter for flag in find_flags(tmp_path, paths, "")] == ["link", "link", "huge"]


def test_a_suggestion_is_written_as_the_file_has_its_lines(tmp_path):
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ['## One "two"\n', "call 555-0100"]}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    (tmp_path / "one.ipynb").write_text(text)

    def found(line: int, old: str, new: str, code: str = "CF202") -> Diagnostic:
        fix = ReplaceLines("one.ipynb", 1, line, old, new)
        return Diagnostic(code, Severity.WARNING, "", Location("one.ipynb", line, 1), fix=fix)

    said = [
        found(1, '## One "two"', '# One "two"'),
        found(2, "call 555-0100", "call"),
        found(2, "call 555-0100", "", "CF701"),
    ]
    excerpts = read_excerpts(tmp_path, said, file_lines=True)
    (made,) = find_suggestions(said, {"one.ipynb": text}, excerpts, "library/")
    assert made.path == "library/one.ipynb"
    assert text.split("\n")[made.first - 1] == made.old == '    "## One \\"two\\"\\n",'
    assert made.new == '    "# One \\"two\\"\\n",'


def test_without_walls_nothing_is_run_and_it_is_said_why(tmp_path, library):
    repositories = Repositories(tmp_path, library)
    send_good(repositories.begin("work"))
    repositories.push("work")
    to = tmp_path / "artifact"
    command = [sys.executable, "-P", "-m", "courseforge", "review", "prepare", str(repositories.check_out("work"))]
    done = without_namespaces([*command, "--base", "origin/main", "--to", str(to)])
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Lessons of somebody else cannot be run here" in " ".join(done.stderr.split())
    assert not to.exists()


def test_a_hostile_repository_runs_nothing_while_git_is_asked(tmp_path, library):
    repositories = Repositories(tmp_path, library)
    clone = repositories.begin("work")
    (clone / "courses/first-steps/old-way.ipynb").write_text("{}")
    (clone / ".gitattributes").write_text("*.ipynb filter=evil diff=evil merge=evil\n*.yml export-subst ident\n")
    repositories.push("work")
    runner = repositories.check_out("work")
    canary = tmp_path / "ran"
    for name in ("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv",
                 "diff.evil.command", "diff.external", "core.fsmonitor", "core.sshCommand", "core.pager",
                 "core.editor", "credential.helper"):  # fmt: skip
        git(runner, "config", "--local", name, f"touch '{canary}'")
    git(runner, "config", "--local", "core.hooksPath", str(runner))
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        (runner / hook).write_text(f"#!/bin/sh\ntouch '{canary}'\n")
        (runner / hook).chmod(0o755)
    (runner / "courses/first-steps/story-machine.ipynb").touch()
    done = invoke("review", "prepare", runner, "--base", "origin/main", "--to", tmp_path / "artifact")
    assert done.exit_code == 0, done.output
    assert not canary.exists()


@pytest.mark.parametrize("name", ["artifact", "above"])
def test_no_link_of_a_contribution_leads_the_artifact_elsewhere(tmp_path, library, name):
    repositories = Repositories(tmp_path, library)
    clone = repositories.begin("work")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "keep").write_text("kept")
    (clone / name).symlink_to(elsewhere)
    repositories.push("work")
    runner = repositories.check_out("work")
    to = runner / "artifact" if name == "artifact" else runner / "above" / "artifact"
    assert invoke("review", "prepare", runner, "--base", "origin/main", "--to", to).exit_code == 2
    assert [path.name for path in elsewhere.iterdir()] == ["keep"]


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path, library):
    repositories = Repositories(tmp_path, library)
    repositories.begin("work")
    (repositories.contributor / "README.md").write_text("other words")
    repositories.push("work")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years")
    done = invoke(
        "review", "prepare", repositories.check_out("work"), "--base", "origin/main", "--to", tmp_path / "mine"
    )
    assert done.exit_code == 2
    assert "is not empty" in done.output
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years"


def test_broken_settings_are_told_too(tmp_path, library):
    repositories = Repositories(tmp_path, library)
    clone = repositories.begin("work")
    (clone / "_config.yml").write_text("title: [\n")
    repositories.push("work")
    to = tmp_path / "artifact"
    done = invoke("review", "prepare", repositories.check_out("work"), "--base", "origin/main", "--to", to)
    assert done.exit_code == 0, done.output
    report = json.loads((to / "report.json").read_text())
    assert {said["path"] for said in report["said"]} == {"_config.yml"}
    assert report["flags"] == [{"matter": "settings", "path": "_config.yml"}]


def test_an_unknown_base_is_said_in_words(tmp_path, library):
    repositories = Repositories(tmp_path, library)
    runner = repositories.check_out("main")
    for base in ("nowhere", "--output=/tmp/x"):
        done = invoke("review", "prepare", runner, f"--base={base}", "--to", tmp_path / "artifact")
        assert done.exit_code == 2
        assert "There is no branch or commit" in done.output


def ids(folder: Path, name: str) -> set[str]:
    with (folder / "es" / "LC_MESSAGES" / name).open("rb") as file:
        return {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file) if m.id}


def test_every_word_of_a_review_is_there_in_spanish_and_no_other():
    found = extract_from_dir(CATALOGS.parent, keywords={"text": None, "count": (1, 2)})
    used = {m if isinstance(m, str) else m[0] for _, _, m, _, _ in found}
    assert used - ids(LOCALE_FOLDER, "letter.po") == ids(CATALOGS, "review.po")
