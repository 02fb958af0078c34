"""What Jupyter Book and its extensions offer to authors is in the reader's page, or a word that stands for it."""

import base64

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tests.publishing.libraries import CONFIG, PNG, code, display, markdown, notebook, write_library

from courseforge.diagnostics import Diagnostic
from courseforge.publishing.building import publish

SETTINGS = """
bibtex_bibfiles: [refs/all.bib]
parse:
  myst_enable_extensions: [fieldlist, strikethrough, substitution]
  myst_substitutions: {loop: "a **loop**", twice: "{{ twice }}!"}
sphinx:
  config: {mathjax3_config: {tex: {macros: {half: ["\\\\frac{#1}{2}", 1]}}}}
"""

FRONT = "myst: {substitutions: {own: 'an *own* value'}}\n"
FIGURE = {"figure": {"caption": "A drawn dot", "name": "drawn"}}
DRAWN = (
    markdown("# Another part\n\n[back](above)\n\n(above)="),
    code("draw()", display(image__png=PNG), mystnb=FIGURE),
)

CONSTRUCTS = """\
(fig-dot)=
```{figure} images/dot.png
:name: dot
:alt: A dot

The first dot
```

See {numref}`dot`, {numref}`Lesson %s <start>` and {{ loop }}, {{ twice }}, ~~gone~~.

:Tempo: 90

```{margin} Aside
A word in the **margin**.
```

```{toggle}
Under the lid.
```

```{tableofcontents}
```

```{literalinclude} code/beat.py
:lines: 2
```

```{include} parts/words.md
```

```{raw} html
<table><tr><td>Raw cell</td></tr></table><svg viewBox="0 0 9 9"><title>A ring</title><circle r="4"/></svg>
```

<iframe src="https://video.example/talk" title="The talk"></iframe>

![A map](https://maps.example/city.png)

$$\\half{x} \\cr$$

See {numref}`drawn`, [](first.md), {ref}`tap`, {ref}`genindex`, {ref}`the index <genindex>`, {download}`the notebook <first.ipynb>`, {download}`this one <second.ipynb>`, {nb-download}`its run <second.ipynb>`, {cite}`drum`, {{ own }} and {{ 7 * 7 }}.

:::{exercise}
:label: tap
Tap.
:::

```{bibliography}
```

Value {glue:text}`beats`, picture:

```{glue:figure} dotted
:name: glued

A glued dot
```
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[LexborNode, tuple[Diagnostic, ...]]:
    beats = {"data": {"application/papermill.record/text/plain": "16"}, "output_type": "display_data"}
    beats["metadata"] = {"scrapbook": {"name": "beats", "mime_prefix": "application/papermill.record/"}}
    dot = display(image__png=PNG) | {"metadata": {"scrapbook": {"name": "dotted", "mime_prefix": ""}}}
    root = write_library(
        tmp_path_factory.mktemp("constructs") / "library",
        {
            "lab/course.yml": "title: Lab\nlessons: [first, second]\n",
            "lab/first.ipynb": notebook(markdown("(start)=\n## Start\n\nx"), title="The first"),
            "lab/second.ipynb": notebook(
                markdown(CONSTRUCTS), code("show()", beats, dot), *DRAWN, title="Second", front=FRONT
            ),
            "../refs/all.bib": "@book{drum, author={A. Drum}, title={Beats}, year={1990}, publisher={Larkfield}}",
            "lab/images/dot.png": base64.b64decode(PNG),
            "lab/code/beat.py": "import drum\ndrum.play(4)\n",
            "lab/parts/words.md": "Words from *another* file.\n",
        },
        CONFIG + SETTINGS,
    )
    report = publish(root, execute=False)
    page = LexborHTMLParser((report.site / "lab" / "second.html").read_text(encoding="utf-8")).css_first(".prose")
    assert page is not None
    return page, report.diagnostics


def test_figures_are_numbered_where_words_refer_to_them(built: tuple[LexborNode, tuple[Diagnostic, ...]]) -> None:
    page, _ = built
    assert [" ".join(caption.text().split()) for caption in page.css("figcaption")] == [
        "Fig. 2.1 The first dot",
        "Fig. 2.2 A glued dot",
        "Fig. 2.3 A drawn dot",
    ]
    words = [link.text() for link in page.css("p a")]
    assert "Fig. 2.1" in words
    assert "Fig. 2.3" in words
    assert "Lesson 1.1" in words
    assert page.css_first(".section-number") is None


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ("p strong", "loop"),
        ("aside.margin .sidebar-title", "Aside"),
        ("aside.margin strong", "margin"),
        ("details.toggle > summary", "Show"),
        ("details.toggle p", "Under the lid."),
        ("li a[href='first.html']", "The first"),
        ("p a[href='first.html']", "The first"),
        ("a[href='#tap']", "Exercise 1"),
        (".exercise > .kind", "Exercise 1"),
        ("a[href='../search.html']", "Search"),
        ("a[href='../search.html']", "the index"),
        ("a[href='first.html']", "the notebook"),
        ("a.download[href='second.ipynb']", "this one"),
        ("a.download[href$='second.ipynb']", "its run"),
        ("p em", "own"),
        ("h2", "Another part"),
        (".cell[id=above] pre > code", "draw()"),
        (".citation", "[Dru90] A. Drum. Beats. Larkfield, 1990."),
        ("pre", "drum.play(4)"),
        ("p > em", "another"),
        ("td", "Raw cell"),
        ("a[href='https://video.example/talk']", "The talk (video.example)"),
        ("a[href='https://maps.example/city.png']", "A map (maps.example)"),
        ("dl.field-list dt", "Tempo:"),
        ("s, del", "gone"),
        (".pasted-text", "16"),
    ],
)
def test_it_is_in_the_page(selector: str, words: str, built: tuple[LexborNode, tuple[Diagnostic, ...]]) -> None:
    page, _ = built
    assert words in [" ".join(node.text().split()) for node in page.css(selector)]


def test_a_drawing_among_html_becomes_a_picture(built: tuple[LexborNode, tuple[Diagnostic, ...]]) -> None:
    page, _ = built
    assert page.css_first("img[alt='A ring']").attributes["src"].endswith(".svg")
    assert page.css_first("svg") is None


def test_the_author_hears_what_readers_only_get_a_link_to(built: tuple[LexborNode, tuple[Diagnostic, ...]]) -> None:
    _, said = built
    own = [d for d in said if d.location.path.endswith("second.ipynb")]
    told = sorted(d.code for d in own if d.code in ("CF210", "CF212", "CF401", "CF742", "CF743"))
    assert told == ["CF401", "CF743"], [(d.code, d.severity, d.message) for d in own]


def test_a_substitution_that_names_itself_ends(built: tuple[LexborNode, tuple[Diagnostic, ...]]) -> None:
    page, _ = built
    assert "{{ twice }}!" in page.text()
    assert "{{ 7 * 7 }}" in page.text()
    assert len(page.css("math")) == 1
