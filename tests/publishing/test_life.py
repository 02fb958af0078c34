"""What becomes of a lesson that leaves: its old address, and every list that it stood in."""

import json
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.publishing.libraries import CONFIG, markdown, notebook, write_library

from courseforge.diagnostics import Severity
from courseforge.publishing.building import BuildReport, publish

DAY, LATER, LAST = "1700000000", "1800000000", "1810000000"  # 2023-11-14, 2027-01-15, 2027-05-11
FILES = {
    "sound/course.yml": "title: Sound Lab\n",
    "sound/course.es.yml": "title: Laboratorio\n",
    "sound/beat.ipynb": notebook(markdown("## Part\n\nSee [Swing](swing.ipynb)."), title="Beat Zebra"),
    "sound/beat.es.ipynb": notebook(markdown("## Parte"), title="Ritmo Cebra"),
    "sound/swing.ipynb": notebook(markdown("## Late\n\n[Beat](beat.ipynb)"), title="Swing"),
    "zine/course.yml": "title: Zines\n",
    "zine/fold.md": "---\ntitle: Fold\n---\n\n## Fold it\n\nSee [Beat](../sound/beat.ipynb).\n",
}
# Other programs have to hear that it is gone; to say so, they need its id.
DELETIONS = ("catalog/manifest.json", "catalog/marc/deleted.mrc")
ADDRESS = 'html: {baseurl: "https://learn.example.org/courses"}\n'
REASON = """\
sound/beat:
  reason: {en: The program is gone., es: El programa ya no existe.}
  instead: sound/swing
  note: Zebra asked for it
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that was published once, for all tests here to copy."""
    root = write_library(tmp_path_factory.mktemp("shelf") / "library", FILES, CONFIG + ADDRESS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        publish(root)
    return root


@pytest.fixture
def root(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same library more than three years later."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)
    return shutil.copytree(shelf, tmp_path / "library")


def test_what_was_withdrawn_leaves_a_page_that_says_so_in_each_of_its_languages(root: Path) -> None:
    (root / "withdrawn.yml").write_text(REASON)
    for path in (root / "courses/sound").glob("beat.*"):
        path.unlink()
    report = publish(root)
    assert _errors(report) == []
    english, spanish = (LexborHTMLParser((report.site / name).read_text()) for name in PAGES)
    assert english.css_first("html").attributes["lang"] == "en"
    assert "This lesson was taken back" in english.css_first("h1").text()
    said = english.css_first("main").text()
    assert "January 15, 2027" in said
    assert "The program is gone." in said
    assert [link.attributes["href"] for link in english.css("main p:not(.take) a")] == ["swing.html"]
    assert spanish.css_first("html").attributes["lang"] == "es"
    assert "Esta lección se retiró" in spanish.css_first("h1").text()
    assert "El programa ya no existe." in spanish.css_first("main").text()
    assert [link.attributes["href"] for link in spanish.css("main p:not(.take) a")] == ["../../sound/swing.html"]
    for page in (english, spanish):
        assert page.css_first('meta[name="robots"]').attributes["content"] == "noindex"
        assert page.css_first('link[rel="canonical"]') is None


PAGES = ("sound/beat.html", "es/sound/beat.html")


@pytest.mark.parametrize("still_there", [False, True], ids=["file deleted", "file still there"])
def test_what_was_withdrawn_is_named_nowhere_else(root: Path, still_there: bool) -> None:
    (root / "withdrawn.yml").write_text(REASON)
    for path in [] if still_there else [*(root / "courses/sound").glob("beat.*")]:
        path.unlink()
    report = publish(root)
    assert _errors(report) == []
    for path in report.site.rglob("*"):
        name = path.relative_to(report.site).as_posix()
        if path.is_file():
            data = path.read_bytes()
            assert b"Zebra" not in data, name
            assert b"Cebra" not in data, name
            assert name in (*PAGES, *DELETIONS) or b"sound/beat" not in data, name
    assert not (report.site / "sound/beat.ipynb").exists()
    links = LexborHTMLParser((report.site / "zine/fold.html").read_text()).css("article a, main a")
    assert not [link for link in links if "beat" in (link.attributes["href"] or "")]
    told = [d for d in report.diagnostics if d.code == "CF402"]
    assert {d.location.path for d in told} == {"courses/sound/swing.ipynb", "courses/zine/fold.md"}
    assert {d.code for d in report.diagnostics if d.location.path.startswith("courses/sound/beat")} == (
        {"CF071"} if still_there else set()
    )


def test_a_course_that_was_withdrawn_takes_its_lessons_along(root: Path) -> None:
    (root / "withdrawn.yml").write_text("- zine\n")
    report = publish(root)
    assert _errors(report) == []
    assert "This course was taken back" in (report.site / "zine/index.html").read_text()
    assert "This lesson was taken back" in (report.site / "zine/fold.html").read_text()
    assert {id for id, item in _items(root).items() if item.get("withdrawn")} == {("zine", "en"), ("zine/fold", "en")}
    assert "Fold" not in (report.site / "index.html").read_text()


def test_the_last_lesson_of_a_language_leaves_a_page_in_that_language(root: Path) -> None:
    (root / "withdrawn.yml").write_text("- sound/beat\n")
    page = LexborHTMLParser((publish(root).site / "es/sound/beat.html").read_text())
    assert page.css_first("html").attributes["lang"] == "es"
    for link in page.css("a[href]"):
        href = (link.attributes["href"] or "").partition("#")[0]
        assert "://" in href or (root / "_build/site/es/sound" / href).exists(), href


def test_what_comes_back_is_told_to_catalogs_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "withdrawn.yml").write_text("- sound/beat\n")
    publish(root)
    (root / "withdrawn.yml").unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LAST)
    report = publish(root)
    assert "Beat Zebra" in (report.site / "sound/beat.html").read_text()
    item = _items(root)["sound/beat", "en"]
    assert (item["first"], item["recorded"], item.get("withdrawn")) == ("2023-11-14", "2027-05-11", None)


def test_an_old_address_leads_on_for_ever(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course, folded = root / "courses/zine", root / "courses/zine/folded.md"
    (course / "fold.md").rename(folded)
    text = folded.read_text()
    folded.write_text(text.replace("title: Fold", "title: Fold\nwas: [zine/fold]"))
    assert _errors(publish(root)) == []
    folded.rename(course / "unfold.md")
    (course / "unfold.md").write_text(text.replace("title: Fold", "title: Fold\nwas: [zine/folded]"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LAST)
    assert _errors(publish(root)) == []
    (course / "unfold.md").write_text(text)  # nobody need name the old places any more
    report = publish(root)
    assert _errors(report) == []
    assert _items(root)["zine/unfold", "en"]["moved_from"] == ["zine/fold", "zine/folded"]
    for old in ("fold", "folded"):
        page = LexborHTMLParser((report.site / f"zine/{old}.html").read_text())
        assert "This lesson has moved" in page.css_first("h1").text()
        assert {link.attributes["href"] for link in page.css("main a")} == {"unfold.html"}
        address = page.css_first('link[rel="canonical"]').attributes["href"]
        assert address == "https://learn.example.org/courses/zine/unfold.html"
        assert "refresh" not in page.html
        assert f"zine/{old}.html" not in (report.site / "sitemap.xml").read_text()
    assert (report.site / "_redirects").read_text().splitlines()[:4] == [
        "/courses/zine/fold.html /courses/zine/unfold.html 301!",
        "/courses/zine/fold.html /courses/zine/unfold.html 301",
        "/courses/zine/fold /courses/zine/unfold.html 301!",
        "/courses/zine/fold /courses/zine/unfold.html 301",
    ]


def test_a_course_that_moved_sends_on_all_its_lessons_in_all_languages(root: Path) -> None:
    (root / "courses/sound").rename(root / "courses/noise")
    (root / "courses/noise/course.yml").write_text("title: Sound Lab\nwas: [sound]\n")
    (root / "courses/zine/fold.md").write_text(FILES["zine/fold.md"].replace("../sound", "../noise"))
    report = publish(root)
    assert _errors(report) == []
    moved = {name: name.replace("sound", "noise") for name in OF_THE_COURSE}
    for old, new in moved.items():
        links = LexborHTMLParser((report.site / old).read_text()).css("main a")
        ways = {(report.site / old).parent / str(link.attributes["href"]) for link in links}
        assert {way.resolve() for way in ways} == {(report.site / new).resolve()}, old
    assert {item["identifier"] for (id, _), item in _items(root).items() if id.startswith("noise")} == {
        "sound", "sound/beat", "sound/swing",
    }  # fmt: skip
    rules = (report.site / "_redirects").read_text()
    assert "/courses/es/sound/beat.html /courses/es/noise/beat.html 301\n" in rules
    assert "/courses/sound/ /courses/noise/index.html 301\n" in rules


OF_THE_COURSE = (
    "sound/index.html",
    "sound/beat.html",
    "sound/swing.html",
    "es/sound/index.html",
    "es/sound/beat.html",
)


def test_what_moved_and_was_withdrawn_is_gone_at_all_its_addresses(root: Path) -> None:
    folded = root / "courses/zine/folded.md"
    (root / "courses/zine/fold.md").rename(folded)
    folded.write_text(folded.read_text().replace("title: Fold", "title: Fold\nwas: [zine/fold]"))
    publish(root)
    (root / "withdrawn.yml").write_text("- zine/folded\n")
    report = publish(root)
    assert _errors(report) == []
    for name in ("fold", "folded"):
        assert "This lesson was taken back" in (report.site / f"zine/{name}.html").read_text()
    assert not (report.site / "_redirects").exists()


def test_the_library_in_numbers_in_each_language(root: Path) -> None:
    (root / "withdrawn.yml").write_text("- zine\n")
    report = publish(root)
    for name, taken_back in (("holdings.html", "Taken back"), ("es/holdings.html", "Retiradas")):
        page = LexborHTMLParser((report.site / name).read_text())
        tables = [[cell.text() for cell in row.css("th, td")] for row in page.css("table tr")]
        assert tables[-3][-1] == taken_back
        assert tables[-2:] == [["2027", "0", "0", "0", "1"], ["2023", "3", "1", "0", "0"]]
        [numbers] = page.css('main a[type="text/csv"]')
        assert (report.site / name).parent.joinpath(numbers.attributes["href"] or "").exists()
        foot = LexborHTMLParser((report.site / name.replace("holdings", "index")).read_text()).css_first("footer")
        assert "holdings.html" in {link.attributes["href"].rpartition("/")[2] for link in foot.css("a")}


def _errors(report: BuildReport) -> list[str]:
    return [f"{d.location}: {d.message}" for d in report.diagnostics if d.severity is Severity.ERROR]


def _items(root: Path) -> dict[tuple[str, str], dict[str, object]]:
    items = json.loads((root / "catalog/published.json").read_text())["items"]
    return {(item["id"], item["language"]): item for item in items}
