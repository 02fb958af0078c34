"""A Jupyter Book is built as it is: addresses, numbers, pictures and links are where they were."""

import shutil
from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.books.projects import PROGRAM, write_book
from tests.publishing.libraries import PNG, code, display, markdown, notebook

from courseforge.model import ExecutionStatus
from courseforge.publishing.building import BuildReport, publish

FILES: dict[str, str | bytes] = {
    "_config.yml": """\
title: A book of loops
author: The loop group
copyright: 2024
execute: {execute_notebooks: "off"}
repository: {url: https://github.com/example/loops, path_to_book: book, branch: main}
html:
  use_edit_page_button: true
  announcement: "<b>New</b> <script>alert(1)</script> edition"
launch_buttons: {binderhub_url: https://mybinder.org, colab_url: https://colab.research.google.com}
""",
    "_toc.yml": """\
format: jb-book
root: start
parts:
- caption: Basics
  numbered: true
  chapters:
  - file: basics/for loops
    sections:
    - file: basics/deep/nested
- caption: More
  numbered: true
  chapters:
  - file: more
  - file: old
""",
    "start.md": "# Start $x^2$\n\n```{tableofcontents}\n```\n",
    "basics/for loops.md": """\
# Loops {index}`that go round`

(target)=
## Round

![A dot](../img/dot.png) <img src="../img/dot.png" alt="The same">

See {doc}`deep/nested`, {ref}`target`, [more](../more.ipynb#ende-über) and [data](../data/numbers.csv).
""",
    "basics/deep/nested.md": "# Nested\n\n```{include} ../../snippets/words.md\n```\n\n[up](../for%20loops.md)\n",
    "more.ipynb": notebook(
        markdown("# More"),
        code("plot()", display(image__png=PNG)),
        markdown("## Ende über\n\nSee {numref}`Section {number} <target>`."),
    ),
    "old.rst": "Old\n===\n\nAs :ref:`target` says.\n\n.. image:: img/dot.png\n   :alt: A dot\n",
    "README.md": "# Read me first\n",
    "snippets/words.md": "Words of a snippet.\n",
    "img/dot.png": b64decode(PNG),
    "data/numbers.csv": "1,2\n",
    "notes/secret.txt": "nobody names this",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    root = write_book(tmp_path_factory.mktemp("a book"), FILES)
    return root, publish(root)


def open_page(site: Path, name: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / name).read_bytes())


def read(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_pages_keep_their_addresses(book: tuple[Path, BuildReport]) -> None:
    _, report = book
    pages = {path.relative_to(report.site).as_posix() for path in report.site.rglob("*.html")}
    assert pages == {
        "start.html", "basics/for loops.html", "basics/deep/nested.html", "more.html", "old.html", "README.html",
        "snippets/words.html", "index.html", "genindex.html", "search.html", "404.html",
    }  # fmt: skip
    assert [str(d) for d in report.diagnostics] == []


def test_every_link_and_picture_is_there(book: tuple[Path, BuildReport]) -> None:
    site = book[1].site
    for file in sorted(site.rglob("*.html")):
        page = LexborHTMLParser(file.read_bytes())
        addresses = [
            (node.attributes.get("href") or node.attributes.get("src") or "")
            for node in page.css("main [href], main [src]")
        ]
        for address in addresses:
            if address.startswith(("https://", "#")) or file.name == "404.html":
                continue
            path, _, place = urljoin(f"/{file.relative_to(site).as_posix()}", address).partition("#")
            target = site / unquote(path).lstrip("/")
            assert target.is_file(), (file.name, address)
            if place:
                assert LexborHTMLParser(target.read_bytes()).css_first(f'[id="{unquote(place)}"]'), (
                    file.name,
                    address,
                )


def test_nothing_that_no_page_names_is_published(book: tuple[Path, BuildReport]) -> None:
    site = book[1].site
    assert not [path for path in site.rglob("*") if path.is_file() and b"nobody names this" in path.read_bytes()]
    assert [path.read_text() for path in (site / "_downloads").rglob("*.csv")] == ["1,2\n"]


def test_headings_and_titles_are_whole(book: tuple[Path, BuildReport]) -> None:
    site = book[1].site
    assert open_page(site, "start.html").css_first("h1 math") is not None
    page = open_page(site, "basics/for loops.html")
    assert read(page, "h1") == ["1. Loops that go round"]
    assert read(page, ".prose h2:not([id^=cf-])") == ["1.1. Round"]
    assert read(page, ".place") == ["Basics"]
    assert read(open_page(site, "more.html"), "h1") == ["2. More"], "numbers go on from part to part"


def test_numbers_references_and_the_index(book: tuple[Path, BuildReport]) -> None:
    site = book[1].site
    assert "Section 1.1" in read(open_page(site, "more.html"), ".prose")[0]
    assert read(open_page(site, "old.html"), ".prose .intro p") == ["As Round says."]
    assert read(open_page(site, "genindex.html"), "main li") == ["that go round"]
    assert "Words of a snippet." in read(open_page(site, "basics/deep/nested.html"), ".prose p")


def test_the_table_of_contents_is_a_page_and_stands_where_pages_ask_for_it(book: tuple[Path, BuildReport]) -> None:
    site = book[1].site
    page = open_page(site, "index.html")
    assert read(page, "h1") == ["A book of loops"]
    assert read(page, ".table-of-contents > .caption") == ["Basics", "More"]
    assert read(page, ".lines .lines li") == ["1.1. Nested"] or read(page, ".lines .lines a") == ["Nested"]
    assert read(page, ".table-of-contents > ul:not(.lines) li") == ["Read me first", "Words"]
    start = open_page(site, "start.html")
    assert read(start, ".list-of-lessons a") == ["Loops that go round", "Nested", "More", "Old"]
    assert start.css_first(".below") is None, "the list stands once"


def test_readers_go_on_and_back(book: tuple[Path, BuildReport]) -> None:
    site = book[1].site
    page = open_page(site, "basics/deep/nested.html")
    assert [node.attributes["href"] for node in page.css(".pager a")] == [
        "../for%20loops.html",
        "../../index.html",
        "../../more.html",
    ]
    assert read(page, ".crumbs li") == ["Contents", "Loops that go round", "Nested"]
    assert open_page(site, "README.html").css(".pager [rel]") == []


def test_settings_become_plain_links_and_safe_words(book: tuple[Path, BuildReport]) -> None:
    site = book[1].site
    page = open_page(site, "more.html")
    assert [node.attributes["href"] for node in page.css(".source a")] == [
        "https://mybinder.org/v2/gh/example/loops/main?urlpath=tree/book/more.ipynb",
        "https://colab.research.google.com/github/example/loops/blob/main/book/more.ipynb",
        "https://github.com/example/loops/edit/main/book/more.ipynb",
    ]
    assert read(page, ".notice") == ["New edition"]
    assert "© 2024" in read(page, ".foot p")[0]


@pytest.mark.slow
def test_pages_that_are_made_again_are_as_those_of_a_whole_build(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", FILES)
    publish(root)
    more = root / "more.ipynb"
    more.write_text(more.read_text().replace("# More", "# Even more"))
    (root / "basics/for loops.md").write_text("# Loops\n\n(target)=\n## Round\n\nNo picture any more.\n")
    (root / "snippets/words.md").write_text("Other words.\n")
    again = publish(root)
    other = tmp_path / "other"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("_build"))
    whole = publish(other)
    assert _read_all(again.site) == _read_all(whole.site)
    assert [str(d) for d in again.diagnostics] == [str(d) for d in whole.diagnostics]
    assert "Other words." in read(open_page(again.site, "basics/deep/nested.html"), ".prose p")


def _read_all(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_code_runs_where_its_page_lies(tmp_path: Path) -> None:
    cell = "# {title}\n\n```{{code-cell}}\n{code}\n```\n\n```{{code-cell}}\nprint('behind')\n```\n"
    files = {
        "_config.yml": "title: Book\nexecute: {execute_notebooks: force, exclude_patterns: [slow/*]}\n",
        "_toc.yml": "root: deep/runs\nchapters:\n- file: fails\n- file: slow/late\n- file: kept\n",
        "deep/runs.md": PROGRAM
        + cell.format(title="Runs", code="import near\nprint(near.WORD, open('../data/a.txt').read())"),
        "deep/near.py": "WORD = 'near'\n",
        "data/a.txt": "far",
        "fails.md": PROGRAM + cell.format(title="Fails", code="print('before')\nimport no_such_package"),
        "slow/late.md": PROGRAM + cell.format(title="Late", code="raise SystemExit"),
        "kept.ipynb": notebook(
            markdown("# Kept"), code("1 / 0", {"output_type": "stream", "name": "stdout", "text": "saved\n"})
        ),
    }
    root = write_book(tmp_path, files)
    report = publish(root)
    assert [result.status for result in report.results] == [
        ExecutionStatus.RAN, ExecutionStatus.FAILED, ExecutionStatus.SKIPPED, ExecutionStatus.FAILED
    ]  # fmt: skip
    assert read(open_page(report.site, "deep/runs.html"), ".out samp") == ["near far", "behind"]
    assert read(open_page(report.site, "fails.html"), ".out samp")[0].startswith("before")
    assert read(open_page(report.site, "kept.html"), ".out samp") == ["saved"], (
        "what was saved is better than nothing"
    )
    (missing,) = (d for d in report.diagnostics if d.location.path == "fails.md")
    assert "no_such_package" in missing.message
    assert "Write no_such_package on a line of its own in the book's requirements.txt" in missing.hint
    assert str(missing.severity) == "warning", "the page is published all the same"


def test_a_book_may_allow_errors_and_run_elsewhere(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: Book\nexecute: {execute_notebooks: force, allow_errors: true, run_in_temp: true, stderr_output: remove}\n",
        "_toc.yml": "root: here/page\n",
        "here/page.md": PROGRAM
        + "# Page\n\n```{code-cell}\nimport os, sys\nprint(os.listdir(), file=sys.stdout)\nprint('no', file=sys.stderr)\n```\n\n"
        + "```{code-cell}\n1 / 0\n```\n\n```{code-cell}\nprint('behind')\n```\n",
        "here/data.txt": "1",
    }
    report = publish(write_book(tmp_path, files))
    shown = read(open_page(report.site, "here/page.html"), ".out samp")
    assert (shown[0], "ZeroDivisionError" in shown[1], shown[2]) == ("[]", True, "behind")
    assert not [d for d in report.diagnostics if d.code == "CF590"]


def test_notebooks_with_all_their_outputs_are_not_run(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: Book\nexecute: {execute_notebooks: auto}\n",
        "_toc.yml": "root: kept\n",
        "kept.ipynb": notebook(
            markdown("# Kept"), code("1 / 0", {"output_type": "stream", "name": "stdout", "text": "saved\n"})
        ),
    }
    report = publish(write_book(tmp_path, files))
    assert [result.status for result in report.results] == [ExecutionStatus.SKIPPED]
    assert read(open_page(report.site, "kept.html"), ".out samp") == ["saved"]


def test_nothing_is_written_beside_what_is_built(tmp_path: Path) -> None:
    root = write_book(tmp_path, FILES)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    publish(root)
    after = {
        path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file() and "_build" not in path.parts
    }
    assert after == before


def test_another_theme_makes_all_of_a_book(tmp_path: Path) -> None:
    config = "title: Book\nexecute: {execute_notebooks: 'off'}\nsphinx: {config: {html_theme: alabaster}}\n"
    files = {
        "_config.yml": config,
        "_toc.yml": "root: start\nchapters: [{file: deep/page}]\n",
        "start.md": "# Start\n",
        "deep/page.md": "# Page\n",
    }
    report = publish(write_book(tmp_path, files))
    pages = {path.relative_to(report.site).as_posix() for path in report.site.rglob("*.html")}
    assert pages >= {"start.html", "deep/page.html", "index.html", "search.html", "genindex.html"}
    assert "alabaster.css" in (report.site / "deep/page.html").read_text()
    assert [d.code for d in report.diagnostics] == ["CF749"], "the promises of our own pages are not made"
    assert (report.site / "_static/alabaster.css").is_file()
    assert not list((report.site / "search").glob("*"))
