"""Translations on the way from files to a site: what an edit of the original changes, and what it leaves alone."""

import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.publishing.libraries import CONFIG, code, display, markdown, notebook, write_library

from courseforge.checks import LibrarySubject
from courseforge.checks.sections import list_sections
from courseforge.publishing.building import publish
from courseforge.reading import read_library, read_settings

BEAT = notebook(
    markdown("Three drums.\n\n## Listen well\n\n[More](../zine/fold.md)"),
    code("print(16)", display(text__plain="16")),
    markdown("(boxes)=\n\n## Sixteen boxes\n\nColor them. See [above](#listen-well)."),
    title="Beat",
)
RITMO = notebook(
    markdown("Tres tambores.\n\n## Escucha bien\n\n[Más](../zine/fold.md)"),
    code("print(16)", display(text__plain="16")),
    markdown("## Dieciséis casillas\n\nColoréalas. Mira [arriba](#escucha-bien)."),
    title="Ritmo",
    front="translation_of: [{marks}]\n",
)
FILES = {
    "sound/course.yml": "title: Sound Lab\nlessons: [beat, swing]\n",
    "sound/course.es.yml": "title: Laboratorio\n",
    "sound/beat.ipynb": BEAT,
    "sound/swing.ipynb": notebook(markdown("## Late"), title="Swing"),
    "zine/fold.md": "---\ntitle: Fold\n---\n\n## Fold it\n\nTwice.\n",
}
FACING = "es/sound/beat.facing.html"


class Listener:
    """Remembers which courses were rendered."""

    def __init__(self) -> None:
        self.now = ""
        self.rendered: list[str] = []

    def stage(self, name: str, total: int) -> None:
        self.now = name

    def started(self, what: str) -> None:
        pass

    def finished(self, what: str) -> None:
        self.rendered += [what] if self.now == "rendering" else []


def write_translation(root: Path) -> None:
    """Write the Spanish lesson with the marks that its original has now."""
    settings, _ = read_settings(root)
    library = LibrarySubject(read_library(root, settings).library, settings)
    [original] = library.lessons_by_id["sound/beat"]
    marks = ", ".join(section.mark for section in list_sections(original))
    (root / "courses/sound/beat.es.ipynb").write_text(RITMO.replace("{marks}", marks))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_library(
        tmp_path_factory.mktemp("shelf") / "a library",
        FILES,
        CONFIG + "html: {baseurl: 'https://learn.example.org'}\n",
    )
    write_translation(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        publish(root)
    return root


@pytest.fixture
def root(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return shutil.copytree(shelf, tmp_path / "a library")


def edit(root: Path, old: str, new: str) -> list[str]:
    """Edit the original, publish, and return the courses that were rendered."""
    path = root / "courses/sound/beat.ipynb"
    path.write_text(path.read_text().replace(old, new))
    listener = Listener()
    publish(root, watcher=listener)
    return sorted(listener.rendered)


def page_of(root: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((root / "_build/site" / path).read_text())


def test_a_translation_says_that_it_matches_until_its_original_changes(root: Path) -> None:
    assert "Coincide con el original" in page_of(root, "es/sound/beat.html").text()
    assert edit(root, "Color them.", "Color them, then clap.") == ["sound", "sound.es"]
    page = page_of(root, "es/sound/beat.html")
    assert page.css_first("aside.notice strong").text() == "1 sección de esta traducción va por detrás del original."
    note = page.css_first(".prose .behind")
    assert note.prev is not None
    href = note.css_first("a").attributes["href"] or ""
    assert href == "../../sound/beat.html#sixteen-boxes"
    assert page_of(root, "sound/beat.html").css_first(f"#{href.partition('#')[2]}").text() == "Sixteen boxes"
    assert [part.text() for part in page_of(root, FACING).css(".facing .behind")] == [
        "El original de esta sección ha cambiado desde que se tradujo."
    ]
    # it is behind already: what else is mended there concerns the original and the page with both
    assert edit(root, "then clap.", "then clap twice.") == ["sound"]
    assert "then clap twice." in page_of(root, FACING).text()


def test_an_edit_elsewhere_leaves_the_page_with_both_languages_alone(root: Path) -> None:
    page = root / "_build/site" / FACING
    before = page.stat()
    (root / "courses/zine/fold.md").write_text("---\ntitle: Fold\n---\n\n## Fold it\n\nThree times.\n")
    publish(root)
    after = page.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_both_languages_stand_on_one_page_with_code_once(root: Path) -> None:
    page = page_of(root, FACING)
    ids = [node.id for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    assert [node.text() for node in page.css(".both pre")] == ["print(16)", "16"]
    rows = [[side.text().strip() for side in row.css("div[lang]")] for row in page.css(".row")]
    assert ["Listen well", "Escucha bien"] in rows
    assert ["Color them. See above.", "Coloréalas. Mira arriba."] in rows
    for link in page.css(".row a[href^='#']"):
        assert (link.attributes["href"] or "")[1:] in ids
    for link in page.css(".row a[href]:not([href^='#'])"):
        assert (root / "_build/site/es/sound" / (link.attributes["href"] or "")).is_file()


def test_the_page_with_both_languages_is_neither_listed_nor_found(root: Path) -> None:
    site = root / "_build/site"
    assert "facing" not in (site / "sitemap.xml").read_text()
    assert not [path for path in (site / "search").rglob("*.js") if "facing" in path.read_text()]
    assert page_of(root, FACING).css_first("meta[name=robots]").attributes["content"] == "noindex"


def test_what_is_kept_is_made_again_where_it_is_damaged(root: Path) -> None:
    page = root / "_build/site" / FACING
    good = page.read_bytes()
    for path in (root / "_build/facing").iterdir():
        path.write_bytes(b"<script>alert(1)</script>")
    page.unlink()
    publish(root)
    assert page.read_bytes() == good


def test_a_translation_that_is_taken_away_takes_its_page_along(root: Path) -> None:
    (root / "courses/sound/beat.es.ipynb").unlink()
    (root / "courses/sound/course.es.yml").unlink()
    publish(root)
    assert not (root / "_build/site" / FACING).exists()
    assert "facing" not in (root / "_build/site/sound/beat.html").read_text()
