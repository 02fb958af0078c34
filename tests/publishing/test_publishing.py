"""From files to a site: what is written, what is kept, what is said."""

import base64
import hashlib
import json
import shutil
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.publishing.libraries import CONFIG, PNG, code, display, markdown, notebook, write_library

from courseforge.diagnostics import Severity
from courseforge.errors import ConfigurationError, OutputError
from courseforge.publishing.building import BuildReport, publish


class Listener:
    """Remembers which things were worked on in which stage."""

    def __init__(self) -> None:
        self.now = ""
        self.done: dict[str, list[str]] = {}

    def stage(self, name: str, total: int) -> None:
        self.now = name

    def started(self, what: str) -> None:
        pass

    def finished(self, what: str) -> None:
        self.done.setdefault(self.now, []).append(what)


DAY = "1700000000"  # 14 November 2023
FILES = {
    "sound/course.yml": "title: Sound Lab\nlessons: [beat, swing]\n",
    "sound/course.es.yml": "title: Laboratorio\n",
    "sound/beat.ipynb": notebook(
        markdown("## Part one\n\n[Swing](swing.ipynb#late) and [Zine](../zine/fold.md)"), title="Beat"
    ),
    "sound/beat.es.ipynb": notebook(
        markdown("## Parte\n\n[Zine](../zine/fold.md), [Swing](swing.ipynb), [este](beat.ipynb)"), title="Ritmo"
    ),
    "sound/swing.ipynb": notebook(markdown("(late)=\n\n## Late"), title="Swing"),
    "zine/fold.md": "---\ntitle: Fold\n---\n\n## Fold it\n\n[Beat](../sound/beat.ipynb)\n\n"
    ":::{facilitator}\nThe answer is 8.\n:::\n",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that was published once, for all tests here to copy."""
    root = write_library(tmp_path_factory.mktemp("shelf") / "a library", FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        publish(root)
    return root


@pytest.fixture
def root(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that was published and has not changed since."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    return shutil.copytree(shelf, tmp_path / "a library")


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same library before anything was published."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    return write_library(tmp_path / "a library", FILES)


def test_links_between_lessons_languages_and_courses(root: Path) -> None:
    site = root / "_build/site"
    assert _links(site / "sound/beat.html") == ["swing.html#late", "../zine/fold.html"]
    # a translation leads to translations where there are some
    assert _links(site / "es/sound/beat.html") == ["../../zine/fold.html", "../../sound/swing.html", "#"]
    assert _links(site / "zine/fold.html") == ["../sound/beat.html"]
    for page in site.rglob("*.html"):
        for href in _links(page):
            assert (page.parent / href.partition("#")[0]).exists(), (page, href)


def test_facilitators_words_are_not_in_the_page(root: Path) -> None:
    site = root / "_build/site"
    assert not [path for path in site.rglob("*") if path.is_file() and b"The answer is 8" in path.read_bytes()]


def test_second_build_changes_nothing_and_renders_nothing(fresh: Path) -> None:
    first = publish(fresh)
    before = _digests(fresh)
    listener = Listener()
    second = publish(fresh, watcher=listener)
    assert (second.written, second.removed) == (0, 0)
    assert "rendering" not in listener.done
    assert _digests(fresh) == before
    assert first.pages == second.pages == 28


def test_an_edit_renders_its_own_course_only(root: Path) -> None:
    (root / "courses/sound/swing.ipynb").write_text(notebook(markdown("(late)=\n\n## Later"), title="Swing"))
    listener = Listener()
    report = publish(root, watcher=listener)
    assert listener.done["rendering"] == ["sound"]
    assert "Later" in (report.site / "sound/swing.html").read_text()


def test_a_fresh_build_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    site = root / "_build/site"
    other = tmp_path / "somewhere else" / "deeper"
    other.parent.mkdir()
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("_build"))
    assert _digests(publish(other).site) == _digests(site)


@pytest.mark.parametrize("damage", ["truncated", "garbage", "page changed", "page gone", "folder gone"])
def test_damaged_work_files_are_made_again(root: Path, damage: str) -> None:
    site = root / "_build/site"
    good = _digests(site)
    shard = root / "_build/shards/sound"
    match damage:
        case "truncated":
            (shard / "shard.json").write_bytes((shard / "shard.json").read_bytes()[:40])
        case "garbage":
            (shard / "shard.json").write_text('{"key": 3}')
        case "page changed":
            (shard / "pages/beat.html").write_text("<script>alert(1)</script>")
            (site / "sound/beat.html").write_text("<script>alert(1)</script>")
        case "page gone":
            (shard / "pages/beat.html").unlink()
            (site / "sound/beat.html").unlink()
        case "folder gone":
            for path in sorted(shard.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
    assert _digests(publish(root).site) == good


def test_a_lesson_that_was_taken_away_leaves_the_site(root: Path) -> None:
    (root / "courses/sound/beat.es.ipynb").unlink()
    (root / "courses/sound/course.es.yml").unlink()
    (root / "_build/site/stray.html").write_text("left by somebody")
    report = publish(root)
    assert not (report.site / "es/sound").exists()
    assert not (report.site / "stray.html").exists()
    assert [d.code for d in report.diagnostics if d.severity is Severity.ERROR] == ["CF090", "CF090"]


def test_vanished_ids_are_explained_by_moves_and_withdrawals(root: Path) -> None:
    (root / "courses/zine/fold.md").rename(root / "courses/sound/fold.md")
    (root / "courses/zine/course.yml").unlink()
    (root / "courses/zine").rmdir()
    (root / "courses/sound/swing.ipynb").unlink()
    (root / "courses/sound/course.yml").write_text("title: Sound Lab\n")
    assert {d.message.split("”")[0] for d in _errors(publish(root))} == {"“zine/fold", "“zine", "“sound/swing"}
    moved = (root / "courses/sound/fold.md").read_text().replace("title: Fold", "title: Fold\nwas: [zine/fold, zine]")
    (root / "courses/sound/fold.md").write_text(moved)
    (root / "withdrawn.yml").write_text("- sound/swing\n")
    assert _errors(publish(root)) == []


def test_dates_come_from_the_manifest_and_not_from_the_clock(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = _items(root)
    assert {item["first"] for item in items.values()} == {"2023-11-14"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert publish(root).written == 0
    (root / "courses/sound/swing.ipynb").write_text(notebook(markdown("(late)=\n\n## Late, later"), title="Swing"))
    publish(root)
    changed = _items(root)
    assert changed["sound/swing", "en"]["first"] == "2023-11-14"
    assert changed["sound/swing", "en"]["last"] == "2027-01-15"
    assert changed["sound/beat", "en"] == items["sound/beat", "en"]
    assert '"dateModified":"2027-01-15"' in (root / "_build/site/sound/swing.html").read_text()


def test_a_lesson_with_a_fault_is_left_out_and_has_not_vanished(root: Path) -> None:
    (root / "courses/sound/swing.ipynb").write_text('{"cells": [')
    report = publish(root)
    assert [d.location.path for d in _errors(report)] == ["courses/sound/swing.ipynb"]
    assert not (report.site / "sound/swing.html").exists()
    assert (report.site / "sound/beat.html").exists()
    assert ("sound/swing", "en") in _items(root)


def test_lessons_wait_for_the_files_and_people_they_depend_on(root: Path) -> None:
    courses = root / "courses"
    (root / "_config.yml").write_text(
        CONFIG.replace("CF701: info", "CF701: error").replace("CF721: info", "CF721: error")
    )
    (courses / "sound/data").mkdir()
    (courses / "sound/data/asked.csv").write_text("who,song\nrobin.smith@gmail.com,2\n")
    (courses / "sound/swing.ipynb").write_text(notebook(markdown("[Answers](data/asked.csv)"), title="Swing"))
    (courses / "zine/fold.md").write_text(
        "---\ntitle: Fold\nauthors: [bee]\n---\n\nFold it, [as asked](re-asked.csv).\n"
    )
    (root / "contributors.yml").write_text("bee: {name: Bee, consent: withdrawn}\n")
    report = publish(root)
    assert {d.location.path for d in _errors(report)} == {"courses/sound/data/asked.csv", "contributors.yml"}
    waiting = {d.location.path: d.message for d in report.diagnostics if d.code == "CF219"}
    assert waiting.keys() == {"courses/sound/swing.ipynb", "courses/zine/fold.md"}
    assert "an error in courses/sound/data/asked.csv" in waiting["courses/sound/swing.ipynb"]
    assert "an error in contributors.yml" in waiting["courses/zine/fold.md"]
    pages = {path.relative_to(report.site).as_posix() for path in report.site.rglob("*.html")}
    assert {"sound/beat.html", "es/sound/beat.html"} <= pages
    assert not {"sound/swing.html", "zine/fold.html"} & pages
    assert not any(
        "robin" in path.read_text() for path in report.site.rglob("*.*") if path.suffix in (".html", ".csv")
    )
    assert {("sound/swing", "en"), ("zine/fold", "en")} <= _items(root).keys()  # taken back is another matter


def test_a_link_to_a_lesson_that_is_withheld_is_words_until_it_is_back(root: Path) -> None:
    good = _items(root)
    swing = (root / "courses/sound/swing.ipynb").read_text()
    (root / "courses/sound/swing.ipynb").write_text('{"cells": [')
    report = publish(root)
    assert [d.location.path for d in _errors(report)] == ["courses/sound/swing.ipynb"]
    notes = [d for d in report.diagnostics if d.code in ("CF210", "CF216")]
    assert {(d.code, d.severity, d.location.path) for d in notes} == {
        ("CF216", Severity.INFO, "courses/sound/beat.ipynb"),
        ("CF216", Severity.INFO, "courses/sound/beat.es.ipynb"),
    }
    assert notes[0].message.startswith("The lesson “swing.ipynb” is not published this time")
    assert _links(report.site / "sound/beat.html") == ["../zine/fold.html"]
    assert "Swing and" in LexborHTMLParser((report.site / "sound/beat.html").read_text()).text()
    assert _items(root) == good
    (root / "courses/sound/swing.ipynb").write_text(swing)
    assert _links(publish(root).site / "sound/beat.html") == ["swing.html#late", "../zine/fold.html"]


def test_one_lesson_that_sphinx_cannot_build_does_not_stop_its_course(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins = fresh.parent / "plugins"
    plugins.mkdir()
    (plugins / "picky.py").write_text(
        "def setup(app):\n    app.connect('doctree-read', refuse)\n\n\n"
        "def refuse(app, doctree):\n    if app.env.docname == 'swing':\n        raise ValueError('no swing here')\n"
    )
    monkeypatch.syspath_prepend(str(plugins))
    (fresh / "_config.yml").write_text(CONFIG + "sphinx: {extra_extensions: [picky]}\n")
    report = publish(fresh)
    [error] = _errors(report)
    assert (error.code, error.location.path) == ("CF211", "courses/sound/swing.ipynb")
    assert "no swing here" in error.message
    assert "Traceback" not in error.message + error.hint
    assert not (report.site / "sound/swing.html").exists()
    assert "Swing" not in (report.site / "sound/index.html").read_text()
    assert (report.site / "sound/beat.html").exists()


def test_a_fault_in_one_course_takes_no_other_along(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one whose name begins the same, and not the same course in another language."""
    (fresh / "courses/sound-lab").mkdir()
    (fresh / "courses/sound-lab/course.yml").write_text("title: Another\n")
    (fresh / "courses/sound-lab/one.ipynb").write_text(notebook(markdown("## Part"), title="One"))
    (fresh / "courses/sound/course.es.yml").write_text("title: [a]\n")
    plugins = fresh.parent / "plugins"
    plugins.mkdir()
    (plugins / "strict.py").write_text(
        "def setup(app):\n    app.connect('doctree-read', refuse)\n\n\n"
        "def refuse(app, doctree):\n    if 'Another' in doctree.astext():\n        raise ValueError('no')\n"
    )
    monkeypatch.syspath_prepend(str(plugins))
    (fresh / "_config.yml").write_text(CONFIG + "sphinx: {extra_extensions: [strict]}\n")
    report = publish(fresh)
    assert {d.location.path for d in _errors(report)} == {
        "courses/sound-lab/course.yml",
        "courses/sound/course.es.yml",
    }
    assert (report.site / "sound/beat.html").exists()
    assert not (report.site / "sound-lab").exists()
    assert not (report.site / "es/sound").exists()


def test_the_last_good_site_stays_when_nothing_can_be_published(root: Path) -> None:
    before = _digests(root / "_build/site")
    manifest = (root / "catalog/published.json").read_bytes()
    (root / "_config.yml").write_text(CONFIG + "sphinx: {extra_extensions: [no_such_extension]}\n")
    report = publish(root)
    assert report.kept
    assert _errors(report)
    assert _digests(root / "_build/site") == before
    assert (root / "catalog/published.json").read_bytes() == manifest


def test_a_kept_shard_cannot_say_where_it_goes(root: Path) -> None:
    entry = root / "_build/shards/sound/shard.json"
    entry.write_text(json.dumps(json.loads(entry.read_text()) | {"prefix": "../../../escaped"}))
    publish(root)
    assert not list(root.parent.rglob("escaped"))


@pytest.mark.parametrize(
    "link", ["_build/site", "_build/stage/sound", "_build/shards/sound", "_build/shards", "catalog"]
)
def test_nothing_is_removed_behind_a_link(root: Path, link: str) -> None:
    precious = root.parent / "precious"
    precious.mkdir()
    (precious / "thesis.doc").write_text("years of work")
    shutil.rmtree(root / link)
    (root / link).symlink_to(precious)
    (root / "courses/sound/swing.ipynb").write_text(notebook(markdown("(late)=\n\n## Later"), title="Swing"))
    with pytest.raises(OutputError, match="link"):
        publish(root)
    assert [path.name for path in precious.iterdir()] == ["thesis.doc"]


def test_a_moved_lesson_keeps_its_first_date(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    text = (root / "courses/zine/fold.md").read_text().replace("title: Fold", "title: Fold\nwas: [zine/fold]")
    (root / "courses/zine/fold.md").unlink()
    (root / "courses/zine/bend.md").write_text(text)
    publish(root)
    item = _items(root)["zine/bend", "en"]
    assert (item["first"], item["last"]) == ("2023-11-14", "2023-11-14")


def test_a_preview_publishes_nothing(fresh: Path) -> None:
    assert publish(fresh, record=False).pages == 28
    assert not (fresh / "catalog").exists()


def test_a_new_lesson_elsewhere_renders_its_own_course_only(root: Path) -> None:
    (root / "courses/zine/staple.md").write_text("---\ntitle: Staple\n---\n\n## Staple it\n")
    listener = Listener()
    publish(root, watcher=listener)
    assert listener.done["rendering"] == ["zine"]


def test_pasted_pictures_and_pictures_in_html(root: Path) -> None:
    attached = {"attachments": {"my dot.png": {"image/png": PNG}}}
    words = "## Part\n\n![A dot](attachment:my%20dot.png)\n\n<div><img src='dot.png' alt='dot'></div>"
    (root / "courses/sound/swing.ipynb").write_text(notebook(markdown(words, **attached), title="Swing"))
    (root / "courses/sound/dot.png").write_bytes(base64.b64decode(PNG))
    report = publish(root)
    page = LexborHTMLParser((report.site / "sound/swing.html").read_text())
    sources = [node.attributes["src"] or "" for node in page.css(".part img")]
    assert len(sources) == 2
    assert all((report.site / "sound" / unquote(source)).read_bytes() == base64.b64decode(PNG) for source in sources)


def test_exercises_need_no_extension(root: Path) -> None:
    told = (
        "## Part\n\nSee {ref}`twice`.\n\n```{exercise} Twice as fast\n:label: twice\nChange it.\n```\n\n"
        "```{solution} twice\n:class: dropdown\nWrite 240.\n```"
    )
    begin, end = "```{solution-start} twice\n```\n\nOr so:", "```{solution-end}\n```"
    (root / "courses/sound/swing.ipynb").write_text(
        notebook(markdown(told), markdown(begin), code("240"), markdown(end), title="Swing")
    )
    report = publish(root)
    page = LexborHTMLParser((report.site / "sound/swing.html").read_text())
    assert [d.message for d in report.diagnostics if d.code == "CF210" or "twice" in d.message] == []
    assert [link.text() for link in page.css("a[href='#twice']")] == ["Exercise: Twice as fast"]
    assert len(page.css(".exercise#twice")) == 1
    folded = [fold.text(separator=" ").split() for fold in page.css("details.solution")]
    assert [words[:5] for words in folded] == [["Solution:", "Twice", "as", "fast", word] for word in ("Write", "Or")]
    assert "240" in folded[1]


def test_the_page_finds_every_place_that_a_check_calls_known(tmp_path: Path) -> None:
    checks = Path(__file__).parents[1] / "checks"
    shutil.copytree(checks / "base", tmp_path / "library")
    shutil.copytree(checks / "cases" / "CF403" / "silent", tmp_path / "library", dirs_exist_ok=True)
    report = publish(tmp_path / "library")
    assert [d.message for d in report.diagnostics if d.code == "CF403"] == []


def test_what_nobody_understands_is_said_in_words(root: Path) -> None:
    words = (
        "## Part\n\n:::{activty}\nx\n:::\n\n[where](nowhere.ipynb)\n\n{craft}`x`\n\n```pyhton\nx = 1\n```\n\n"
        "![dot](images/My Dot.png)\n\n![dot](images\\\\dot.png)\n\n`![an example](of code.png)`"
    )
    (root / "courses/sound/swing.ipynb").write_text(
        notebook(markdown(words), markdown(":::{hint}\nnever closed"), title="Swing")
    )
    told = [d for d in publish(root).diagnostics if d.location.path.endswith("swing.ipynb")]
    said = {d.message: d for d in told}
    assert [d.code for d in told if "nowhere" in d.message or "dot.png" in d.message] == ["CF402", "CF401"]
    assert (
        said["There is no part called {activty}, so it is left out of the page."].hint == "Did you mean {activity}?"
    )
    assert "The link to “nowhere.ipynb” leads nowhere." in said
    assert "Nothing is known by the name {craft}; readers see it as it is written." in said
    assert said["The picture “images/My Dot.png” is shown as text: its name has a space."].hint.startswith(
        "Rename the file to images/my-dot.png, and write here:"
    )
    assert "write / instead of" in said["A file of this lesson is left out: “images\\dot.png” is not there."].hint
    [unclosed] = [d for message, d in said.items() if "never ends" in message]
    assert unclosed.location.cell == 3
    assert not [
        message for message in said if "an example" in message or "Sphinx" in message or "docutils" in message
    ]


def test_readers_can_take_the_notebook_home(root: Path) -> None:
    (root / "courses/sound/swing.ipynb").write_text(
        notebook(
            markdown("## Part"),
            code("x = 1", display(text__plain="saved")),
            markdown("The answer is 10.", tags=["facilitator"]),
            title="Swing",
            colab={"collapsed_sections": [], "user": "Somebody"},
        )
    )
    site = publish(root).site
    href = LexborHTMLParser((site / "sound/swing.html").read_text()).css_first("a[download]").attributes["href"] or ""
    taken = nbformat.read(site / "sound" / href, 4)
    nbformat.validate(taken)
    assert [cell.source for cell in taken.cells[:-1]] == ["# Swing", "## Part", "x = 1"]
    assert "Larkfield Public Library" in taken.cells[-1].source
    assert taken.cells[2].outputs == []
    assert "Somebody" not in (site / "sound" / href).read_text()
    assert LexborHTMLParser((site / "sound/beat.html").read_text()).css_first("a[download]") is None  # no code to try


def test_a_bibliography_is_everybodys(root: Path) -> None:
    (root / "references.bib").write_text(
        "@book{ito, title={Hanging Out}, author={Ito, Mizuko}, year={2009}, publisher={MIT}}\n"
    )
    (root / "_config.yml").write_text(CONFIG + "bibtex_bibfiles: [references.bib]\n")
    words = "## Part\n\nRead {cite}`ito`.\n\n```{bibliography}\n```"
    (root / "courses/sound/swing.ipynb").write_text(notebook(markdown(words), title="Swing"))
    assert "Hanging Out" in (publish(root).site / "sound/swing.html").read_text()
    (root / "references.bib").write_text((root / "references.bib").read_text().replace("Hanging Out", "Geeking Out"))
    assert "Geeking Out" in (publish(root).site / "sound/swing.html").read_text()


def test_facilitators_words_in_a_welcome_page(root: Path) -> None:
    (root / "courses/sound/index.md").write_text('Welcome.\n\n+++ {"tags": ["facilitator"]}\n\nThe answer is 9.\n')
    page = (publish(root).site / "sound/index.html").read_text()
    assert "Welcome." in page
    assert "The answer is 9" not in page


def test_authors_files_are_never_touched(fresh: Path) -> None:
    (fresh / "_config.yml").write_text(CONFIG.replace('"off"', "cache"))
    before = _digests(fresh)
    writing = code("open('made.txt', 'w').write('x'); open('data.csv', 'w').write('y')", display(text__plain="saved"))
    (fresh / "courses/sound/data.csv").write_text("a,b\n")
    (fresh / "courses/sound/swing.ipynb").write_text(notebook(markdown("(late)=\n\n## Late"), writing, title="Swing"))
    before = _digests(fresh)
    assert _errors(publish(fresh)) == []
    after = {name: digest for name, digest in _digests(fresh).items() if not name.startswith("_build/")}
    assert after.pop("catalog/published.json")
    assert after == before


def test_json_ld_and_catalog_say_the_same(root: Path) -> None:
    site = root / "_build/site"
    catalog = json.loads((site / "catalog/lessons.json").read_text())
    assert [lesson["id"] for lesson in catalog["lessons"]] == ["sound/beat", "sound/swing", "sound/beat", "zine/fold"]
    node = LexborHTMLParser((site / "es/sound/beat.html").read_text()).css_first('script[type="application/ld+json"]')
    assert node is not None
    data, way = json.loads(node.text())["@graph"]
    assert (data["@type"], data["name"], data["inLanguage"]) == ("LearningResource", "Ritmo", "es")
    assert data["translationOfWork"]["inLanguage"] == "en"
    assert [step["name"] for step in way["itemListElement"]][-1] == "Ritmo"


def test_faulty_settings_stop_everything_with_their_place(fresh: Path) -> None:
    (fresh / "_config.yml").write_text("title: [a\n")
    with pytest.raises(ConfigurationError, match=r"_config\.yml"):
        publish(fresh)


def test_a_library_without_an_address_has_no_sitemap_and_says_nothing_wrong(root: Path) -> None:
    assert not (root / "_build/site/sitemap.xml").exists()
    (root / "_config.yml").write_text(CONFIG + "html: {baseurl: 'https://learn.example.org/'}\n")
    sitemap = (publish(root).site / "sitemap.xml").read_text()
    assert "<loc>https://learn.example.org/sound/beat.html</loc>" in sitemap
    assert 'hreflang="es" href="https://learn.example.org/es/sound/beat.html"' in sitemap
    site = root / "_build/site"
    assert "Sitemap: https://learn.example.org/sitemap.xml" in (site / "robots.txt").read_text()
    assert "<title>Ritmo</title>" in (site / "es/feed.xml").read_text()
    assert "frame-ancestors 'none'" in (site / "_headers").read_text()


def _links(page: Path) -> list[str]:
    tree = LexborHTMLParser(page.read_text())
    return [node.attributes["href"] or "" for node in tree.css(".part a[href], .intro a[href]")]


def _errors(report: BuildReport) -> list:  # type: ignore[type-arg]
    return [diagnostic for diagnostic in report.diagnostics if diagnostic.severity is Severity.ERROR]


def _items(root: Path) -> dict[tuple[str, str], dict[str, str]]:
    content = json.loads((root / "catalog/published.json").read_text())
    return {(item["id"], item["language"]): item for item in content["items"]}


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
