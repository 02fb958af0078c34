"""What a reader and a screen reader meet in a lesson's body."""

from pathlib import Path

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
    assert tree.css_first("section.intro > p").text() == "First words."


def test_a_code_cell_is_a_named_group(tmp_path: Path) -> None:
    tree = finish_tree(CELL.format(classes="", inner=INPUT + OUTPUT), tmp_path)
    cell = tree.css_first("div.cell")
    assert (cell.attributes["role"], cell.attributes["aria-label"]) == ("group", "Code 1")
    code, output = tree.css("div.cell pre")
    assert code.text() == "print(1)"
    assert code.attributes["tabindex"] == output.attributes["tabindex"] == "0"  # it scrolls: a keyboard must reach it
    assert output.attributes["aria-label"] == "Output of code 1"
    assert output.css_first("samp").text() == "1"


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


def finish(html: str, folder: Path) -> Body:
    return finish_body(html, Place(folder, folder), Interface("en"))


def finish_tree(html: str, folder: Path) -> LexborNode:
    root = LexborHTMLParser(finish(html, folder).html).body
    assert root is not None
    return root
