"""What catalogers and shelf staff print: every record in words, what nobody has said, and codes that lead to lessons."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from selectolax.lexbor import LexborHTMLParser

from courseforge.config import CatalogSettings, JupyterBookHtml, Settings
from courseforge.model import (
    Alignment,
    CatalogFacts,
    CatalogReview,
    Course,
    CourseMetadata,
    Interest,
    Lesson,
    Library,
    Resource,
    SiteFile,
    Subject,
)
from courseforge.records import make_records
from courseforge.rendering.desk import make_desk_files
from courseforge.rendering.firewall import inspect_page
from courseforge.rendering.qr_code import QrCode, draw_qr_code
from courseforge.rendering.stylesheet import make_static_files, name_static_files
from courseforge.rendering.views import make_views

from .shelf import LIBRARY, PUBLISHED, SETTINGS, VOCABULARY, make_lesson

STATIC = name_static_files(make_static_files(SETTINGS))
STATED = CatalogFacts(
    reviewed=CatalogReview("cataloger", "2027-01-31"), call_number="786.7 BEA", genres=("Tutorials",), notes=("One.",)
)
WHOLE = make_lesson(
    "lab/whole",
    title="Whole",
    description="Everything is said.",
    authors=("dj-nova",),
    ages="12-18",
    subjects=("Beats", Subject("Drawings", "aat", "http://vocab.getty.edu/aat/300033973")),
    alignments=(Alignment("DigComp", "3.4", "Programming", version="2.2"),),
    resources=(Resource("A book", isbn="0306406152"),),
    catalog=STATED,
)


def make_files(library: Library, build: Path, how: Settings = SETTINGS) -> dict[str, SiteFile]:
    views = make_views(library, how, make_records(library, how, PUBLISHED), STATIC)
    return {file.path: file for file in make_desk_files(views.desk, {}, build)}


def shelve(*lessons: Lesson, **facts: object) -> Library:
    metadata = CourseMetadata(title="Lab", **facts)  # type: ignore[arg-type]
    return Library((Course("lab", "en", "courses/lab", metadata, lessons),), vocabulary=VOCABULARY)


def read(file: SiteFile) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_bytes().decode())


def read_sheet(
    library: Library, build: Path, title: str, how: Settings = SETTINGS
) -> tuple[dict[str, str], str, str]:
    """Return a record's facts, what is asked about it, and the lines to write."""
    page = read(make_files(library, build, how)["catalog/sheets/lab.html"])
    (sheet,) = (node for node in page.css("article.sheet") if node.css_first("h2").text() == title)
    facts = {row.css_first("dt").text(): row.css_first("dd").text(separator="|") for row in sheet.css("dl > div")}
    asked = "|".join(node.text() for node in sheet.css(".boxes li"))
    lines = sheet.css_first("pre")
    return facts, asked, lines.text() if lines else ""


def decode(code: QrCode) -> str:
    """Draw a code as a browser does, and read it as a phone does."""
    scale = 6
    picture = Image.new("L", (code.size * scale, code.size * scale), 255)
    draw = ImageDraw.Draw(picture)
    for row in code.path.split("M")[1:]:
        start, steps = re.fullmatch(r"(\d+ \d+\.5)(.*)", row).groups()  # type: ignore[union-attr]
        x, y = (float(number) for number in start.split())
        for step, length in re.findall(r"(m|h)(\d+)", steps):
            if step == "h":
                box = (x * scale, (y - 0.5) * scale, (x + int(length)) * scale - 1, (y + 0.5) * scale - 1)
                draw.rectangle(box, fill=0)
            x += int(length)
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


@pytest.mark.parametrize(
    "address",
    [
        "https://learn.example.org/",
        "https://learn.example.org/es/sound-lab/first-beat.html",
        "https://x.org/" + 300 * "a",
    ],
)
def test_a_phone_reads_the_code(address: str):
    assert decode(draw_qr_code(address)) == address


@given(st.from_regex(r"https://[a-z]{1,20}\.example\.org/[a-z0-9/-]{1,120}\.html", fullmatch=True))
def test_a_phone_reads_the_code_of_any_page(address: str):
    assert decode(draw_qr_code(address)) == address


def test_every_course_has_its_pages_in_each_of_its_languages(tmp_path: Path):
    assert sorted(make_files(LIBRARY, tmp_path)) == [
        "catalog/cards/sound-lab.html",
        "catalog/cards/zines.html",
        "catalog/labels/sound-lab.html",
        "catalog/labels/zines.html",
        "catalog/sheets/index.html",
        "catalog/sheets/sound-lab.html",
        "catalog/sheets/zines.html",
        "es/catalog/cards/sound-lab.html",
        "es/catalog/labels/sound-lab.html",
        "es/catalog/sheets/index.html",
        "es/catalog/sheets/sound-lab.html",
    ]


def test_a_library_without_an_address_has_no_codes_and_is_told_why(tmp_path: Path):
    files = make_files(LIBRARY, tmp_path, replace(SETTINGS, html=JupyterBookHtml()))
    assert not [path for path in files if "/labels/" in path or "/cards/" in path]
    desk = read(files["catalog/sheets/index.html"])
    assert "baseurl in _config.yml" in desk.css_first(".slip").text()
    assert [link.text() for link in desk.css(".ways a")] == [
        "Catalog sheets Sound Lab",
        "Catalog sheets Zine Machine",
    ]
    desk = read(files["es/catalog/sheets/index.html"])
    assert [link.attributes["href"] for link in desk.css(".ways a")] == ["sound-lab.html"]


def test_what_somebody_has_said_is_there_and_nothing_is_asked(tmp_path: Path):
    how = replace(SETTINGS, courseforge=replace(SETTINGS.courseforge, catalog=CatalogSettings(call_number="ONLINE")))
    facts, asked, lines = read_sheet(shelve(WHOLE), tmp_path, "Whole", how)
    assert (asked, lines) == ("", "")
    said = {
        "Title": "Whole",
        "Written by": "DJ Nova",
        "Summary": "Everything is said.",
        "AAT": "Drawings",
        "Words of the library": "Beats",
        "Genre or form": "Tutorials",
        "Teaches": "DigComp 2.2 3.4: Programming",
        "Call number": "ONLINE 786.7 BEA",
        "Record number": "lab/whole",
        "Address": "https://learn.example.org/courses/lab/whole.html",
        "License": "Creative Commons Attribution 4.0",
        "On our shelves": "A book",
        "Notes": "One.",
    }
    assert {term: facts.get(term) for term in said} == said
    page = read(make_files(shelve(WHOLE), tmp_path)["catalog/sheets/lab.html"])
    assert page.css_first(".state.seen").text() == "Reviewed: cataloger, January 31, 2027"


def test_what_nobody_has_said_is_asked_and_never_answered(tmp_path: Path):
    facts, asked, lines = read_sheet(shelve(make_lesson("lab/bare", title="Bare")), tmp_path, "Bare")
    for term in ("Summary", "Written by", "Ages", "AAT", "LCSH", "Call number", "Level", "Time", "Last changed"):
        assert term not in facts
    assert "Under which subject headings" in asked
    assert "by the name they chose" in asked
    assert yaml.safe_load(lines) == {
        "subjects": [{"term": "…", "scheme": "lcsh", "uri": "http://id.loc.gov/authorities/subjects/…"}],
        "ages": "…",
        "description": "…",
        "authors": ["…"],
        "alignments": [{"framework": "…", "code": "…", "url": "https://…"}],
        "resources": [{"title": "…", "isbn": "…"}],
        "catalog": {
            "call_number": "…",
            "genres": ["…"],
            "reviewed": {"role": "…", "date": "YYYY-MM-DD"},
        },
    }


def test_lines_to_paste_repeat_no_key_that_is_there(tmp_path: Path):
    lesson = replace(WHOLE, metadata=replace(WHOLE.metadata, subjects=("Beats",), catalog=CatalogFacts(summary="A.")))
    _, _, lines = read_sheet(shelve(lesson), tmp_path, "Whole")
    assert lines.splitlines()[0] == "# below subjects:, which is there already:"
    assert "# below catalog:, which is there already:" in lines
    assert not re.search(r"^(subjects|catalog):", lines, re.MULTILINE)


def test_words_to_search_with_are_the_sites_own_and_no_headings(tmp_path: Path):
    lesson = make_lesson("lab/one", title="One", interests=("music",), teaches=("loops", "unknown"))
    library = replace(
        shelve(lesson), vocabulary=replace(VOCABULARY, interests={"music": Interest({"en": "Beats & more"})})
    )
    page = read(make_files(library, tmp_path)["catalog/sheets/lab.html"])
    words = {node.text(): node.attributes["href"] for node in page.css(".words a")}
    assert words == {
        "Beats & more": "https://id.loc.gov/search/?q=Beats%20%26%20more"
        "&q=cs%3Ahttp%3A%2F%2Fid.loc.gov%2Fauthorities%2Fsubjects",
        "loops": "https://id.loc.gov/search/?q=loops&q=cs%3Ahttp%3A%2F%2Fid.loc.gov%2Fauthorities%2Fsubjects",
    }
    assert "loops" not in page.css_first("article:nth-of-type(2) .asked pre").text()


def test_labels_and_cards_fill_sheets_of_the_librarys_paper(tmp_path: Path):
    lessons = tuple(make_lesson(f"lab/n{number}", title=f"Number {number}") for number in range(40))
    for paper, sizes in (("letter", [30, 11]), ("a4", [24, 17])):
        catalog = CatalogSettings(paper=paper)  # type: ignore[arg-type]
        how = replace(SETTINGS, courseforge=replace(SETTINGS.courseforge, catalog=catalog))
        files = make_files(shelve(*lessons), tmp_path / paper, how)
        labels = read(files["catalog/labels/lab.html"])
        assert [len(sheet.css("li")) for sheet in labels.css("ol.paper")] == sizes
        assert {sheet.attributes["data-paper"] for sheet in labels.css("ol.paper")} == {paper}
        cards = read(files["catalog/cards/lab.html"])
        assert [len(sheet.css("section")) for sheet in cards.css("div.paper")] == [4] * 10 + [1]


def test_a_label_says_where_its_code_leads(tmp_path: Path):
    page = read(make_files(LIBRARY, tmp_path)["es/catalog/labels/sound-lab.html"])
    lesson = page.css("ol.paper li")[1]
    address = "https://learn.example.org/courses/es/sound-lab/first-beat.html"
    svg = lesson.css_first("svg")
    assert svg.attributes["aria-label"] == f"Código que lleva a {address}"
    size = int(svg.attributes["viewBox"].split()[2])
    assert decode(QrCode(size, svg.css("path")[1].attributes["d"] or "")) == address
    assert lesson.css_first(".short").text() == "learn.example.org/courses/es/sound-lab/first-beat.html"


def test_only_the_pages_of_what_changed_are_made_again(tmp_path: Path):
    first = make_files(LIBRARY, tmp_path)
    times = {path: Path(file.source).stat().st_mtime_ns for path, file in first.items()}  # type: ignore[arg-type]
    assert make_files(LIBRARY, tmp_path) == first
    sound_lab, spanish, zines = LIBRARY.courses
    other = replace(zines, metadata=replace(zines.metadata, title="Zines"))
    again = make_files(replace(LIBRARY, courses=(sound_lab, spanish, other)), tmp_path)
    changed = {path for path, file in again.items() if Path(file.source).stat().st_mtime_ns != times[path]}  # type: ignore[arg-type]
    assert changed == {
        "catalog/sheets/index.html",
        "catalog/sheets/zines.html",
        "catalog/labels/zines.html",
        "catalog/cards/zines.html",
    }
    assert make_files(LIBRARY, tmp_path / "elsewhere").keys() == first.keys()
    fresh = make_files(LIBRARY, tmp_path / "elsewhere")
    assert {path: file.sha256 for path, file in fresh.items()} == {path: file.sha256 for path, file in first.items()}
    gone = make_files(replace(LIBRARY, courses=(sound_lab, spanish)), tmp_path)
    assert "catalog/labels/zines.html" not in gone
    assert not list((tmp_path / "desk").glob("*zines*"))


STRANGE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
    st.sampled_from(
        [
            "]]>",
            "</script><b>",
            "&amp;lt;",
            "\u202eevil",
            "e\u0301" * 9,
            "👩‍🚀",
            "\x0b\x00",
            "x" * 10_000,
            "$a $b",
            '"; |',
        ]
    ),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=STRANGE, words=STRANGE, address=STRANGE)
def test_strange_words_stay_words(tmp_path: Path, title: str, words: str, address: str):
    lesson = make_lesson(
        "lab/strange",
        title=title,
        description=words,
        authors=(words,),
        subjects=(words, Subject(words, "lcsh", address)),
        alignments=(Alignment(words, words, words, address),),
        resources=(Resource(words, isbn=address, doi=address, bib=address, url=address, note=words),),
        catalog=CatalogFacts(call_number=words, notes=(words,), reviewed=CatalogReview(words, address)),
    )
    for path, file in make_files(shelve(lesson), tmp_path).items():
        assert inspect_page(file.read_bytes(), path, [f"_static/{STATIC.js}"]) == []
        titles = [node.text() for node in read(file).css("h2, .labels b")]
        assert path == "catalog/sheets/index.html" or len(titles) > 1
