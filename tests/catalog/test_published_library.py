"""The library of this repository, as it is published: every file of its catalog before the judges of its format."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pymarc
import pytest

from courseforge.publishing.building import publish

from .validators.achievement import validate_achievement
from .validators.citations import read_bibtex, read_csl, read_ris, validate_cff, validate_csl
from .validators.epub import ace, validate_epub
from .validators.json_ld import validate_json_ld
from .validators.marc_tags import lint_marc, validate_marc_tags
from .validators.marcxml import read_marcxml, validate_marcxml
from .validators.oai import validate_oai_static
from .validators.opds import validate_opds1, validate_opds2_feed
from .validators.packages import validate_common_cartridge, validate_scorm
from .validators.ro_crate import validate_ro_crate
from .validators.z3950 import catalog_server

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
#: Newer than the oldest of the judges: https://www.loc.gov/marc/bibliographic/bd658.html and bd653.html.
NEWER = ("658: Subfield _0", "653: Subfield _1")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("published") / "library"
    for name in ("courses", "catalog"):
        shutil.copytree(ROOT / name, root / name)
    for path in ROOT.glob("*.yml"):
        shutil.copy(path, root)
    return publish(root).site


@pytest.fixture(scope="module")
def records(site: Path) -> list[pymarc.Record]:
    data = (site / "catalog/marc/all.mrc").read_bytes()
    return [record for record in pymarc.MARCReader(data) if record is not None]


def texts(site: Path, pattern: str) -> Iterator[tuple[str, str]]:
    """Pair the name of each file that fits with what stands in it; there is one at least."""
    found = sorted(site.glob(pattern))
    assert found, pattern
    return ((path.relative_to(site).as_posix(), path.read_text("utf-8")) for path in found)


def test_marc(site: Path, records: list[pymarc.Record], tmp_path: Path) -> None:
    data, xml = ((site / "catalog/marc" / name).read_bytes() for name in ("all.mrc", "all.xml"))
    assert b"".join(record.as_marc() for record in records) == data
    assert [finding for record in records for finding in validate_marc_tags(record)] == []
    assert [finding for finding in lint_marc(data, tmp_path) if not finding.endswith(NEWER)] == []
    assert validate_marcxml(xml) == []
    assert [record.as_marc() for record in read_marcxml(xml)] == [record.as_marc() for record in records]


def test_readers_of_a_library_system_find_each_lesson(site: Path, records: list[pymarc.Record]) -> None:
    with catalog_server((site / "catalog/marc/all.mrc").read_bytes()) as server:
        found = {record["001"].data: record for record in server.search('@attr 1=4 @attr 4=6 "first beat"')}
        assert set(found) == {"sound-lab/first-beat"}
        assert found["sound-lab/first-beat"]["856"]["u"].endswith("/sound-lab/first-beat.html")
        spanish = {record["001"].data for record in server.search("@attr 1=54 spa")}
        assert spanish == {record["001"].data for record in records if record["008"].data[35:38] == "spa"}
        young = {record["001"].data for record in server.search("@attr 1=Code-audience d")}
        assert {"sound-lab/first-beat", "sound-lab/first-beat.es"} <= young


def test_pages_are_valid_linked_data(site: Path) -> None:
    pages = {name: text for name, text in texts(site, "**/*.html") if "noindex" not in text and name != "404.html"}
    assert [name for name, text in pages.items() if "ld+json" not in text] == []
    assert {name: said for name, text in pages.items() if (said := validate_json_ld(text))} == {}


@pytest.mark.parametrize("course", ["sound-lab.en", "sound-lab.es", "using-courseforge.en"])
def test_books(site: Path, course: str) -> None:
    book = site / f"catalog/epub/{course}.epub"
    assert validate_epub(book) == []
    assert ace(book) == []


def test_feeds_of_books(site: Path) -> None:
    whole = {"catalog/opds.json": (site / "catalog/opds.json").read_bytes()}
    whole |= {path.name: path.read_bytes() for path in sorted((site / "catalog/opds").rglob("all*.json"))}
    assert {name: said for name, data in whole.items() if (said := validate_opds2_feed(data))} == {}
    assert validate_opds1((site / "catalog/opds.xml").read_bytes()) == []


def test_the_repository_for_harvesters(site: Path) -> None:
    said = validate_oai_static((site / "catalog/oai/static-repository.xml").read_bytes())
    # Without a gateway the file gives its own address: there is no other.
    assert [finding for finding in said if "gateway" not in finding] == []


def test_packages_for_schools(site: Path) -> None:
    for path in sorted(site.glob("catalog/cartridge/*.imscc")):
        assert validate_common_cartridge(path.read_bytes()) == [], path.name
    for path in sorted(site.glob("catalog/scorm/*.zip")):
        assert validate_scorm(path.read_bytes()) == [], path.name
        assert zipfile.ZipFile(io.BytesIO(path.read_bytes())).testzip() is None


def test_citations_badges_and_the_crate(site: Path) -> None:
    folder = site / "catalog/citations"
    csl = (folder / "lessons.json").read_text("utf-8")
    bibtex, ris = (folder / "lessons.bib").read_text("utf-8"), (folder / "lessons.ris").read_text("utf-8-sig")
    assert validate_csl(csl) == []
    assert len(read_bibtex(bibtex)) == len(read_ris(ris)) == len(read_csl(csl))
    assert validate_cff((site / "catalog/CITATION.cff").read_text("utf-8")) == []
    assert {
        name: said for name, text in texts(site, "catalog/badges/*.json") if (said := validate_achievement(text))
    } == {}
    assert validate_ro_crate(site / "catalog") == []
