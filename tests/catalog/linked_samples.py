"""Records of a library with two languages, for what is linked and cited; and words that mean harm."""

from dataclasses import replace

from hypothesis import strategies as st

from courseforge.catalog import Collection
from courseforge.config import CourseforgeSettings, JupyterBookHtml, Publisher, Settings
from courseforge.model import (
    Accessibility,
    Alignment,
    CatalogFacts,
    CatalogReview,
    Credit,
    PublishedItem,
    Record,
    Resource,
    Subject,
    Translation,
)
from courseforge.model.media import Original

BASE = "https://learn.example.org/courses"
BY = "https://creativecommons.org/licenses/by/4.0/"
SETTINGS = Settings(
    title="Skills & more",
    html=JupyterBookHtml(f"{BASE}/"),
    courseforge=CourseforgeSettings(
        languages=("en", "es"), publisher=Publisher("Larkfield Public Library", "https://larkfield.example.org")
    ),
)
ITEMS = (PublishedItem("sound/beat", "en", "2027-01-02", "2027-03-04", "0"),)
STANDARD = Alignment("DigComp", "3.1", "Developing digital content", "https://example.org/digcomp#3.1", "2.2")
EXAM = Alignment("Larkfield Makers", "M4", "Explains a loop", type="assesses")


def make_record(kind: str, id: str, language: str, title: str, **facts: object) -> Record:
    prefix = "" if language == "en" else f"{language}/"
    path = f"{prefix}{id}.html" if kind == "lesson" else f"{prefix}{id}/index.html"
    course = {"course_id": "sound", "course_title": "Sound", "course_url": f"{BASE}/{prefix}sound/index.html"}
    return Record(
        id=id,
        kind=kind,  # type: ignore[arg-type]
        language=language,
        url=f"{BASE}/{path}",
        path=path,
        title=title,
        publisher="Larkfield Public Library",
        publisher_url="https://larkfield.example.org",
        license="CC-BY-4.0",
        license_url=BY,
        identifier=id if language == "en" else f"{id}.{language}",
        **{"description": ""} | (course if kind == "lesson" else {}) | facts,  # type: ignore[arg-type]
    )


FULL = make_record(
    "lesson",
    "sound/beat",
    "en",
    "Make your first beat: 50% & more_{loops}",
    description="Three drums,\nsixteen boxes.",
    credits=(
        Credit("DJ Nova"),
        Credit("Beat Club", group=True, authority="http://id.loc.gov/authorities/names/n1"),
        Credit("Ms. Editor", "editor"),
        Credit("Tess", "tester"),
    ),
    level="beginner",
    ages="16+",
    minutes=45,
    interests=("Make music",),
    interest_ids=("music",),
    teaches=("loops", "rhythm"),
    needs=("typing",),
    skill_urls=(("loops", "https://example.org/skills#loops"),),
    objectives=("read a *pattern*", "write a loop"),
    product="A drum loop",
    equipment=("laptop", "headphones"),
    translations=(Translation("es", f"{BASE}/es/sound/beat.html", "Haz un ritmo", "sound/beat.es"),),
    template="workshop",
    subjects=(
        Subject("Drum machines", "lcsh", "http://id.loc.gov/authorities/subjects/sh85039768"),
        Subject("Beats"),
    ),
    alignments=(STANDARD, EXAM),
    resources=(Resource("Beat by Beat", isbn="9780000000002"), Resource("On loops", doi="10.1000/loops(1)")),
    based_on=Original("Sixteen steps", "Somebody else", "https://example.org/steps", "CC-BY-SA-4.0"),
    accessibility=Accessibility(("textual", "visual"), (("textual",),), ("alternativeText",), ("noSoundHazard",)),
    catalog=CatalogFacts(
        call_number="ONLINE 786.7", audience="adolescent", reviewed=CatalogReview("cataloger", "2027-02-01")
    ),
    first="2027-01-02",
    last="2027-03-04",
)
SPANISH = make_record(
    "lesson",
    "sound/beat",
    "es",
    "Haz un ritmo",
    description="Tres tambores.",
    credits=(Credit("DJ Nova"), Credit("Luz", "translator")),
    translations=(Translation("en", f"{BASE}/sound/beat.html", FULL.title, "sound/beat", original=True),),
    course_title="Sonido",
    first="2027-02-03",
    last="2027-02-03",
)
BARE = make_record("lesson", "sound/bare", "en", "Bare")
COURSE = make_record(
    "course",
    "sound",
    "en",
    "Sound",
    description="Make sounds.",
    parts=("sound/beat", "sound/bare"),
    part_urls=(FULL.url, BARE.url),
    translations=(Translation("es", f"{BASE}/es/sound/index.html", "Sonido", "sound.es"),),
    alignments=(STANDARD,),
    first="2027-01-02",
    last="2027-03-04",
)
CURSO = make_record(
    "course",
    "sound",
    "es",
    "Sonido",
    parts=("sound/beat",),
    part_urls=(SPANISH.url,),
    translations=(Translation("en", f"{BASE}/sound/index.html", "Sound", "sound", original=True),),
)
RECORDS = (COURSE, FULL, BARE, CURSO, SPANISH)
COLLECTION = Collection(RECORDS, SETTINGS, ITEMS)

_TRAPS = (
    "</script><script>alert(1)</script>", "]]>", "&lt;&amp;&#0;", "\x00\x07\x1b[31m", "\u202eevil\u2066", "\x1f\x1e\x1d",
    "👩🏽‍🚀" * 9, "Z\u0300\u0301\u0334" * 9, "{unbalanced", "closed}}", "\\end{document}", "100% $x$ #1 ~ ^ _", "@article{a,",
    "\r\nER  - \r\nTY  - BOOK", "line\u2028para\u2029next\x85", "\ufeff\ufffe\uffff", '"quoted", \'single\'', "=1+1", "\t-2",
    " and others and ", "- item\n  key: value", "https://example.org/ a b", "x" * 10_000,
)  # fmt: skip
words = st.one_of(
    st.sampled_from(_TRAPS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(st.sampled_from(_TRAPS[:-1]), max_size=3).map("".join),
)


@st.composite
def hostile_collections(draw: st.DrawFn) -> Collection:
    """Two courses of lessons in which every word that people write means harm; a title says at least something."""

    def spoil(record: Record) -> Record:
        name = "x" + draw(words)
        return replace(
            record,
            title=name,
            description=draw(words),
            publisher="y" + draw(words),
            publisher_url=draw(words),
            credits=tuple(Credit("z" + draw(words), group=group, authority=draw(words)) for group in (True, False)),
            license=draw(st.sampled_from(["CC-BY-4.0", "CC0-1.0", "CC-BY-99", "Proprietary <b>", ""])),
            ages=draw(words),
            interests=(draw(words),),
            interest_ids=("music",),
            teaches=(draw(words),),
            skill_urls=((draw(words), draw(words)),),
            objectives=(draw(words),),
            product=draw(words),
            subjects=(Subject(draw(words), "local", draw(words), draw(words)),),
            alignments=(Alignment(draw(words), draw(words), draw(words), draw(words), draw(words)),),
            resources=(Resource(draw(words), draw(words), draw(words), url=draw(words)),),
            based_on=Original(draw(words), draw(words), draw(words), draw(words)),
        )

    publisher = Publisher("y" + draw(words), draw(words))
    changed = replace(
        SETTINGS, title="t" + draw(words), courseforge=replace(SETTINGS.courseforge, publisher=publisher)
    )
    return Collection(tuple(spoil(record) for record in RECORDS), changed, ITEMS)
