"""A process that builds again and again, as ``serve`` does, gives what a clean build gives, whatever was edited."""

import base64
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.publishing.libraries import CONFIG, PNG, code, display, markdown, notebook, write_library
from tests.publishing.machine import CONFIG as RUNNING
from tests.publishing.machine import FILES as RUN
from tests.publishing.machine import digest

from courseforge.checks.prose import Prose, read_prose
from courseforge.errors import OutputError
from courseforge.memory import Memory
from courseforge.publishing.building import publish

DAY = "1700000000"  # 14 November 2023
CHECKED = CONFIG.replace("CF701: info", "CF701: warning").replace("CF402: info", "CF402: warning")
SKILL = "loops: {name: Loops, description: To do it again.}\nswing: {name: Swing, description: To do it late.}\n"
FRONT = "teaches: [loops]\ninterests: [music]\nauthors: [bee]\n"
FILES = {
    "sound/course.yml": "title: Sound Lab\nlessons: [beat, swing]\n",
    "sound/course.es.yml": "title: Laboratorio\n",
    "sound/beat.ipynb": notebook(
        markdown("## Part one\n\n[Swing](swing.ipynb#late) and [Zine](../zine/fold.md). See {ref}`late`."),
        code("1 + 1", display(text__plain="2")),
        title="Beat",
        front=FRONT,
    ),
    "sound/beat.es.ipynb": notebook(markdown("## Parte\n\n[Zine](../zine/fold.md)"), title="Ritmo"),
    "sound/swing.ipynb": notebook(markdown("(late)=\n\n## Late\n\n![A dot](dot.png)"), title="Swing"),
    "sound/dot.png": base64.b64decode(PNG),
    "zine/fold.md": "---\ntitle: Fold\nneeds: [loops]\n---\n\n## Fold it\n\n[Beat](../sound/beat.ipynb)\n",
    "zine/asked.csv": "who,song\nrobin.smith@gmail.com,2\n",
}


def write(name: str, text: str | bytes) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    return edit


def replace(name: str, *pairs: tuple[str, str]) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        text = (root / name).read_text()
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        (root / name).write_text(text)

    return edit


SWING, BEAT, FOLD = "courses/sound/swing.ipynb", "courses/sound/beat.ipynb", "courses/zine/fold.md"
EDITS: dict[str, Callable[[Path], object]] = {
    "a text": replace(FOLD, ("## Fold it", "## Fold it twice\n\nSlowly.")),
    "a link to it that leads nowhere now": replace(SWING, ("(late)=", "(later)="), ("## Late", "## Later")),
    "a title": replace(BEAT, ("Beat", "A new beat")),
    "an output that is equal and not the same": replace(BEAT, ('"2"', '"2.0"')),
    "a picture": write("courses/sound/dot.png", base64.b64decode(PNG) + b"\0"),
    "a name in a table": write("courses/zine/asked.csv", "who,song\nsomebody,2\n"),
    "a lesson that is new": write("courses/zine/cut.md", "---\ntitle: Cut\n---\n\n## Cut it\n\n[Fold](fold.md)\n"),
    "a lesson that cannot be read": write(SWING, '{"cells": ['),
    "a lesson that can again": write(SWING, FILES["sound/swing.ipynb"]),
    "a lesson with another name": lambda root: (root / FOLD).rename(root / "courses/zine/folded.md"),
    "a lesson that is gone": lambda root: (root / "courses/zine/cut.md").unlink(),
    "a title of a course": replace("courses/sound/course.yml", ("Sound Lab", "Sound Laboratory")),
    "the order of a course": replace("courses/sound/course.yml", ("[beat, swing]", "[swing, beat]")),
    "a language that is gone": lambda root: [path.unlink() for path in (root / "courses/sound").glob("*.es.*")],
    "a word of the vocabulary": replace("skills.yml", ("Loops", "Looping")),
    "a name that somebody chose": replace("contributors.yml", ("Bee", "DJ Bee")),
    "a vocabulary that is new": write("interests.yml", "music: {name: Music}\n"),
    "a color": replace("_config.yml", ("languages:", 'site: {brand: "#124a3c"}\n  languages:')),
    "how much a rule weighs": replace("_config.yml", ("CF402: warning", "CF402: info")),
    "an address": replace("_config.yml", ("title: Your", "html: {baseurl: 'https://example.org/'}\ntitle: Your")),
    "what was withdrawn": write("withdrawn.yml", "- zine/fold\n"),
    "a template": write("_templates/skills.html", '{% extends "theme/skills.html" %}{% block head %}<!--a-->{% endblock %}'),
    "a template that is gone": lambda root: shutil.rmtree(root / "_templates"),
    "settings that cannot be used, and what they were": replace("_config.yml", ("Skill", "Skills")),
}  # fmt: skip


@pytest.mark.slow
def test_every_edit_gives_what_a_clean_build_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    root, memory = write_library(tmp_path / "library", FILES, CHECKED), Memory(lasting=True)
    write("skills.yml", SKILL)(root)
    write("contributors.yml", "bee: {name: Bee}\n")(root)
    publish(root, record=False, memory=memory)
    for what, edit in EDITS.items():
        edit(root)
        report = publish(root, record=False, memory=memory)
        clean = tmp_path / "clean"
        shutil.copytree(root, clean, ignore=shutil.ignore_patterns("_build"))
        expected = publish(clean, record=False)
        assert digest(report.site) == digest(expected.site), what
        assert report.diagnostics == expected.diagnostics, what
        again = publish(root, record=False, memory=memory)
        assert (again.written, again.removed, again.diagnostics) == (0, 0, report.diagnostics), what
        shutil.rmtree(clean)


@pytest.mark.slow
def test_a_run_holds_as_long_as_its_code_its_data_and_what_is_kept_of_it(tmp_path: Path) -> None:
    files = {name: content for name, content in RUN.items() if not name.startswith("sound")}
    root, memory = write_library(tmp_path / "library", files, RUNNING), Memory(lasting=True)
    page, edits = root / "_build/site/trees/count.html", (
        ("trees 2", lambda root: None),
        ("trees 3", write("courses/trees/data/trees.csv", "oak\nelm\nash\n")),
        ("there are 3", replace("courses/trees/count.ipynb", ("'trees'", "'there are'"))),
        ("there are 3", lambda root: [path.write_text("[]") for path in (root / "_build/cache").glob("*.json")]),
    )  # fmt: skip
    for words, edit in edits:
        edit(root)
        for status in ("ran", "cached"):
            report = publish(root, record=False, memory=memory)
            assert [result.status for result in report.results] == [status, "skipped"]
            assert words in page.read_text()


def test_what_is_damaged_meanwhile_is_made_again(tmp_path: Path) -> None:
    root, memory = write_library(tmp_path / "library", FILES), Memory(lasting=True)
    good = digest(publish(root, record=False, memory=memory).site)
    for name in ("shards/zine/pages/fold.html", "site/zine/fold.html", "site/skills.html", "site/index.html"):
        (root / "_build" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "_build" / name).write_text("<script>alert(1)</script>")
    for path in (root / "_build/search/en").glob("*.js"):
        path.write_text("alert(1)")
    for path in (root / "_build/site/search/en").glob("*.js"):
        path.unlink()
    assert digest(publish(root, record=False, memory=memory).site) == good


class Meddler:
    """Changes a page between the last look at it and the moment it is published."""

    def __init__(self, page: Path) -> None:
        self.page = page

    def stage(self, name: str, total: int) -> None:
        if name == "writing":
            self.page.write_text("<script>alert(1)</script>")

    def started(self, what: str) -> None:
        pass

    def finished(self, what: str) -> None:
        pass


def test_what_is_published_is_what_was_inspected(tmp_path: Path) -> None:
    files = {name: content for name, content in FILES.items() if name.startswith("zine")}
    root = write_library(tmp_path / "library", files)
    with pytest.raises(OutputError, match="was changed by somebody"):
        publish(root, record=False, watcher=Meddler(root / "_build/shards/zine/pages/fold.html"))
    assert not (root / "_build/site/zine/fold.html").exists()


def test_only_the_edited_course_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, memory = write_library(tmp_path / "library", FILES), Memory(lasting=True)
    publish(root, record=False, memory=memory)
    parsed: list[str] = []

    def read(source: str) -> Prose:
        parsed.append(source)
        return read_prose(source)

    monkeypatch.setattr("courseforge.checks.subject.cell.read_prose", read)
    replace(FOLD, ("## Fold it", "## Fold it twice"))(root)
    publish(root, record=False, memory=memory)
    assert parsed
    assert all("Fold it twice" in source for source in parsed)


def test_what_is_equal_and_not_the_same_is_made_again() -> None:
    memory = Memory(lasting=True)
    made = [memory.recall("a page", (value,), lambda value=value: repr(value)) for value in (1, True, 1.0, "1", 1)]
    assert made == ["1", "True", "1.0", "'1'", "1"]
    shared = [1]
    assert memory.recall("a list", (shared,), lambda: "first") == memory.recall("a list", (shared,), lambda: "second")
    assert memory.recall("a list", ([1],), lambda: "third") == "third"


def test_what_nobody_asks_for_is_forgotten() -> None:
    memory = Memory(lasting=True)
    for _ in range(2):
        memory.recall("a page", (), lambda: "made")
        memory.forget_unused()
    assert memory.knows("a page", ())
    memory.forget_unused()
    memory.forget_unused()
    assert not memory.knows("a page", ())
