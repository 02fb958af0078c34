"""What was withdrawn may be named at its old address, and where catalogs are told to delete it; nowhere else."""

import pytest

from courseforge.checks import LibrarySubject, PageSubject, check_pages
from courseforge.config import Settings
from courseforge.model import Library, Withdrawal

LIBRARY = LibrarySubject(Library(withdrawn={"lab/old": Withdrawal(), "art": Withdrawal()}), Settings())
DELETED_HEADER = '<record><header status="deleted"><identifier>oai:x:lab/old</identifier></header></record>'
DELETED_MARC = (
    '<record><leader>00000dam a2200000 i 4500</leader><controlfield tag="001">lab/old</controlfield></record>'
)
LIVE_MARC = DELETED_MARC.replace("00000dam", "00000nam")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("lab/old.html", '<a href="../es/lab/old.html">Español</a> <a href="old.html">lab/old</a>'),
        ("es/lab/old.html", "lab/old"),
        ("art/index.html", '<a href="../es/art/index.html">Español</a>'),
        ("art/paint.html", '<a href="../art/index.html">art</a>'),
        ("catalog/manifest.json", '{"id": "lab/old"}'),
        ("catalog/oai.xml", f"<ListRecords>{DELETED_HEADER}</ListRecords>"),
        ("catalog/marc/deleted.xml", f"<collection>{DELETED_MARC}</collection>"),
        ("lab/new.html", 'The art of old beats, art/music, "art", <meta name="art"> <a href="older.html">x</a>'),
        ("lab/new.html", '<a href="old-beat.html">Another</a> <a href="https://example.org/lab/older">x</a>'),
    ],
)
def test_what_may_be_said(path: str, text: str) -> None:
    assert _is_told(path, text) is False


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("lab/new.html", '<a href="old.html">An old beat</a>'),
        ("index.html", '<a href="lab/old.html">An old beat</a>'),
        ("index.html", '<a href="art/index.html">Art</a>'),
        ("es/lab/new.html", '<a href="../../lab/old.html#top">An old beat</a>'),
        ("catalog/lessons.json", '{"id": "lab/old"}'),
        ("catalog/lessons.json", '{"id": "art/paint"}'),
        ("catalog/oai.xml", f"{DELETED_HEADER}<record><header><identifier>lab/old</identifier></header></record>"),
        ("catalog/marc/records.xml", f"<collection>{DELETED_MARC}{LIVE_MARC}</collection>"),
        ("sitemap.xml", "<loc>https://example.org/lab/old.html</loc>"),
        ("lab/old.facing.html/index.html", '<a href="../../lab/old.html">x</a>'),
        ("feed.xml", "<id>https://example.org/art/paint.html</id>"),
    ],
)
def test_what_may_not_be_said(path: str, text: str) -> None:
    assert _is_told(path, text) is True


def _is_told(path: str, text: str) -> bool:
    return any(found.code == "CF723" for found in check_pages([PageSubject(path, lambda: text, LIBRARY)], LIBRARY))
