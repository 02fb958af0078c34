"""What nobody knows, what is not there and what may not be taken: the rest of the book is there, and its words are."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.books.projects import write_book

from courseforge.diagnostics import Severity
from courseforge.publishing.building import BuildReport, publish

PAGE = """\
# Unknown

```{wonder} Bold *and* more
:file: data.txt
:class: shiny

Words of a [wonder](https://example.org/wonder).

1. One
```

````{tab} First tab
Words of a tab.
````

```{mermaid}
graph TD; A-->B
```

A {sparkle}`sparkling word`, and {sparkle}`another <its-target>`.

```{include} _config.yml
```

```{include} ../outside.md
```

```{include} .hidden/secret.md
```

```{include} _parts/known.md
```
"""
RST = """\
Old
===

.. wonder:: An argument
   :file: data.txt

   Words of an *old* wonder.

And :sparkle:`a word`.
"""
FILES = {
    "_toc.yml": "format: jb-book\nroot: intro\nchapters: [{file: old}, {file: last}]\n",
    "intro.md": PAGE,
    "old.rst": RST,
    "last.md": "# Last\n\n[the first](/intro.md)\n",
    "data.txt": "words of a data file",
    "_parts/known.md": "Words of a part.\n",
    ".hidden/secret.md": "hidden words",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    root = write_book(tmp_path_factory.mktemp("unknown") / "book", FILES)
    (root.parent / "outside.md").write_text("outer words", "utf-8")
    report = publish(root, execute=False)
    return root / "_build/site", report


def read(made: tuple[Path, BuildReport], name: str) -> LexborHTMLParser:
    return LexborHTMLParser((made[0] / name).read_text("utf-8"))


def test_the_words_of_an_unknown_part_are_there(made: tuple[Path, BuildReport]) -> None:
    page = read(made, "intro.html")
    assert page.css_first("main p strong").text() == "Bold and more"
    assert page.css_first("main a[href='https://example.org/wonder']") is not None
    assert page.css_first("main .prose ol li").text().strip() == "One"
    assert page.css_first("main .sd-tab-label").text() == "First tab"
    assert "graph TD; A-->B" in page.css_first("main pre").text()
    words = page.css_first("main").text()
    assert "A sparkling word, and another." in words
    assert "Words of a tab." in words
    assert "data.txt" not in words
    old = read(made, "old.html")
    assert old.css_first("main p strong").text() == "An argument"
    assert "Words of an old wonder." in old.css_first("main").text()
    assert "And a word." in old.css_first("main").text()


def test_it_is_said_what_is_not_known(made: tuple[Path, BuildReport]) -> None:
    said = {(d.location.path, d.message) for d in made[1].diagnostics if d.code == "CF210"}
    part = "There is no part called {wonder} here, so its words are shown as ordinary text."
    word = "Nothing is known by the name {sparkle}; readers see its words alone."
    assert {(path, message) for path in ("intro.md", "old.rst") for message in (part, word)} <= said
    assert not any("{tab}" in message for _, message in said)


def test_only_texts_of_the_book_are_taken_in(made: tuple[Path, BuildReport]) -> None:
    words = read(made, "intro.html").css_first("main").text()
    assert "Words of a part." in words
    assert "hidden words" not in words
    assert "outer words" not in words
    assert "execute_notebooks" not in words
    refused = [d for d in made[1].diagnostics if d.code == "CF742"]
    assert len(refused) == 3


def test_a_link_may_begin_at_the_folder_of_the_book(made: tuple[Path, BuildReport]) -> None:
    assert read(made, "last.html").css_first("main p a").attributes["href"] == "intro.html"


@pytest.mark.slow
def test_a_book_is_made_without_the_page_that_it_begins_with(tmp_path: Path) -> None:
    broken = "# Begin\n\n```{exercise-start}\n:label: endless\n```\n"  # sphinx-exercise makes no page of that
    settings = "title: A book\nexecute: {execute_notebooks: 'off'}\nsphinx: {extra_extensions: [sphinx_exercise]}\n"
    root = write_book(tmp_path / "book", FILES | {"intro.md": broken, "_config.yml": settings})
    report = publish(root, execute=False)
    errors = [d.location.path for d in report.diagnostics if d.severity is Severity.ERROR]
    assert errors == ["intro.md"]
    assert "Words of an <em>old</em> wonder." in (root / "_build/site/old.html").read_text("utf-8")
    assert (root / "_build/site/last.html").is_file()


def test_a_text_that_is_excluded_can_be_included(tmp_path: Path) -> None:
    settings = "title: A book\nexecute: {execute_notebooks: 'off'}\nexclude_patterns: [parts/*]\n"
    page = "# Begin\n\n```{include} parts/one.md\n```\n\n```{include} parts/two.rst\n```\n"
    parts = {"parts/one.md": "## A heading\n\nOne.\n", "parts/two.rst": "Two.\n"}
    root = write_book(tmp_path / "book", FILES | parts | {"intro.md": page, "_config.yml": settings})
    report = publish(root, execute=False)
    page_made = LexborHTMLParser((root / "_build/site/intro.html").read_text("utf-8"))
    assert page_made.css_first("h2").text() == "A heading"
    assert "Two." in page_made.css_first("main").text()
    assert not (root / "_build/site/parts").exists()
    assert not any(d.severity is Severity.ERROR for d in report.diagnostics)
