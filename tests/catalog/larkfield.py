"""A small library as records: a course in two languages, a remix, a withdrawn lesson, and whatever may be hostile."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from courseforge.catalog import Collection
from courseforge.config import CatalogSettings, CourseforgeSettings, JupyterBookHtml, Publisher, Settings
from courseforge.model import (
    Alignment,
    CatalogFacts,
    Credit,
    PublishedItem,
    Record,
    Resource,
    Subject,
    Translation,
)
from courseforge.model.media import Original

ADDRESS = "https://learn.example.org/courses"
CATALOG = CatalogSettings(email="catalog@learn.example.org", gateway="https://gateway.example.net/oai/")
SETTINGS = Settings(
    title="Skills & more",
    html=JupyterBookHtml(ADDRESS),
    courseforge=CourseforgeSettings(
        languages=("en", "es"), publisher=Publisher("Larkfield Public Library"), catalog=CATALOG
    ),
)
COURSE = Record(
    id="sound-lab",
    kind="course",
    language="en",
    url=f"{ADDRESS}/sound-lab/index.html",
    title="Sound lab",
    description="Three beats & a song.",
    publisher="Larkfield Public Library",
    license="CC-BY-4.0",
    license_url="https://creativecommons.org/licenses/by/4.0/",
    parts=("sound-lab/first-beat",),
    part_urls=(f"{ADDRESS}/sound-lab/first-beat.html",),
    first="2027-01-02",
    last="2027-01-02",
    recorded="2027-01-02",
    identifier="sound-lab",
)
LESSON = Record(
    id="sound-lab/first-beat",
    kind="lesson",
    language="en",
    url=f"{ADDRESS}/sound-lab/first-beat.html",
    title="Make your <first> beat",
    description="Program a 16-step drum loop.",
    publisher="Larkfield Public Library",
    credits=(Credit("DJ Nova"), Credit("Maple Youth Studio", group=True)),
    license="CC-BY-4.0",
    license_url="https://creativecommons.org/licenses/by/4.0/",
    ages="12-18",
    minutes=45,
    interests=("Music",),
    interest_ids=("music",),
    teaches=("Loops", "Music"),
    translations=(Translation("es", f"{ADDRESS}/es/sound-lab/first-beat.html", "Tu primer ritmo"),),
    course_id="sound-lab",
    course_title="Sound lab",
    course_url=f"{ADDRESS}/sound-lab/index.html",
    first="2027-01-02",
    last="2027-03-04",
    recorded="2027-02-01",
    identifier="beats/first",  # it has moved since
    subjects=(Subject("Drum machines", "lcsh"),),
    alignments=(
        Alignment("State music", "MU.7.2", "Arrange a rhythm", "https://standards.example.org/uri/5f1c1b6e-6d7b-11ea-9d2e-0242ac130003"),
        Alignment("DigComp", "3.4", version="2.2"),
    ),
    resources=(Resource("The book of beats", isbn="9780262046305"), Resource(doi="10.1000/182")),
    based_on=Original("Drum patterns", source="https://remix.example.net/drums"),
    catalog=CatalogFacts(summary="A first drum loop, step by step."),
)  # fmt: skip
SPANISH_COURSE = replace(
    COURSE,
    language="es",
    url=f"{ADDRESS}/es/sound-lab/index.html",
    title="Taller de sonido",
    identifier="sound-lab.es",
    part_urls=(f"{ADDRESS}/es/sound-lab/first-beat.html",),
)
SPANISH = replace(
    LESSON,
    language="es",
    url=f"{ADDRESS}/es/sound-lab/first-beat.html",
    title="Tu primer ritmo",
    identifier="beats/first.es",
    course_title="Taller de sonido",
    course_url=SPANISH_COURSE.url,
)
RECORDS = (COURSE, LESSON, SPANISH_COURSE, SPANISH)
WITHDRAWN = PublishedItem(
    "sound-lab/old-song", "es", "2027-01-01", "2027-01-01", "", "songs/old", withdrawn="2027-04-05"
)
LIBRARY = Collection(RECORDS, SETTINGS, (WITHDRAWN,))


def change_catalog(**changes: Any) -> Settings:
    """Return the settings with other facts about the catalog."""
    own = SETTINGS.courseforge
    return replace(SETTINGS, courseforge=replace(own, catalog=replace(own.catalog, **changes)))


def make_many(number: int) -> tuple[Record, ...]:
    """Return lessons, each of its own name; ten are told on each day."""
    return tuple(
        replace(
            LESSON,
            id=f"sound-lab/beat-{n}",
            identifier=f"sound-lab/beat-{n}",
            title=f"Beat {n}",
            last=(day := f"2027-{n // 250 % 12 + 1:02}-{n // 10 % 25 + 1:02}"),
            recorded=day,
        )
        for n in range(number)
    )


# What nobody should write and somebody will: control characters, marks that turn text around, XML and MARC's own signs.
_NASTY = st.sampled_from(
    ["]]>", "<!--", "&#0;", "<?xml?>", "\x00", "\x1f", "\x1e", "\x85", "\u202e", "\u2066", "\ufffe", "\uffff", "e\u0301",
     "👩🏽‍🚀", "\r\n", "\t", '"', "'", "</", "x" * 10_000, "𝔸", "\u2028"]
)  # fmt: skip
HOSTILE = st.lists(st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), _NASTY), max_size=5).map(
    "".join
)


@st.composite
def hostile_records(draw: st.DrawFn) -> tuple[Record, Record]:
    """Return a course and a lesson that say hostile things wherever words may stand."""
    words = {name: draw(HOSTILE) for name in ("title", "description", "publisher", "license", "ages")}
    more = {name: (draw(HOSTILE),) for name in ("interests", "teaches", "needs", "objectives")}
    lesson = replace(
        LESSON,
        **words,
        **more,
        credits=(Credit(draw(HOSTILE)),),
        subjects=(Subject(draw(HOSTILE)),),
        alignments=(Alignment(draw(HOSTILE), draw(HOSTILE), draw(HOSTILE), LESSON.alignments[0].url, draw(HOSTILE)),),
        course_title=draw(HOSTILE),
        resources=(Resource(draw(HOSTILE), isbn=draw(HOSTILE)),),
        based_on=Original(draw(HOSTILE)),
        catalog=CatalogFacts(summary=draw(HOSTILE)),
    )
    return replace(COURSE, **words, credits=lesson.credits), lesson
