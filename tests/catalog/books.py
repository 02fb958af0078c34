"""Small collections of records and pages, for tests of books and of the feeds that lead to them."""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from courseforge.catalog import Collection
from courseforge.config import CourseforgeSettings, JupyterBookHtml, Publisher, Settings
from courseforge.model import Credit, Record, SiteFile

SETTINGS = Settings(
    title="Your Next Skill",
    html=JupyterBookHtml("https://learn.example.org/courses"),
    courseforge=CourseforgeSettings(languages=("en", "es"), publisher=Publisher("Larkfield Public Library")),
)
XHTML = "{http://www.w3.org/1999/xhtml}"


def make_course(id: str = "sound", language: str = "en", **facts: object) -> Record:
    return _make_record(id, "course", language, f"{id}/index.html", {"title": "Sound"} | facts)


def make_lesson(id: str, language: str = "en", **facts: object) -> Record:
    course = id.partition("/")[0]
    return _make_record(
        id, "lesson", language, f"{id}.html", {"title": id, "course_id": course, "course_title": "Sound"} | facts
    )


def _make_record(id: str, kind: str, language: str, path: str, facts: Mapping[str, object]) -> Record:
    prefix = "" if language == "en" else f"{language}/"
    url = f"https://learn.example.org/courses/{prefix}{path}"
    known = {
        "description": "Make a beat.",
        "publisher": "Larkfield Public Library",
        "credits": (Credit("Maple"),),
        "license": "CC-BY-4.0",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "first": "2027-01-02",
        "last": "2027-03-04",
        "recorded": "2027-03-05",
        "identifier": id if language == "en" else f"{id}.{language}",
        "path": prefix + path,
    }
    return Record(id=id, kind=kind, language=language, url=url, **{**known, **facts})  # type: ignore[arg-type]


def make_page(body: str, goals: str = "") -> bytes:
    head = f'<section class="goals" aria-labelledby="cf-goals">{goals}</section>' if goals else ""
    return (
        "<!doctype html><html><head><title>A page</title></head><body><header>Top</header><main>"
        f'<nav>Crumbs</nav>{head}<div class="prose">{body}<nav class="pager">Next</nav></div></main></body></html>'
    ).encode()


def make_file(path: str, data: bytes) -> SiteFile:
    return SiteFile(path, hashlib.sha256(data).hexdigest(), len(data), data)


def make_collection(
    records: tuple[Record, ...], pages: Mapping[str, str | bytes], settings: Settings = SETTINGS, **more: object
) -> Collection:
    files = {
        path: make_file(path, make_page(content) if isinstance(content, str) else content)
        for path, content in pages.items()
    }
    return Collection(records, settings, files=files, **more)  # type: ignore[arg-type]


def open_book(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


def parse_files(book: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """Parse everything in a book that is XML."""
    kinds = (".xhtml", ".opf", ".ncx", ".xml", ".svg")
    return {name: etree.fromstring(data) for name, data in book.items() if name.endswith(kinds)}


def words_of(page: etree._Element) -> str:
    return " ".join(" ".join(page.find(f"{XHTML}body").itertext()).split())
