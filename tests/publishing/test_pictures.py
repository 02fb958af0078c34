"""The words that a cell says about its pictures and tables reach the reader's page."""

import base64
import struct
import zlib
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement
from tests.publishing.libraries import code, display, markdown, notebook, write_library

from courseforge.publishing.building import publish


def png(shade: int) -> str:
    """Make a picture of one pixel; the same picture twice would be one file of the site."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(bytes((0, shade))))
        + part(b"IEND", b"")
    )
    return base64.b64encode(data).decode()


TABLE = "<style>td {color: red}</style><table class='dataframe'><thead><tr><th>a</th></tr></thead><tr><td>1</td></tr></table>"


def build(tmp_path: Path, *cells: dict) -> HtmlElement:
    root = write_library(tmp_path / "library", {"lab/one.ipynb": notebook(*cells)})
    report = publish(root)
    assert [d for d in report.diagnostics if d.code in ("CF030", "CF210", "CF211")] == []
    return html.fromstring((root / "_build/site/lab/one.html").read_text(encoding="utf-8"))


def alts(page: HtmlElement) -> list[str]:
    return [image.get("alt") for image in page.xpath("//main//div[@class='out']//img")]


def test_each_picture_has_its_own_words(tmp_path: Path) -> None:
    own = display(image__png=png(9)) | {"metadata": {"image/png": {"alt": "Of the output"}}}
    page = build(
        tmp_path,
        code("#| fig-alt: One line: from 2 to 9\nprint()", display(image__png=png(1))),
        code(
            "#| fig-alt:\n#|   - First\n#|   - Second of\n#|     two lines\nprint()",
            display(image__png=png(2)),
            display(text__html="<p>no picture</p>", image__png=png(7)),
            display(image__png=png(3), text__plain="<Figure>"),
        ),
        code(
            "print()",
            display(image__svg_xml='<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'),
            alt="Drawn",
        ),
        code("#| fig-alt: Of the cell\nprint()", display(image__png=png(4)), own),
        code('#| fig-alt: ""\nprint()', display(image__png=png(5))),
        code("print()", display(image__png=png(8), text__latex="$\\displaystyle a + 2$")),
    )
    assert alts(page) == [
        "One line: from 2 to 9", "First", "Second of two lines", "Drawn", "Of the cell", "Of the output", "",
    ]  # fmt: skip
    assert "#|" not in page.text_content()
    assert ["".join(formula.text_content().split()) for formula in page.xpath("//main//math")] == ["a+2"]


def test_pictures_and_tables_have_captions(tmp_path: Path) -> None:
    page = build(
        tmp_path,
        code("#| fig-alt: A\n#| fig-cap: 'Beats *a minute*: rising'\nprint()", display(image__png=png(1))),
        code(
            '#| fig-alt: ["B", "C"]\n#| fig-cap: ["Left", "1 < 2"]\nprint()',
            display(image__png=png(2)),
            display(image__png=png(3)),
        ),
        code("#| tbl-cap: Five & more\n#| tbl-alt: Five songs\nprint()", display(text__html=TABLE)),
    )
    assert alts(page) == ["A", "B", "C"]
    captions = [caption.text_content().strip() for caption in page.xpath("//main//figure[.//img]//figcaption")]
    assert captions == ["Beats a minute: rising", "Left", "1 < 2"]
    [table] = page.xpath("//main//table")
    assert table.find("caption").text_content() == "Five & more"
    assert table.getparent().get("aria-label") == "Five songs"


def plotted(*tables: dict, unread: tuple[str, ...] = (), shade: int) -> dict:
    """Make the output of a figure with the numbers that were read off it."""
    data = {"tables": list(tables), "unread": list(unread)}
    figure = display(image__png=png(shade))
    return {**figure, "data": {**figure["data"], "application/vnd.courseforge.figure-data+json": data}}


def test_the_numbers_of_a_figure_stand_below_it(tmp_path: Path) -> None:
    beats = {"title": "Faster <b>", "axis": "Bar", "has_ranges": False, "series": ["Beats"], "rows_in_all": 40}
    beats["rows"] = [["1", "60"], ["2", "<script>alert(1)</script>"]]
    bins = {"title": "", "axis": "Tempo", "has_ranges": True, "series": ["", "b"], "rows_in_all": 1}
    bins["rows"] = [["60", "70", "2", "3"]]
    ask = "#| fig-alt: A\n#| fig-data: true\n#| tbl-cap: Of a table\nprint()"
    called = "#| fig-alt: C\n#| fig-cap: Of a figure\n#| fig-data: true\nprint()"
    page = build(
        tmp_path,
        code(ask, plotted(beats, bins, unread=("areas",), shade=1), display(text__html=TABLE)),
        code("#| fig-alt: B\nprint()", plotted(beats, shade=2)),
        code(ask, plotted({**beats, "rows": "forged"}, shade=3)),
        code(called, plotted(beats, shade=4)),
    )
    shown, other = page.xpath("//main//div[@class='out']//details")
    assert shown.getprevious() is not None or shown.getparent().getprevious() is not None  # below the figure
    assert shown.find("summary").text_content() == "Data of this figure"
    first, second = shown.xpath(".//table")
    assert [part.find("caption").text_content() for part in (first, second)] == ["Faster <b>", "Data of this figure"]
    assert [[(cell.get("scope"), cell.text_content()) for cell in row] for row in first.iter("tr")] == [
        [("col", "Bar"), ("col", "Beats")],
        [("row", "1"), (None, "60")],
        [("row", "2"), (None, "<script>alert(1)</script>")],
    ]
    assert [cell.text_content() for cell in second.iter("th")] == ["Tempo, from", "Tempo, to", "Series 1", "b", "60"]
    assert [words.text_content() for words in shown.xpath(".//p")] == [
        "2 of 40 rows, evenly chosen.", "The figure shows more than this table says.",
    ]  # fmt: skip
    assert page.xpath("//main//table[caption='Of a table']//td[.='1']")
    assert alts(page) == ["A", "B", "A", "C"]
    # The figure is called so, and not its table as well.
    assert [caption.text_content().strip() for caption in page.xpath("//main//figcaption")] == ["Of a figure"]
    assert len(other.xpath(".//table")) == 1


def test_written_pictures_keep_their_words(tmp_path: Path) -> None:
    source = f"data:image/png;base64,{png(1)}"
    ways = (
        f"![A drum]({source})", f'![Caption]({source}){{alt="A turtle"}}', f"![]({source}){{.decorative}}",
        f"```{{image}} {source}\n:alt: A map\n```", f"```{{image}} {source}\n:class: decorative\n```",
    )  # fmt: skip
    page = build(tmp_path, markdown("\n\n".join(ways)))
    assert [image.get("alt") for image in page.xpath("//main//img")] == ["A drum", "A turtle", "", "A map", ""]


def test_the_words_go_home_with_the_reader(tmp_path: Path) -> None:
    build(tmp_path, code("#| fig-alt: One line\nprint()", display(image__png=png(1))))
    assert "#| fig-alt: One line" in (tmp_path / "library/_build/site/lab/one.ipynb").read_text(encoding="utf-8")
