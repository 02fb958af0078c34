"""A library that asks for another Sphinx theme gets it, and hears what that costs."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.publishing.libraries import CONFIG, markdown, notebook, write_library

from courseforge.diagnostics import Severity
from courseforge.model import Mode
from courseforge.publishing.building import publish
from courseforge.reading.settings import read_settings
from courseforge.rendering.foreign_theme import choose_theme

ASKS = CONFIG + "sphinx: {config: {html_theme: sphinx_book_theme}}\n"
LESSON = "## Part\n\n$x^2$ [next](second.ipynb)\n\n```{include} ../../secret.txt\n```\n"


@pytest.mark.slow
def test_courses_get_the_theme_that_config_names(tmp_path: Path) -> None:
    files = {
        "lab/first.ipynb": notebook(markdown(LESSON), title="First"),
        "lab/second.ipynb": notebook(markdown("x"), title="Second"),
    }
    root = write_library(tmp_path / "library", files, ASKS)
    (root / "secret.txt").write_text("canary-7f3a91")
    report = publish(root, execute=False)
    said = {d.code: d for d in report.diagnostics if d.code in ("CF742", "CF749", "CF799")}
    assert said.keys() == {"CF742", "CF749"}
    assert (said["CF749"].severity, said["CF749"].location.path) == (Severity.WARNING, "_config.yml")
    page = LexborHTMLParser((report.site / "lab/first.html").read_text(encoding="utf-8"))
    assert page.css_first("article.bd-article h1").text(deep=False) == "First"
    assert page.css_first("article math") is not None
    assert page.css_first("article a[href='second.html']") is not None
    style = next(s.attributes["href"] for s in page.css("link[rel=stylesheet]") if "sphinx-book-theme" in str(s.html))
    assert (report.site / "lab" / style.partition("?")[0]).is_file()
    assert "canary" not in page.html
    # the library's own pages stay as they are
    assert "Content-Security-Policy" in (report.site / "index.html").read_text(encoding="utf-8")


def test_a_stranger_does_not_get_it(tmp_path: Path) -> None:
    root = write_library(tmp_path / "library", {"lab/one.ipynb": notebook(markdown("x"))}, ASKS)
    settings, _ = read_settings(root)
    theme, [refusal] = choose_theme(settings, Mode.UNTRUSTED)
    assert theme == ""
    assert (refusal.severity, refusal.location.line) == (Severity.ERROR, ASKS.count("\n"))


def test_one_that_is_not_there_is_named(tmp_path: Path) -> None:
    config = CONFIG + 'sphinx: {config: {html_theme: "no_such_theme & <b>"}}\n'
    root = write_library(tmp_path / "library", {"lab/one.ipynb": notebook(markdown("x"))}, config)
    theme, [said] = choose_theme(read_settings(root)[0], Mode.LIBRARY)
    assert (theme, said.severity) == ("", Severity.WARNING)
    assert "is not installed" in said.message


@pytest.mark.parametrize("config", [CONFIG, CONFIG + "sphinx: {config: {html_theme: courseforge}}\n"])
def test_nothing_is_said_of_our_own(config: str, tmp_path: Path) -> None:
    root = write_library(tmp_path / "library", {"lab/one.ipynb": notebook(markdown("x"))}, config)
    assert choose_theme(read_settings(root)[0], Mode.LIBRARY) == ("", ())
