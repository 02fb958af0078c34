"""The benchmark measures what it says: both tools get the same valid notebooks, and a small run comes to an end."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from browser.chromium import MISSING, find_chromium

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from page_constructs import OWN, REPLACEABLE, STOCK, read_page  # noqa: E402
from sample_library import Size, make_notebook, write_book, write_library  # noqa: E402
from site_links import Site  # noqa: E402


def test_lessons_are_valid_notebooks_with_what_they_promise() -> None:
    notebook = nbformat.reads(make_notebook(7), as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kinds = {kind for cell in code for output in cell.outputs for kind in output.get("data", {"text/plain": ""})}
    assert len(code) == 6
    assert {"text/html", "image/png", "text/plain"} <= kinds


def test_both_tools_get_the_same_lessons(tmp_path: Path) -> None:
    size = Size(lessons=7, courses=3)
    write_library(tmp_path / "library", size)
    write_book(tmp_path / "book", size)
    library, book = (
        {path.relative_to(tmp_path / kind): path.read_bytes() for path in (tmp_path / kind).rglob("*.ipynb")}
        for kind in ("library", "book")
    )
    assert library == book
    assert len(library) == 7
    assert len(set(library.values())) == 7
    assert all(path.with_suffix("").as_posix() in (tmp_path / "book/_toc.yml").read_text() for path in book)


@pytest.mark.slow
def test_a_small_run_reports_the_ratios(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    sizes = ["--lessons", "4", "--courses", "2", "--scale", "8", "--repeat", "1", "--json", str(report)]
    subprocess.run([sys.executable, BENCHMARKS / "build_speed.py", *sizes], check=True, stdin=subprocess.DEVNULL)
    numbers = json.loads(report.read_text())
    assert numbers["courseforge"]["pages"] >= 4
    assert numbers["jupyter-book"]["pages"] >= 4
    assert numbers["scale"]["lessons"] == 8
    assert numbers["times_faster"] > 0
    assert numbers["scale_ratio"] > 0
    assert numbers["courseforge"]["peak_memory_bytes"] > 10_000_000


@pytest.mark.slow
def test_a_small_decision_is_measured(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    sizes = ["--lessons", "20", "--repeat", "1", "--json", str(report)]
    subprocess.run([sys.executable, BENCHMARKS / "decide_cached.py", *sizes], check=True, stdin=subprocess.DEVNULL)
    numbers = json.loads(report.read_text())
    assert 0 < numbers["deciding"]["median_seconds"] < numbers["whole_command"]["median_seconds"]


@pytest.mark.slow
def test_a_small_search_is_measured(tmp_path: Path) -> None:
    report, chromium = tmp_path / "report.json", find_chromium()
    assert chromium, MISSING
    sizes = ["--lessons", "6", "--questions", "2", "--json", str(report), "--chromium", str(chromium)]
    subprocess.run([sys.executable, BENCHMARKS / "search_cost.py", *sizes], check=True, stdin=subprocess.DEVNULL)
    numbers = json.loads(report.read_text())
    assert 20_000 < numbers["question_bytes"]["most"] < 100_000
    assert 0 < numbers["index"]["word_files_changed"] < numbers["index"]["word_files"]


@pytest.mark.slow
def test_a_small_library_is_edited_and_seen(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    sizes = ["--lessons", "6", "--repeat", "1", "--json", str(report)]
    subprocess.run([sys.executable, BENCHMARKS / "rebuild_speed.py", *sizes], check=True, stdin=subprocess.DEVNULL)
    rows = {(row["way"], row["change"]): row for row in json.loads(report.read_text())["rows"]}
    assert rows["build", "nothing"]["rewritten"] == 0
    for way in ("build", "serve"):
        assert 0 < rows[way, "text"]["rewritten"] <= rows[way, "title"]["rewritten"]
        assert rows[way, "title"]["rewritten"] < rows["build", "everything"]["rewritten"]
        assert rows[way, "text"]["work"] > 0


def test_what_a_page_has_lost_is_named(tmp_path: Path) -> None:
    stock, own = tmp_path / "stock.html", tmp_path / "own.html"
    (tmp_path / "on.html").write_text('<meta http-equiv="refresh" content="0; url=stock.html">')
    both = "<h2>Part</h2><p>Seen in {}.</p><table><tr><td>1</td></tr></table>"
    stock.write_text(f'<article class="bd-article">{both.format("Fig. 3")}<p>Gone</p></article>', encoding="utf-8")
    own.write_text(f"<main><article>{both.format('Fig. 1.2')}</article></main>", encoding="utf-8")
    site = Site.open(tmp_path)
    theirs, ours = read_page("stock.html", STOCK, site), read_page("own.html", OWN, site)
    assert theirs is not None and ours is not None
    assert theirs - ours == {("paragraphs", "Gone"): 1, ("words of prose", "Gone"): 1}
    assert read_page("on.html", STOCK, site) is None  # it only leads on


@pytest.mark.slow
def test_a_small_book_is_compared(tmp_path: Path) -> None:
    book, report, chromium = tmp_path / "book", tmp_path / "report.json", find_chromium()
    assert chromium, MISSING
    (book / "ch_1/_images").mkdir(parents=True)
    (book / "_config.yml").write_text("title: Drums\nsphinx: {extra_extensions: [no_such_extension]}\n")
    (book / "_toc.yml").write_text("format: jb-book\nroot: intro\nchapters: [{file: ch_1/Beat_one}, {file: old}]\n")
    (book / "intro.md").write_text("# Drums\n\n[a beat](ch_1/Beat_one.md#loud)\n")
    (book / "ch_1/_images/a-dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    (book / "ch_1/Beat_one.md").write_text(
        "# Beat\n\n(loud)=\n## Loud\n\n![dot](_images/a-dot.svg) {doc}`../intro` $x^2$\n\n"
        '<iframe src="https://video.example/x"></iframe>\n'
    )
    (book / "old.rst").write_text("Old\n===\n\nAs it was.\n")
    command = [sys.executable, BENCHMARKS / "compare_books.py", book, "--chromium", chromium, "--json", report]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    [compared] = json.loads(report.read_text())["books"]
    assert compared["jupyter_book"]["changed"] == ["no_such_extension is not here"]
    assert (compared["pages_compared"], compared["addresses_missing"], compared["broken_links"]) == (3, [], [])
    assert {row["construct"]: row["lost"] for row in compared["table"] if row["lost"]} == {}
    counts = {row["construct"]: row["courseforge"] for row in compared["table"]}
    assert counts["links within the book"] == 2
    assert counts["pictures"] == counts["formulas in a line"] == counts[REPLACEABLE] == 1
    assert compared["visits"] == {"errors": [], "elsewhere": []}
    assert 0 < compared["first_load"]["courseforge"] < compared["first_load"]["jupyter_book"]
    assert compared["courseforge"]["after_an_edit"]["seconds"] > 0


def test_a_link_is_found_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "index.html").write_text('<h1 id="top-of-all">x</h1><a href="part/one.html#two">x</a>')
    links = (
        "../index.html#top-of-all",
        "#two",
        "",
        "../part/",
        "../index.html#gone",
        "gone.html",
        "https://x.example",
    )
    (tmp_path / "part/one.html").write_text(
        '<p id="two">x</p>' + "".join(f'<a href="{link}">x</a>' for link in links)
    )
    broken = [("part/one.html", href) for href in ("../index.html#gone", "../part/", "gone.html")]
    assert Site.open(tmp_path).list_broken() == broken
