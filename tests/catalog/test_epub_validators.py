"""EPUBCheck and Ace let a right book pass and name what is wrong in a wrong one."""

import zipfile
from pathlib import Path

import pytest

from .validators.epub import ace, validate_epub

pytestmark = pytest.mark.slow

FILES = {
    "META-INF/container.xml": """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>""",
    "EPUB/package.opf": """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en"
 prefix="schema: http://schema.org/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">https://learn.example.org/sound</dc:identifier><dc:title>Sound</dc:title>
<dc:language>en</dc:language><meta property="dcterms:modified">2027-01-02T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text with headings.</meta>
</metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="beat" href="beat.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="beat"/></spine></package>""",
    "EPUB/nav.xhtml": """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>Sound</title></head><body><nav epub:type="toc" role="doc-toc" aria-label="Contents">
<h1>Contents</h1><ol><li><a href="beat.xhtml">Beat</a></li></ol></nav></body></html>""",
    "EPUB/beat.xhtml": """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head><title>Beat</title></head>
<body><h1>Beat</h1><p>Make a beat.</p></body></html>""",
}


def write_epub(path: Path, old: str = "", new: str = "") -> Path:
    """Write a small book, with one change in its files."""
    assert not old or any(old in text for text in FILES.values())
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip", compress_type=zipfile.ZIP_STORED)
        for name, text in FILES.items():
            book.writestr(name, text.replace(old, new) if old else text)
    return path


def test_a_right_book(tmp_path: Path) -> None:
    book = write_epub(tmp_path / "sound.epub")
    assert validate_epub(book) == []
    assert ace(book) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("<dc:language>en</dc:language>", "", "language"),
        ('<item id="beat"', '<item id="beta"', "beat"),
        ("<p>Make", "<p><p>Make", "RSC-0"),
        ('href="beat.xhtml">', 'href="gone.xhtml">', "gone.xhtml"),
    ],
)
def test_epubcheck_finds_what_is_wrong(tmp_path: Path, old: str, new: str, finding: str) -> None:
    said = "\n".join(validate_epub(write_epub(tmp_path / "sound.epub", old, new)))
    assert finding in said
    assert said.startswith(("ERROR", "FATAL"))


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('lang="en" xml:lang="en"><head><title>Beat', "><head><title>Beat", "html-has-lang"),
        ("<p>Make", '<p style="color:#ccc;background:#fff">Make', "color-contrast"),
        ('<meta property="schema:accessMode">textual</meta>', "", "metadata-accessmode"),
    ],
)
def test_ace_finds_barriers(tmp_path: Path, old: str, new: str, finding: str) -> None:
    assert finding in "\n".join(ace(write_epub(tmp_path / "sound.epub", old, new)))
