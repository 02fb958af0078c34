"""What a reader and a screen reader meet in a lesson's body."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tests.publishing.libraries import PNG

from courseforge.rendering.body.finish import Body, finish_body
from courseforge.rendering.body.place import Place
from courseforge.rendering.interface import Interface

CELL = """<div class="cell{classes} docutils container">{inner}</div>"""
INPUT = """<div class="cell_input docutils container"><div class="highlight-ipython3 notranslate"><div class="highlight">
<pre><span></span><span class="nb">print</span><span class="p">(</span><span class="mi">1</span><span class="p">)</span>
</pre></div></div></div>"""
OUTPUT = """<div class="cell_output docutils container"><div class="output stream highlight-myst-ansi notranslate">
<div class="highlight"><pre><span></span>1
</pre></div></div></div>"""
HIDE = '<details class="admonition hide above-input"><summary aria-label="Toggle">Show</summary>{}</details>'


def test_the_title_goes_and_parts_are_named(tmp_path: Path) -> None:
    body = finish(
        '<section id="beat"><h1>Beat</h1><p>First words.</p>'
        '<section id="listen"><h2>Listen <em>well</em></h2><p>x</p><section id="deep"><h3>Deep</h3></section></section>'
        '<section id="play"><h2>Play</h2></section></section>',
        tmp_path,
    )
    assert body.sections == (("listen", "Listen well"), ("play", "Play"))
    tree = LexborHTMLParser(body.html)
    assert tree.css_first("h1") is None
    assert [section.attributes["aria-labelledby"] for section in tree.css("section.part")] == ["listen", "play"]
    assert tree.css_first("#deep").tag == "h3"
    assert tree.css_first("div.intro > p").text() == "First words."


def test_only_the_first_title_goes_and_what_stands_above_it_stays(tmp_path: Path) -> None:
    body = finish(
        '<p>Above</p><section id="beat"><h1>Beat</h1><p>x</p></section><section id="more"><h1>More</h1><p>y</p></section>',
        tmp_path,
    )
    assert body.sections == (("more", "More"),)
    tree = LexborHTMLParser(body.html)
    assert [node.text() for node in tree.css("h1, h2, p")] == ["Above", "x", "More", "y"]


def test_an_id_stands_once(tmp_path: Path) -> None:
    tree = finish_tree('<section id="a"><h2>x</h2></section><div id="proof">y</div><div id="proof">z</div>', tmp_path)
    assert [node.attributes["id"] for node in tree.css("[id]")] == ["a", "proof"]


def test_a_code_cell_is_a_named_group(tmp_path: Path) -> None:
    tree = finish_tree(CELL.format(classes="", inner=INPUT + OUTPUT), tmp_path)
    cell = tree.css_first("div.cell")
    assert (cell.attributes["role"], cell.attributes["aria-label"]) == ("group", "Code 1")
    code, output = tree.css("div.cell pre")
    assert code.text() == "print(1)"
    assert code.attributes["tabindex"] == output.attributes["tabindex"] == "0"  # it scrolls: a keyboard must reach it
    assert output.attributes["aria-label"] == "Output of code 1"
    assert output.css_first("samp").text() == "1"


def test_every_name_of_a_cell_stays(tmp_path: Path) -> None:
    inner = f'<span id="index-1"></span><span id="index-2"></span>{INPUT}'
    cell = CELL.format(classes="", inner=inner).replace("<div ", '<div id="index-0" ', 1)
    tree = finish_tree(cell, tmp_path)
    names = [node.attributes["id"] for node in tree.css("div.cell[id], div.cell [id]")]
    assert names == ["index-0", "index-1", "index-2"]


def test_an_image_is_a_picture(tmp_path: Path) -> None:
    tree = finish_tree('<p><image src="https://example.org/a.png" alt="A"> behind it</p>', tmp_path)
    assert tree.css_first("p").text() == "A (example.org) behind it"
    assert tree.css_first("a.elsewhere").attributes["href"] == "https://example.org/a.png"


def test_boxes_by_which_a_program_folds_are_no_tasks(tmp_path: Path) -> None:
    boxes = '<input class="xr-section-summary-in" type="checkbox" checked><input type="checkbox">'
    assert finish_tree(f"<p>{boxes} words</p>", tmp_path).css_first("p").text() == "☐ words"


def test_folded_cells_keep_their_numbers(tmp_path: Path) -> None:
    tree = finish_tree(
        CELL.format(classes=" tag_hide-input", inner=HIDE.format(INPUT) + OUTPUT)
        + CELL.format(classes=" tag_solution tag_hide-cell", inner=HIDE.format(INPUT + OUTPUT)),
        tmp_path,
    )
    folded, solution = tree.css("details")
    assert folded.css_first("summary").text() == "Show the code"
    assert folded.css_first(".out") is None
    assert solution.attributes["class"] == "solution"
    assert solution.css_first("details") is solution or len(solution.css("details")) == 1
    assert [cell.attributes["aria-label"] for cell in tree.css("div.cell")] == ["Code 1", "Code 2"]


def test_tables_say_what_their_heads_are(tmp_path: Path) -> None:
    tree = finish_tree(
        '<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>a</th></tr></thead>'
        "<tbody><tr><th>0</th><td>1</td></tr></tbody></table>",
        tmp_path,
    )
    assert [cell.attributes["scope"] for cell in tree.css("th")] == ["col", "col", "row"]
    box = tree.css_first("div.table")
    assert (box.attributes["role"], box.attributes["tabindex"], box.attributes["aria-label"]) == (
        "region",
        "0",
        "Table 1",
    )
    assert tree.css_first("[style], [border]") is None
    assert tree.css_first("tr").attributes["class"] == "align-right"


def test_sounds_and_pictures_become_files(tmp_path: Path) -> None:
    wave = "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA="
    body = finish(
        f'<audio controls src="data:audio/wav;base64,{wave}"></audio><img alt="A dot" src="data:image/png;base64,{PNG}">'
        '<img alt="no" src="data:image/png;base64,PHNjcmlwdD4="><img alt="no" src="data:text/html,x">',
        tmp_path,
    )
    tree = LexborHTMLParser(body.html)
    sound, picture = tree.css_first("audio").attributes["src"], tree.css_first("img").attributes["src"]
    assert (tmp_path / sound).read_bytes()[:4] == b"RIFF"
    assert (tmp_path / picture).read_bytes()[1:4] == b"PNG"
    assert len(tree.css("img")) == 1
    assert [finding.code for finding in body.findings] == ["CF744", "CF744"]


def test_a_picture_without_words_gets_some(tmp_path: Path) -> None:
    tree = finish_tree(
        '<img src="_images/a.png" alt="_images/a.png"><img src="_images/b.png"><img src="_images/c.png" alt="">',
        tmp_path,
    )
    assert [node.attributes["alt"] for node in tree.css("img")] == [
        "Picture without a description",
        "Picture without a description",
        "",  # declared to be decoration
    ]


def test_roles_hints_and_details_in_spanish(tmp_path: Path) -> None:
    body = finish_body(
        '<div class="activity admonition"><p class="admonition-title">Actividad</p><p>x</p>'
        '<div class="hint dropdown admonition"><p class="admonition-title">Pista</p><p>y</p></div></div>'
        + CELL.format(classes="", inner=INPUT),
        Place(tmp_path, tmp_path),
        Interface("es"),
    )
    tree = LexborHTMLParser(body.html)
    assert tree.css_first(".activity > p.kind").text() == "Actividad"
    assert tree.css_first(".activity > details.hint > summary").text() == "Pista"
    assert tree.css_first(".cell").attributes["aria-label"] == "Código 1"


def test_a_solution_around_several_cells_is_folded_as_one(tmp_path: Path) -> None:
    gate = '<p class="rubric solution-start" id="loop">Solution</p>'
    body = finish_tree(f"{gate}<p>One</p><p>Two</p><!-- solution-end --><p>After</p>{gate}<p>No end</p>", tmp_path)
    [fold] = body.css("details.solution")
    assert fold.attributes["id"] == "loop"
    assert fold.text(separator=" ").split() == ["Solution", "One", "Two"]
    assert [line.text() for line in body.css("p.rubric")] == ["Solution"]


def test_tabs_are_shown_one_after_another(tmp_path: Path) -> None:
    tree = finish_tree(
        '<div class="sd-tab-set"><input type="radio" id="t1"><label class="sd-tab-label" for="t1">Windows</label>'
        '<div class="sd-tab-content"><p>one</p></div></div><ul><li><input type="checkbox" checked> done</li></ul>',
        tmp_path,
    )
    assert tree.css_first("p.sd-tab-label").text() == "Windows"
    assert tree.css_first("input") is None
    assert tree.css_first("li").text().strip() == "☑ done"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<iframe src="https://a.example/x" title="A talk"></iframe>', "A talk (a.example)"),
        ('<iframe src="https://a.example/x"></iframe>', "Open at a.example"),
        ('<object data="https://a.example/x"></object>', "Open at a.example"),
        ('<video controls><source src="https://a.example/x"><p>Old browser</p></video>', "Open at a.example"),
        ('<img src="https://a.example/x" alt="A map">', "A map (a.example)"),
    ],
)
def test_what_lies_elsewhere_becomes_a_link(html: str, words: str, tmp_path: Path) -> None:
    body = finish_body(f"<div>{html} after</div>", Place(tmp_path, tmp_path), Interface("en"))
    tree = LexborHTMLParser(body.html)
    [link] = tree.css("a")
    assert (link.attributes["href"], link.text()) == ("https://a.example/x", words)
    assert tree.css_first("div").text().endswith("after")
    assert tree.css_first("iframe, object, video, img") is None
    assert [finding.code for finding in body.findings] in (["CF743"], ["CF401"])


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "steam://run", "page.html", "", "https:"]
)
def test_a_frame_that_leads_nowhere_leaves_no_link(address: str, tmp_path: Path) -> None:
    assert "href" not in finish(f'<iframe src="{address}"></iframe>', tmp_path).html


def test_a_picture_from_elsewhere_inside_a_link_is_words(tmp_path: Path) -> None:
    html = '<p><a href="https://b.example"><img src="https://a.example/x.png" alt="Badge"></a></p>'
    tree = LexborHTMLParser(finish_body(html, Place(tmp_path, tmp_path), Interface("es")).html)
    assert [link.text() for link in tree.css("a")] == ["Badge (a.example)"]


def test_a_drawing_in_the_text_becomes_a_file_that_runs_nothing(tmp_path: Path) -> None:
    body = finish(
        '<p>Before <svg viewBox="0 0 9 9" onload="alert(1)"><title>A ring</title><script>alert(1)</script>'
        '<defs><linearGradient id="g" gradientUnits="userSpaceOnUse"/></defs>'
        '<use xlink:href="#g"/><image href="https://a.example/x.png"/><circle r="4" fill="url(#g)"/></svg> after</p>',
        tmp_path,
    )
    [picture] = LexborHTMLParser(body.html).css("img")
    assert picture.attributes["alt"] == "A ring"
    drawing = (tmp_path / picture.attributes["src"]).read_text()
    assert "linearGradient" in drawing
    assert 'viewBox="0 0 9 9"' in drawing
    assert not re.search("script|onload|example", drawing)
    assert "after" in body.html
    assert [finding.code for finding in body.findings] == ["CF743"]
    assert "<img" not in finish("<svg><script>alert(1)</script></svg>", tmp_path).html


def test_folded_blocks_of_togglebutton(tmp_path: Path) -> None:
    tree = finish_tree(
        '<div class="toggle docutils container"><p>x</p></div><div class="toggle-shown container"><p>y</p></div>'
        '<div class="note toggle-shown admonition"><p class="admonition-title">Note</p><p>z</p></div>',
        tmp_path,
    )
    assert [fold.css_first("summary").text() for fold in tree.css("details")] == ["Show", "Show", "Note"]
    assert [("open" in fold.attributes) for fold in tree.css("details")] == [False, True, True]


def test_a_card_is_opened_by_its_title(tmp_path: Path) -> None:
    link = '<a class="sd-stretched-link sd-hide-link-text reference external" href="a.html"><span>a.html</span></a>'
    card = '<div class="sd-card"><div class="sd-card-body">{}<p>x</p></div>{}</div>'
    title = '<div class="sd-card-title">First <em>card</em></div>'
    tree = finish_tree(card.format(title, link) + card.format("", link), tmp_path)
    assert [a.text() for a in tree.css("a")] == ["First card", "a.html"]
    assert tree.css_first(".sd-card-title > a.sd-stretched-link").attributes["href"] == "a.html"


def test_what_scrolls_can_be_reached_and_has_a_name(tmp_path: Path) -> None:
    tree = finish_tree('<p><span class="math">x</span></p><div class="math" id="e"><math></math></div>', tmp_path)
    [formula] = tree.css("[tabindex]")
    assert formula.attributes["aria-label"] == "Formula 1"
    assert formula.attributes["id"] == "e"


def test_works_are_items_of_their_list(tmp_path: Path) -> None:
    work = '<div class="citation" role="doc-biblioentry"><p>A book</p></div>'
    tree = finish_tree(f'<div role="list" class="citation-list">{work}{work}</div>', tmp_path)
    assert [item.attributes["role"] for item in tree.css(".citation")] == ["listitem", "listitem"]


def test_an_error_begins_with_its_name(tmp_path: Path) -> None:
    error = '<div class="output traceback"><pre><span></span><span class="gt">-----</span>\n<span>IndexError</span></pre></div>'
    tree = finish_tree(CELL.format(classes="", inner=f'<div class="cell_output">{error}{error}</div>'), tmp_path)
    assert [block.text() for block in tree.css("pre.error")] == ["IndexError", "IndexError"]
    names = [block.attributes["aria-label"] for block in tree.css("pre.error")]
    assert len(set(names)) == 2


def finish(html: str, folder: Path) -> Body:
    return finish_body(html, Place(folder, folder), Interface("en"))


def finish_tree(html: str, folder: Path) -> LexborNode:
    root = LexborHTMLParser(finish(html, folder).html).body
    assert root is not None
    return root
