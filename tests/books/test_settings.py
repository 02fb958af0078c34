"""The settings of a Jupyter Book are read in every form in which books have them."""

from pathlib import Path

import pytest

from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic, Severity
from courseforge.errors import ConfigurationError
from courseforge.publishing.building import publish
from courseforge.reading import read_settings


def read(folder: Path, config: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    folder.mkdir(exist_ok=True)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: intro\n", "utf-8")
    (folder / "_config.yml").write_text(config, "utf-8")
    return read_settings(folder)


def test_odd_kinds_of_values_are_taken_as_they_are_meant(tmp_path: Path) -> None:
    settings, said = read(
        tmp_path,
        "title: 101\nauthor: [Ada, Bo]\ncopyright: 2023\nexclude_patterns: '*.md'\nbibtex_bibfiles: a.bib\n"
        "execute: {execute_notebooks: off, timeout: '300', run_in_temp: yes}\nhtml: {use_issues_button: 'True'}\n"
        "repository: {branch: 3.10}\nlaunch_buttons: {binderhub_url: off, colab_url: 'no'}\n",
    )
    assert said == ()
    assert (settings.title, settings.author, settings.copyright) == ("101", "Ada, Bo", "2023")
    assert settings.exclude_patterns == ("*.md",)
    assert settings.book["bibtex_bibfiles"] == ["a.bib"]
    assert (settings.execute.execute_notebooks, settings.execute.timeout) == ("off", 300)
    assert settings.execute.run_in_temp
    assert settings.html.use_issues_button
    assert settings.launch_buttons.binderhub_url == ""


def test_anchors_merge_keys_and_tags_are_read(tmp_path: Path) -> None:
    settings, said = read(
        tmp_path,
        "title: !!str 7\nshared: &shared {url: https://github.com/a/b, branch: main}\n"
        "repository: {branch: next, <<: *shared}\n",
    )
    assert settings.title == "7"
    assert (settings.repository.url, settings.repository.branch) == ("https://github.com/a/b", "next")
    assert [d.code for d in said] == ["CF042"]  # “shared” is no key


def test_a_key_that_stands_twice_is_said_and_the_last_counts(tmp_path: Path) -> None:
    settings, [said] = read(tmp_path, "title: One\ntitle: Two\n")
    assert settings.title == "Two"
    assert (said.code, said.severity, said.location.line) == ("CF017", Severity.WARNING, 2)


@pytest.mark.parametrize(
    "bomb",
    [
        "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 15)),
        "base: &b {"
        + ",".join(f"k{n}: 1" for n in range(5000))
        + "}\n"
        + "".join(f"m{n}: {{<<: *b}}\n" for n in range(999)),
        "a: &a [*a]\n",
        "a: " + "[" * 4000,
    ],
)
def test_what_would_grow_without_end_is_refused(bomb: str, tmp_path: Path) -> None:
    _, [said] = read(tmp_path, bomb)
    assert said.severity is Severity.ERROR
    with pytest.raises(ConfigurationError):
        publish(tmp_path, execute=False)


def test_a_library_still_refuses_anchors(tmp_path: Path) -> None:
    (tmp_path / "courses").mkdir()
    (tmp_path / "_config.yml").write_text("title: &t One\n", "utf-8")
    _, [said] = read_settings(tmp_path)
    assert (said.code, said.severity) == ("CF016", Severity.ERROR)


def test_names_that_sphinx_and_its_theme_have_for_settings(tmp_path: Path) -> None:
    settings, _ = read(
        tmp_path,
        "title: One\nhtml: {navbar_footer_text: Old words}\nsphinx:\n  config:\n    html_title: Two\n"
        "    jupyter_execute_notebooks: force\n    execution_timeout: -1\n    nb_execution_excludepatterns: [slow/*]\n"
        "    language: pt_BR\n    html_theme_options:\n      repository_url: https://github.com/a/b\n"
        "      use_edit_page_button: true\n      launch_buttons: {colab_url: https://colab.research.google.com}\n",
    )
    assert (settings.title, settings.language) == ("Two", "pt-BR")
    assert (settings.execute.execute_notebooks, settings.execute.timeout) == ("force", -1)
    assert settings.execute.exclude_patterns == ("slow/*",)
    assert (settings.repository.url, settings.html.use_edit_page_button) == ("https://github.com/a/b", True)
    assert settings.launch_buttons.colab_url
    assert settings.html.extra_footer == "Old words"


def test_old_addresses_from_a_file_and_from_both_extensions(tmp_path: Path) -> None:
    (tmp_path / "moved.txt").write_text('"old one.md" "new one.md"\nplain.rst new.rst\nlonely\n', "utf-8")
    settings, _ = read(
        tmp_path,
        "sphinx:\n  config:\n    rediraffe_redirects: moved.txt\n"
        "    redirects: {a/b: ../c.html, web: https://example.org/, '../out': x, 'many/*': y}\n",
    )
    assert settings.redirects == {
        "old one": "new one",
        "plain": "new",
        "a/b": "c",
        "web": "https://example.org/",
    }


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/hostname", "nowhere.txt", "link.txt"])
def test_no_other_file_is_read_for_old_addresses(name: str, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("a b\n", "utf-8")
    (tmp_path / "book").mkdir()
    (tmp_path / "book/link.txt").symlink_to(tmp_path / "outside.txt")
    settings, _ = read(tmp_path / "book", f"sphinx: {{config: {{rediraffe_redirects: {name}}}}}\n")
    assert settings.redirects == {}


def test_settings_that_say_nothing_are_not_named(tmp_path: Path) -> None:
    _, said = read(
        tmp_path,
        "title: Quiet\nhtml:\n  analytics: {google_analytics_id: ''}\n  comments: {hypothesis: false}\n"
        "launch_buttons: {thebe: false}\nsphinx: {config: {html_css_files: []}}\n",
    )
    assert said == ()


def test_settings_that_are_taken_over_do_not_reach_sphinx_twice(tmp_path: Path) -> None:
    (tmp_path / "intro.md").write_text("# One\n\nWords.\n", "utf-8")
    (tmp_path / "README.md").write_text("# Not a page\n", "utf-8")
    (tmp_path / "CNAME").write_text("books.example\n", "utf-8")
    read(
        tmp_path,
        "title: One\nsphinx:\n  config:\n    exclude_patterns: [README.md]\n    html_extra_path: [CNAME]\n"
        "    templates_path: [_templates]\n    html_logo: nowhere.png\n    html_context: {page: 1, site: 2}\n",
    )
    report = publish(tmp_path, execute=False)
    assert sorted(d.code for d in report.diagnostics) == ["CF045", "CF076", "CF076"]
    assert {path.name for path in report.site.glob("*.html")} == {
        "404.html",
        "genindex.html",
        "index.html",
        "intro.html",
        "search.html",
    }


def test_the_stock_theme_by_name_is_ours_and_others_are_a_choice(tmp_path: Path) -> None:
    (tmp_path / "intro.md").write_text("# One\n\nWords.\n", "utf-8")
    read(tmp_path, "title: One\nsphinx: {config: {html_theme: sphinx_book_theme}}\n")
    report = publish(tmp_path, execute=False)
    assert report.diagnostics == ()
    assert "Content-Security-Policy" in (tmp_path / "_build/site/intro.html").read_text("utf-8")
