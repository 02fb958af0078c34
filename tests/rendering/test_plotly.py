"""Figures of plotly: read as data, drawn without a program, told in words, whatever stands in them."""

import json
import re
from base64 import b64encode
from struct import pack
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from courseforge.config import SiteSettings
from courseforge.diagnostics import Severity
from courseforge.reading.plotly import PLOTLY, find_plotly
from courseforge.rendering.charts.look import make_style
from courseforge.rendering.palette import contrast

from .stand import figure, html, output, pictures, show

SVG = "{http://www.w3.org/2000/svg}"
BOOKS = ["Comics", "Novels", "Poems"]
EAST = {"type": "bar", "name": "East", "x": BOOKS, "y": [12, 30, 7]}
WEST = {"type": "bar", "name": "West", "x": BOOKS, "y": [8, 25, 9]}
LINE = {"type": "scatter", "mode": "lines", "name": "", "x": [1952, 1957, 1962], "y": [60.5, 61, None]}
TITLES = {"title": {"text": "Loans"}, "xaxis": {"title": {"text": "shelf"}}, "yaxis": {"title": {"text": "books"}}}


def packed(kind: str, sign: str, *numbers: float) -> dict[str, str]:
    """Write numbers as plotly 6 and later do."""
    return {"dtype": kind, "bdata": b64encode(pack(f"<{len(numbers)}{sign}", *numbers)).decode()}


def draw(*traces: Any, **layout: Any) -> etree._Element:
    (picture,) = pictures(show(figure(*traces, **layout)).outputs)
    return etree.fromstring(picture.encode())


def words(root: etree._Element) -> list[str]:
    return [text.text for text in root.iter(f"{SVG}text")]


def rows(page: str) -> list[list[str]]:
    return [[cell.text() for cell in row.css("th, td")] for row in LexborHTMLParser(page).css("tr")]


def test_packed_numbers_and_lists_are_the_same_figure() -> None:
    """plotly 5 writes lists; plotly 6 and 7 write what NumPy and pandas hold in bytes."""
    five = {**LINE, "x": [1952, 1957, 1962], "y": [60.5, 61.0, None]}
    six = {**LINE, "x": packed("i2", "h", 1952, 1957, 1962), "y": packed("f8", "d", 60.5, 61, float("nan"))}
    one, other = show(figure(five, **TITLES)), show(figure(six, **TITLES))
    assert one == other
    assert rows(html(one)) == [["shelf", "books"], ["1952", "60.5"], ["1957", "61"], ["1962", ""]]


@pytest.mark.parametrize(("kind", "sign"), [("i1", "b"), ("u1", "B"), ("i4", "i"), ("u4", "I"), ("f4", "f")])
def test_every_kind_of_packed_number_is_read(kind: str, sign: str) -> None:
    assert rows(html(show(figure({**EAST, "y": packed(kind, sign, 12, 30, 7)}))))[1:] == [
        ["Comics", "12"],
        ["Novels", "30"],
        ["Poems", "7"],
    ]


def test_bars_have_axes_a_legend_in_words_and_a_table() -> None:
    staged = show(figure(EAST, WEST, **TITLES, barmode="group"))
    (picture,) = pictures(staged.outputs)
    drawn = etree.fromstring(picture.encode())
    assert {"Loans", "East", "West", "shelf", "books", *BOOKS, "0", "30"} <= {*words(drawn)}
    bars = [rect for rect in drawn.iter(f"{SVG}rect") if rect.get("fill", "").startswith("url(#f")]
    assert len({bar.get("fill") for bar in bars}) == 2  # they differ for those who see no colors
    assert rows(html(staged)) == [
        ["shelf", "East", "West"],
        ["Comics", "12", "8"],
        ["Novels", "30", "25"],
        ["Poems", "7", "9"],
    ]
    assert staged.diagnostics == ()


def heights(drawn: etree._Element) -> list[float]:
    bars = [r for r in drawn.iter(f"{SVG}rect") if r.get("fill", "").startswith("url(#f") and r.get("width") != "18"]
    return [float(bar.get("height")) for bar in bars]


def test_bars_are_as_long_as_their_numbers() -> None:
    comics, novels, poems = heights(draw(EAST))
    assert novels / comics == pytest.approx(30 / 12, rel=0.01)
    assert novels / poems == pytest.approx(30 / 7, rel=0.02)


def test_a_line_goes_through_its_numbers_and_breaks_where_one_is_missing() -> None:
    drawn = draw({"mode": "lines", "x": [0, 1, 2, 3, 4], "y": [0, 10, None, 5, 5]})
    (line,) = [path.get("d") for path in drawn.iter(f"{SVG}path") if path.get("fill") == "none"]
    first, second, third, fourth = [tuple(map(float, spot.split())) for spot in re.findall(r"[ML]([\d. ]+)", line)]
    assert re.findall("[ML]", line) == ["M", "L", "M", "L"]
    assert third[0] - second[0] == pytest.approx(2 * (second[0] - first[0]), abs=0.2)
    assert (first[1] + second[1]) / 2 == pytest.approx(third[1], abs=0.2)
    assert third[1] == fourth[1]


COLORS = [SiteSettings(), SiteSettings("#5b2333", "#7fc4d6"), SiteSettings("#12355b", "#f08a5d")]


@pytest.mark.parametrize("colors", COLORS, ids=lambda colors: colors.brand)
def test_everything_drawn_stands_out_from_its_paper(colors: SiteSettings) -> None:
    light, dark = make_style(colors).split("@media screen and (prefers-color-scheme:dark)")
    for rules in (light, dark):
        found = dict(re.findall(r"\.(\w+){\w+:(#\w{6})}", rules))
        assert {*found} == {"s0", "s1", "s2", "s3", "page", "ink", "note", "line", "edge", "gap"}
        for name in ("s0", "s1", "s2", "s3", "ink", "note"):
            assert contrast(found[name], found["page"]) > 4.5, name
        assert contrast(found["edge"], found["page"]) > 3


def test_bars_on_each_other_reach_as_far_as_their_sum() -> None:
    stacked = draw(EAST, WEST, barmode="relative")
    assert "60" in words(stacked)  # 30 and 25 reach 55
    assert len({bar.get("x") for bar in stacked.iter(f"{SVG}rect") if bar.get("fill") == "url(#f1)"}) >= 3


def test_a_histogram_is_counted_here() -> None:
    heights_of_people = {
        "type": "histogram",
        "x": [150, 151, 152, 160, 161, 170],
        "xbins": {"start": 150, "size": 10},
    }
    assert rows(html(show(figure(heights_of_people, **TITLES)))) == [
        ["shelf, from", "shelf, to", "books"],
        ["150", "160", "3"],
        ["160", "170", "2"],
        ["170", "180", "1"],
    ]


def test_a_pie_says_how_large_its_pieces_are() -> None:
    said = words(draw({"type": "pie", "labels": BOOKS, "values": [25, 50, 25]}, title={"text": "Shelf"}))
    assert said == ["Shelf", "Novels", "50%", "Comics", "25%", "Poems", "25%"]


def test_days_are_days_years_are_whole_and_logarithms_have_round_lines() -> None:
    days = {"x": ["2024-01-01T00:00:00.000000000", "2024-12-31T00:00:00.000000000"], "y": [1, 2]}
    assert "2024-03" in words(draw(days)) or "2024-04" in words(draw(days))
    assert rows(html(show(figure(days))))[1][0] == "2024-01-01"
    years = words(draw({"x": [2000, 2001, 2002], "y": [1.5e9, 2e9, 3e9]}))
    assert {"2000", "2001", "2002", "3\u202f000\u202f000\u202f000"} <= {*years}
    assert not [word for word in years if "." in word]
    powers = {"x": [1, 2, 3], "y": [1, 100, 10_000]}
    assert {"1", "100"} <= {*words(draw(powers, yaxis={"type": "log"}))}


def test_panels_stand_below_each_other_with_their_names() -> None:
    left = {**LINE, "hovertemplate": "country=Chile<br>year=%{x}<extra></extra>"}
    right = {**left, "hovertemplate": "country=Oman<br>year=%{x}", "xaxis": "x2", "yaxis": "y2"}
    drawn = draw(left, right, yaxis2={"matches": "y"})
    assert {"country=Chile", "country=Oman"} <= {*words(drawn)}


def test_an_author_speaks_for_the_figure_else_the_axes_do() -> None:
    (spoken,) = show(figure(EAST, **TITLES), alts=("Novels win",)).outputs[:1]
    assert spoken["metadata"] == {}  # what the cell says counts, as for any picture
    (silent,) = show(figure(EAST, **TITLES)).outputs[:1]
    alt = silent["metadata"]["image/svg+xml"]["alt"]
    assert alt == "Bar chart. Loans. Across: shelf. Upwards: books. East. Its numbers stand in the table below."
    (spanish,) = show(figure(EAST, **TITLES), language="es").outputs[:1]
    assert spanish["metadata"]["image/svg+xml"]["alt"].startswith("Gráfico de barras. Loans. En horizontal: shelf.")


def test_what_cannot_be_drawn_is_told_with_its_numbers() -> None:
    surface = {"type": "scatter3d", "x": [1, 2], "y": [3, 4], "z": [5, 6]}
    staged = show(figure(surface, title={"text": "A hill"}), alts=("It rises",))
    assert pictures(staged.outputs) == []
    assert LexborHTMLParser(html(staged)).css_first(".admonition-title").text() == "A hill"
    assert "It rises" in html(staged)
    assert rows(html(staged)) == [["x", "y", "z"], ["1", "3", "5"], ["2", "4", "6"]]
    (said,) = staged.diagnostics
    assert (said.code, said.severity) == ("CF741", Severity.WARNING)


def test_more_series_than_eyes_tell_apart_are_a_table() -> None:
    many = [{"name": f"n{number}", "x": [1, 2], "y": [number, number + 1]} for number in range(9)]
    assert pictures(show(figure(*many[:8])).outputs)
    staged = show(figure(*many))
    assert pictures(staged.outputs) == []
    assert len(rows(html(staged))[0]) == 10


def test_a_drawing_that_leaves_something_out_says_so() -> None:
    bubbles = {"mode": "markers", "x": [1, 2], "y": [3, 4], "marker": {"size": [9, 20]}}
    many = {"mode": "lines", "y": [*range(10_000)]}
    assert "10000 rows" in html(show(figure(many)))
    assert "In Jupyter this figure shows more" in html(show(figure(many)))
    staged = show(figure(bubbles))
    assert "In Jupyter this figure shows more" in html(staged)
    assert [said.severity for said in staged.diagnostics] == [Severity.INFO]


def test_a_figure_that_colab_keeps_as_html_is_read_too() -> None:
    script = (
        f'<div><script>window.PlotlyConfig = {{}};</script><script>Plotly.newPlot( "id", [{json.dumps(EAST)}],  {{}})'
    )
    staged = show(output({"text/html": f"{script}</script></div>"}))
    assert "Novels" in words(etree.fromstring(pictures(staged.outputs)[0].encode()))
    assert "script" not in html(staged)


def test_the_program_that_plotly_loads_first_is_left_out_without_a_word() -> None:
    loader = "<script>window.PlotlyConfig = {MathJaxConfig: 'local'}; alert(1)</script>"
    assert show(output({"text/html": loader})).outputs == ()
    assert show(output({"text/html": f"<p>Words</p>{loader}"})).outputs != ()


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&\x00\ud800]]>"
NASTY: dict[str, Any] = {
    "nothing": None,
    "no-figure": [],
    "words": "Plotly.newPlot(",
    "no-traces": {"data": None, "layout": None},
    "traces-of-other-kinds": {"data": [1, None, "x", [], {}, {"type": []}, {"type": {}}, {"x": {}, "y": 3}]},
    "script-in-words": {
        "data": [{"type": "bar", "name": EVIL, "x": [EVIL, "b"], "y": [1, 2]}],
        "layout": {"title": EVIL, "xaxis": {"title": {"text": EVIL}}, "yaxis": {"title": EVIL}},
    },
    "script-in-a-box": {"data": [{"type": "surface", "z": [[1]]}], "layout": {"title": {"text": EVIL}}},
    "links-in-labels": {"data": [{**EAST, "x": ['<a href="javascript:alert(1)">a</a>', "b", "c"]}]},
    "remote-pictures": {"data": [EAST], "layout": {"images": [{"source": "https://evil.example/a.png"}]}},
    "no-numbers": {"data": [{"x": [1, 2], "y": [float("nan"), float("inf")]}, {"x": [], "y": []}]},
    "enormous-numbers": {"data": [{"x": [0, 1, 2], "y": [10**400, -1e308, 1e308]}]},
    "tiny-numbers": {"data": [{"x": [5e-324, 1e-323], "y": [1e100, -1e100]}]},
    "close-numbers": {"data": [{"x": [1e17, 1e17 + 16], "y": [0.1 + 0.2, 0.3]}]},
    "bins-without-end": {"data": [{"type": "histogram", "x": [0, 1e99], "xbins": {"start": -1e99, "size": 1e-90}}]},
    "no-bins": {"data": [{"type": "histogram", "x": [1, 1, 1], "nbinsx": -1e99, "xbins": {"size": 0}}]},
    "packed-nonsense": {"data": [{"x": {"dtype": "f8", "bdata": "!!!"}, "y": {"dtype": "f8", "bdata": "AAA="}}]},
    "packed-strangers": {"data": [{"x": {"dtype": ["f8"], "bdata": 1}, "y": {"dtype": "O", "bdata": "AAAA"}}]},
    "negative-pie": {"data": [{"type": "pie", "labels": ["a", "b"], "values": [-1, 1]}]},
    "empty-pie": {"data": [{"type": "pie", "labels": ["a", "b"], "values": [0, 0]}]},
    "early-days": {"data": [{"x": ["0001-01-01", "9999-12-31"], "y": [1, 2]}]},
    "no-logarithm": {"data": [{"x": [1, 2], "y": [-1, 0]}], "layout": {"yaxis": {"type": "log"}}},
    "a-small-logarithm": {"data": [{"x": [1, 2], "y": [1e-100, 1e100]}], "layout": {"yaxis": {"type": "log"}}},
    "odd-axes": {"data": [{**EAST, "xaxis": "x" * 999, "yaxis": []}], "layout": {"xaxis": {"range": ["a", {}]}}},
    "odd-marks": {"data": [{**LINE, "marker": 3, "error_y": 1, "mode": 7, "x0": {}, "visible": "legendonly"}]},
    "many-traces": {"data": [{"x": [1], "y": [1]}] * 5000},
    "many-panels": {"data": [{"x": [1], "y": [1], "xaxis": f"x{n}"} for n in range(300)]},
    "many-names": {"data": [{"mode": "markers", "x": [f"n{n}" for n in range(20_000)], "y": [1] * 20_000}]},
    "many-points": {"data": [{"type": "scattergl", "x": list(range(1_000_000)), "y": [1.5] * 1_000_000}]},
    "many-values": {"data": [{"type": "histogram", "x": list(range(1_000_000))}]},
    "many-words": {"data": [EAST], "layout": {"title": {"text": "<b " * 400_000}}},
}


@pytest.mark.parametrize("name", NASTY)
def test_a_hostile_figure_is_harmless_and_small(name: str) -> None:
    staged = show(output({PLOTLY: NASTY[name], "text/plain": "Figure"}))
    written = json.dumps(staged.outputs)
    assert len(written) < 300_000
    page = LexborHTMLParser(html(staged))
    assert page.css_first("script, img, a, [onerror], [style]") is None
    for drawn in pictures(staged.outputs):
        names = {etree.QName(part).localname for part in etree.fromstring(drawn.encode()).iter()}
        assert names <= {"svg", "title", "desc", "style", "defs", "pattern", "rect", "path", "circle", "text"}


def test_deep_figures_end() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert show(figure({"x": deep, "y": [deep], "type": deep, "marker": {"size": deep}}, title=deep)).outputs
    script = f'<script>Plotly.newPlot("id", {"[" * 100_000}, {{}})</script>'
    assert find_plotly(output({"text/html": script})) is None


KEYS = st.sampled_from(
    "data layout type x y mode name marker labels values xaxis yaxis title text range barmode".split()
)
KINDS = st.sampled_from(["bar", "scatter", "histogram", "pie", "log", "category", "date", "h", "2024-01-01", "a", ""])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | KINDS
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5))
TRACES = st.dictionaries(KEYS, JSON, max_size=6)


@example(traces=[{"y": [3.6e-186]}], layout={})  # beside a step, nothing
@given(st.lists(TRACES, max_size=4), st.dictionaries(KEYS, JSON, max_size=5))
def test_whatever_stands_in_a_figure_a_page_can_be_made(traces: list[Any], layout: dict[str, Any]) -> None:
    show(figure(*traces, **layout))
