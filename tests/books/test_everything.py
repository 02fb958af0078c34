"""A small book with what books are made of: what a reader of Jupyter Book's pages finds, a reader of ours finds."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from courseforge.publishing.building import BuildReport, publish

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from page_constructs import OWN, STOCK, WORDS, Site, read_page

BOOK = Path(__file__).with_name("everything")
PAGES = ("intro", "part one/first page", "part one/deep/down", "notes/run", "old", "more/extensions")
#: What the pages of Jupyter Book have, and ours have in another way.
OTHERWISE = {
    ("captions of outputs", "Picture 2 A figure of code"),  # its number says the chapter, too
    ("outputs: other HTML", ""),  # an empty box that a program of Bokeh fills
    (
        "links to elsewhere",
        "https://example.org/card → https://example.org/card",
    ),  # over a card: its title is the link
    ("links within the book", "Deep dówn → part one/deep/down.html"),
    ("cards", "Card one Card words. Card foot https://example.org/card"),
    ("cards", "Card two More card words. Deep dówn"),
    ("cells of grids", "Card one Card words. Card foot https://example.org/card"),
    ("cells of grids", "Card two More card words. Deep dówn"),
    *((kind, words) for kind in ("paragraphs", "list items") for words in ("done", "open")),  # with a sign before it
}


@dataclass(frozen=True)
class Built:
    site: Path
    report: BuildReport

    def page(self, name: str) -> LexborHTMLParser:
        return LexborHTMLParser((self.site / f"{name}.html").read_text("utf-8"))

    def says(self, name: str, selector: str) -> list[str]:
        return [" ".join(node.text().split()) for node in self.page(name).css(selector)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    book = shutil.copytree(BOOK, tmp_path_factory.mktemp("own") / "book")
    report = publish(book, execute=False)
    return Built(book / "_build/site", report)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = shutil.copytree(BOOK, tmp_path_factory.mktemp("stock") / "book")
    config = book / "_config.yml"
    config.write_text(config.read_text("utf-8").replace(", sphinx_reredirects]", "]"), "utf-8")
    command = [Path(sys.executable).with_name("jupyter-book"), "build", book, "-q"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return book / "_build/html"


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_a_page_is_lost(name: str, built: Built, stock: Path) -> None:
    page = f"{name}.html"
    theirs, ours = read_page(page, STOCK, Site.open(stock)), read_page(page, OWN, Site.open(built.site))
    assert theirs is not None
    assert ours is not None
    lost = theirs - ours
    assert {piece for piece in lost if piece[0] != WORDS} - OTHERWISE == set()


@pytest.mark.slow
def test_every_page_of_jupyter_book_has_its_address(built: Built, stock: Path) -> None:
    theirs = {path.relative_to(stock) for path in stock.rglob("*.html") if "_static" not in path.parts}
    assert theirs - {path.relative_to(built.site) for path in built.site.rglob("*.html")} == set()


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(built: Built) -> None:
    pages = {path.relative_to(built.site).as_posix(): path for path in built.site.rglob("*.html")}
    roots = {name: LexborHTMLParser(path.read_text("utf-8")) for name, path in pages.items() if name != "404.html"}
    places = {name: {node.attributes["id"] for node in root.css("[id]")} for name, root in roots.items()}
    broken = []
    for name, root in roots.items():
        for node in root.css("[href], [src]"):
            address = urlsplit(node.attributes.get("href") or node.attributes.get("src") or "")
            if address.scheme or address.netloc:
                assert node.tag in ("a", "link"), node.html
                continue
            folder = name.rpartition("/")[0]
            target = normpath(f"{folder}/{unquote(address.path)}").lstrip("/") if address.path else name
            there = (built.site / target).is_file()
            if not there or (address.fragment and unquote(address.fragment) not in places.get(target, ())):
                broken.append((name, address.geturl()))
    assert broken == []


def test_numbers_are_those_that_references_say(built: Built) -> None:
    assert built.says("part one/first page", ".eqno") == ["(1.1)", "(1.2)", "(1.3)"]
    assert "Eq. 1.1" in built.says("intro", "p")[0]
    assert built.says("notes/run", "figcaption .caption-number") == ["Picture 2.1", "Picture 2.2"]
    assert "See Picture 2.2, Picture 2.1 and Eq. 2.1." in built.says("notes/run", "p")
    assert built.says("part one/deep/down", "h1") == ["1.7. Deep dówn"]


def test_proofs_and_exercises_have_the_numbers_that_references_say(built: Built) -> None:
    page = "more/extensions"
    assert built.says(page, ".admonition-title") == ["Theorem 4.1 (Orthogonal projection)", "Algorithm"]
    assert built.says(page, ".exercise .kind") == ["Exercise 4.1 (Doubling)", "Exercise 4.2"]
    assert built.says(page, "main summary") == ["Solution to Exercise 4.1 (Doubling)"]
    assert built.says(page, "a[href='#gated']") == ["Exercise 4.2"]
    assert "Words in the fence of the gate" in built.says(page, ".exercise")[1]
    assert "1 + 1" in built.says(page, ".exercise")[1]
    links = built.page("prf-prf").css("main li a")
    assert [link.attributes["href"] for link in links] == [f"{page}.html#steps", f"{page}.html#projection"]
    assert built.says("prf-prf", "main li a")[1] == "4.1 Proofs, exercises, parts"


def test_texts_that_are_no_pages_are_taken_in(built: Built) -> None:
    page = built.page("more/extensions")
    assert "Taken from a file" in built.says("more/extensions", "h2")[0]
    assert page.css_first("img[alt='a dot']") is not None
    words = page.css_first("main").text()
    assert "Words of a text in a text." in words
    assert "Stressed in reStructuredText." in words
    assert not (built.site / "more/_parts").exists()


def test_data_of_a_kind_that_nobody_knows_can_be_downloaded(built: Built) -> None:
    links = [link.attributes["href"] or "" for link in built.page("more/extensions").css("main a[download]")]
    assert [link.rpartition("/")[2] for link in links] == ["mask.gds", "spare.ipynb"]
    assert all((built.site / "more" / link).is_file() for link in links)


def test_nothing_is_said_where_nothing_is_lost(built: Built) -> None:
    said = [(d.code, d.message) for d in built.report.diagnostics if d.location.path == "more/extensions.md"]
    assert said == [
        ("CF402", "Browsers do not open “ftp://example.org/data.txt”, so readers see the words of this link alone."),
        (
            "CF401",
            "A file of this lesson is left out: “https://example.org/picture.png” lies on another computer; pages "
            "load nothing from elsewhere.",
        ),
    ]


def test_macros_count_also_where_they_redefine_a_command(built: Built) -> None:
    formula = built.page("part one/first page").css("div.math")[1]
    assert [node.text() for node in formula.css("mi")] == ["x", "ℝ", "𝐯"]
    assert formula.css_first("mover") is None  # an arrow, which the usual \vec has


def test_tags_of_cells_mean_what_they_mean_in_jupyter_book(built: Built) -> None:
    page = built.page("notes/run")
    folded = {re.sub(r"\s+", " ", node.text()) for node in page.css("details.folded")}
    assert any("hidden_input" in text for text in folded)
    assert any("hidden output words" in text for text in folded)
    assert any("hidden_cell" in text and "hidden cell words" in text for text in folded)
    text = page.css_first("main").text()
    assert "removed_input" not in text
    assert "output of removed input" in text
    assert "removed output words" not in text
    assert "removed cell words" not in text
    assert "ZeroDivisionError" in text


def test_no_picture_is_described_by_its_address(built: Built) -> None:
    words = [picture.attributes["alt"] for name in PAGES for picture in built.page(name).css("main img")]
    assert len(words) > 8
    assert not any("_images" in word for word in words)
    assert "Picture without a description" in words


def test_the_index_leads_to_its_words(built: Built) -> None:
    words = built.says("genindex", "main li a")
    assert words == ["apple", "banana", "Léxico", "ripe", "Tree"]


def test_an_old_address_leads_to_the_new_one(built: Built) -> None:
    page = built.page("part one/before")
    assert [link.attributes["href"] for link in page.css("main a.button")] == ["first%20page.html"]


def test_what_has_no_place_is_said_once_for_each_reason(built: Built) -> None:
    said = [d.message for d in built.report.diagnostics if d.code == "CF076"]
    assert [message.partition(":")[0] for message in said] == [
        "“_static/custom.css” has no place in these pages",
        "“analytics” has no place in these pages",
        "“comments” has no place in these pages",
        "“thebe” has no place in these pages",
        "“html_js_files” has no place in these pages",
    ]
    assert not any(d.code == "CF077" for d in built.report.diagnostics)
