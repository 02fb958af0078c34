"""A library replaces a template of the theme by one of its own; one that cannot be used is left aside, with words."""

from pathlib import Path

import pytest
from tests.publishing.libraries import write_library

from courseforge.errors import OutputError
from courseforge.model import Mode
from courseforge.publishing.building import BuildReport, publish

FILES = {"lab/one.md": "---\ntitle: One\n---\n\n## One\n\nWords.\n"}
SIGN = '{% extends "theme/lesson.html" %}{% block head %}<meta name="library" content="Larkfield & more">{% endblock %}\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_library(tmp_path / "library", FILES)
    (root / "_templates").mkdir()
    return root


def build(root: Path, **templates: str) -> BuildReport:
    for name, text in templates.items():
        (root / "_templates" / f"{name}.html").write_text(text, encoding="utf-8")
    return publish(root, execute=False)


def say(report: BuildReport) -> list[str]:
    return [f"{said.location}: {said.message}" for said in report.diagnostics if said.code == "CF218"]


def test_a_template_takes_over_what_it_replaces(root: Path) -> None:
    report = build(
        root, lesson=SIGN, notfound='{% extends "theme/notfound.html" %}{% block head %}<!--ours-->{% endblock %}'
    )
    assert say(report) == []
    lesson = (report.site / "lab/one.html").read_text()
    assert '<meta name="library" content="Larkfield & more">' in lesson
    assert "<p>Words.</p>" in lesson
    assert "<!--ours-->" in (report.site / "404.html").read_text()

    changed = build(root, lesson=SIGN.replace("Larkfield", "Eastside"))
    assert changed.written == 1
    assert "Eastside" in (report.site / "lab/one.html").read_text()


def test_one_that_cannot_be_read_is_left_aside(root: Path) -> None:
    report = build(
        root, lesson="{% extends 'theme/lesson.html' %}\n{% block head %}\n", lessn="<p>x</p>", _sign="<p>x</p>"
    )
    strange, unread = sorted(say(report))
    assert unread.startswith("_templates/lesson.html:") and "cannot be read" in unread
    assert strange == "_templates/lessn.html: No page is made from a template of this name."
    assert "Words." in (report.site / "lab/one.html").read_text()


def test_one_that_asks_for_what_is_not_there_is_named(root: Path) -> None:
    report = build(root, lesson="{{ lesson.subtitle }}")
    (error,) = (said for said in report.diagnostics if said.code == "CF211")
    assert "lesson.html" in error.message and "subtitle" in error.message
    (root / "_templates/lesson.html").unlink()
    with pytest.raises(OutputError, match=r"home\.html.*_templates.*subtitle"):
        build(root, home="{{ home.subtitle }}")


def test_a_template_fills_pages_and_does_nothing_else(root: Path) -> None:
    report = build(root, lesson="{{ ''.__class__.__mro__[1].__subclasses__() }}")
    assert [said.code for said in report.diagnostics if said.code == "CF211"] == ["CF211"]
    assert not (report.site / "lab/one.html").exists()


def test_scripts_in_a_template_do_not_pass_the_gate(root: Path) -> None:
    report = build(root, lesson=SIGN.replace("</head>", "").replace("<meta", "<script>alert(1)</script><meta"))
    assert "CF799" in [said.code for said in report.diagnostics]
    assert not (report.site / "lab/one.html").exists()


def test_a_strangers_templates_are_not_used(root: Path) -> None:
    (root / "_templates/lesson.html").write_text(SIGN)
    report = publish(root, execute=False, mode=Mode.UNTRUSTED)
    assert "Larkfield & more" not in (report.site / "lab/one.html").read_text()
