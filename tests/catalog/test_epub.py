"""A course as a book: what of its pages is in it, where links lead, and that the same things give the same bytes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseforge.catalog import Anthology, Collection
from courseforge.catalog.epub import make_epubs
from courseforge.catalog.epub.binding import bind_book
from courseforge.catalog.epub.books import plan_books
from courseforge.catalog.epub.press import bind_books
from courseforge.config import Settings
from courseforge.model import Accessibility, Credit, Subject
from courseforge.rendering.book_files import inspect_book

from .books import (
    SETTINGS,
    XHTML,
    make_collection,
    make_course,
    make_file,
    make_lesson,
    open_book,
    parse_files,
    words_of,
)

DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
EPUB = "{http://www.idpf.org/2007/ops}"
SOLUTION = (
    '<section aria-labelledby="try"><h2 id="try">Try it</h2><p>Go.</p>'
    '<details class="solution"><summary>The answer</summary><p>Four.</p></details><p>On.</p></section>'
    '<section class="credits" aria-labelledby="cf-credits"><h2 id="cf-credits">Credits</h2></section>'
)


def make_book(body: str, settings: Settings = SETTINGS, **files: bytes) -> dict[str, Any]:
    """Make a course of one lesson and return the pages of its book."""
    pages: dict[str, str | bytes] = {"sound/index.html": "<p>Welcome.</p>", "sound/beat.html": body}
    pages |= {f"sound/{name.replace('__', '.')}": data for name, data in files.items()}
    collection = make_collection((make_course(), make_lesson("sound/beat")), pages, settings)
    [book] = [data for path, data in make_epubs(collection) if path.endswith(".epub")]
    assert inspect_book(book) == []
    return parse_files(open_book(book)) | {"": open_book(book)}


def lesson_of(book: dict[str, Any]) -> Any:
    return book["lesson-001.xhtml"]


def targets(page: Any) -> list[str]:
    return [link.get("href") for link in page.iter(f"{XHTML}a")]


def test_there_is_a_book_and_a_cover_for_each_course_and_language() -> None:
    records = (
        make_course(), make_lesson("sound/beat"), make_course(language="es"), make_lesson("sound/beat", "es"),
        make_course("empty"),
    )  # fmt: skip
    pages = {record.path: "<p>Words.</p>" for record in records}
    made = dict(make_epubs(make_collection(records, pages)))
    assert list(made) == [
        "catalog/epub/sound.en.epub", "catalog/epub/sound.en.png",
        "catalog/epub/sound.es.epub", "catalog/epub/sound.es.png",
    ]  # fmt: skip
    assert made["catalog/epub/sound.en.png"].startswith(b"\x89PNG")
    spanish = parse_files(open_book(made["catalog/epub/sound.es.epub"]))
    assert spanish["lesson-001.xhtml"].get("lang") == "es"
    assert "Índice" in words_of(spanish["nav.xhtml"])


def test_the_archive_begins_as_the_standard_has_it() -> None:
    collection = make_collection((make_course(), make_lesson("sound/beat")), {"sound/beat.html": "<p>Words.</p>"})
    [(_, data), _] = make_epubs(collection)
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_the_frame_of_the_site_stays_out() -> None:
    page = lesson_of(make_book('<p>Words.</p><p class="take"><a href="beat.zip">Take it</a></p>'))
    said = words_of(page)
    assert "Words." in said
    assert not {"Top", "Crumbs", "Take it", "Next"} & set(said.split())


def test_answers_stand_at_the_end_with_links_there_and_back() -> None:
    page = lesson_of(make_book(SOLUTION))
    said = words_of(page)
    assert said.index("On.") < said.index("Hints and solutions") < said.index("Four.") < said.index("Credits")
    assert targets(page) == ["#cf-answer-1", "#cf-from-1"]
    assert next(iter(page.iter(f"{XHTML}h3"))).text == "Try it: The answer"
    assert not list(page.iter(f"{XHTML}details"))


def test_what_else_was_folded_is_open() -> None:
    page = lesson_of(make_book("<details class='toggle'><summary>More</summary><p>Words.</p></details><p>End</p>"))
    assert "More Words. End" in words_of(page)


def test_links_lead_to_chapters_to_the_web_or_nowhere() -> None:
    links = (
        '<h2 id="here">Here</h2><a href="#here">1</a> <a href="#gone">2</a> <a href="index.html">3</a> '
        '<a href="../other/page.html#x">4</a> <a href="https://example.org/?a=1&amp;b=2">5</a> '
        '<a href="javascript:alert(1)">6</a> <a href="beat.html">7</a> <a download="" href="a%20b.csv">8</a> '
        '<a href="https://exa mple.org">9</a> <a href="../../../etc/passwd">10</a>'
    )
    page = lesson_of(make_book(links))
    assert targets(page) == [
        "#here",
        "introduction.xhtml",
        "https://learn.example.org/courses/other/page.html#x",
        "https://example.org/?a=1&b=2",
        "https://learn.example.org/courses/sound/a%20b.csv",
    ]
    assert words_of(page).endswith("1 2 3 4 5 6 7 8 9 10")


def test_without_an_address_on_the_web_links_to_other_pages_are_words() -> None:
    offline = replace(SETTINGS, html=replace(SETTINGS.html, baseurl=""))
    page = lesson_of(
        make_book('<p><a href="../other/page.html">Other</a> <a href="index.html">Start</a></p>', offline)
    )
    assert targets(page) == ["introduction.xhtml"]


def test_pictures_come_along_and_kinds_that_nobody_knows_are_words() -> None:
    body = (
        '<p><picture><source srcset="a.webp 480w"><img src="drum.png" alt="A drum" width="20" height="auto" '
        'decoding="async"></picture> <img src="x.avif" alt="A bird"> <img src="gone.png" alt=""></p>'
    )
    book = make_book(body, drum__png=b"\x89PNG", x__avif=b"avif")
    page = lesson_of(book)
    [picture] = page.iter(f"{XHTML}img")
    assert {**picture.attrib, "src": ""} == {"src": "", "alt": "A drum", "width": "20"}
    assert book[""][picture.get("src")] == b"\x89PNG"
    assert "[A bird]" in words_of(page)
    assert len([name for name in book[""] if name.startswith("media/")]) == 1


@pytest.mark.parametrize(
    ("name", "data", "plays"),
    [
        ("a.mp3", b"ID3", True),
        ("a.wav", b"RIFF", False),
        ("a.ogg", b"OggS OpusHead", True),
        ("a.ogg", b"OggS vorbis", False),
    ],
)
def test_sounds_play_where_every_reader_can_play_them(name: str, data: bytes, plays: bool) -> None:
    body = f'<p>Hear <audio controls="" aria-label="Song"><source src="{name}"></audio> it.</p>'
    page = lesson_of(make_book(body, **{name.replace(".", "__"): data}))
    assert bool(list(page.iter(f"{XHTML}audio"))) is plays
    assert targets(page) == ([] if plays else [f"https://learn.example.org/courses/sound/{name}"])
    assert words_of(page).endswith("it.")


def test_code_keeps_its_words_and_what_can_be_told_without_color() -> None:
    body = '<pre tabindex="0" role="region" aria-label="Code 1"><code><span class="k">for</span> <span class="n">x</span></code></pre>'
    [block] = lesson_of(make_book(body)).iter(f"{XHTML}pre")
    assert "".join(block.itertext()) == "for x"
    assert [span.get("class") for span in block.iter(f"{XHTML}span")] == ["k"]
    assert dict(block.attrib) == {}


def test_formulas_stay_mathml_and_the_package_says_so() -> None:
    book = make_book("<p><math><mi>x</mi></math></p>")
    assert len(list(lesson_of(book).iter("{http://www.w3.org/1998/Math/MathML}mi"))) == 1
    items = {item.get("href"): item.get("properties") for item in book["package.opf"].iter(f"{OPF}item")}
    assert (items["lesson-001.xhtml"], items["introduction.xhtml"]) == ("mathml", None)
    assert "MathML" in _access(book, "accessibilityFeature")


def test_ids_are_names_in_xml_too() -> None:
    page = lesson_of(make_book('<h2 id="2-números">2</h2><p><a href="#2-n%C3%BAmeros">there</a></p>'))
    [heading] = page.iter(f"{XHTML}h2")
    assert targets(page) == [f"#{heading.get('id')}"]
    assert heading.get("id")[0].isalpha()


def _access(book: dict[str, Any], name: str) -> list[str]:
    return [m.text for m in book["package.opf"].iter(f"{OPF}meta") if m.get("property") == f"schema:{name}"]


def test_the_book_says_how_it_can_be_perceived_and_claims_no_more() -> None:
    plain = make_book("<p>Words.</p>")
    assert _access(plain, "accessMode") == _access(plain, "accessModeSufficient") == ["textual"]
    assert _access(plain, "accessibilityHazard") == ["unknown"]  # the record says nothing
    seen = make_book('<p><img src="a.png" alt=""></p>', a__png=b"\x89PNG")
    assert _access(seen, "accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in _access(seen, "accessibilityFeature")
    assert "no person has checked it" in _access(seen, "accessibilitySummary")[0]
    assert not [m for m in seen["package.opf"].iter() if "conformsTo" in (m.get("property") or "")]


def test_hazards_are_those_of_the_record() -> None:
    course = make_course(accessibility=Accessibility(hazards=("noFlashingHazard", "unknownSoundHazard")))
    collection = make_collection((course, make_lesson("sound/beat")), {"sound/beat.html": "<p>Words.</p>"})
    [(_, data), _] = make_epubs(collection)
    assert _access(parse_files(open_book(data)), "accessibilityHazard") == ["noFlashingHazard", "noSoundHazard"]


def test_what_the_package_says() -> None:
    course = make_course(
        title="Beats & <more>",
        credits=(Credit("Maple"), Credit("DJ Nova")),
        subjects=(
            Subject("Drums", "lcsh", "http://id.loc.gov/authorities/subjects/sh85039667"), Subject("Larkfield"),
        ),
        interests=("Make music", "Drums"),
    )  # fmt: skip
    collection = make_collection((course, make_lesson("sound/beat")), {"sound/beat.html": "<p>Words.</p>"})
    [(_, data), _] = make_epubs(collection)
    package = parse_files(open_book(data))["package.opf"]
    said = {name: [node.text for node in package.iter(f"{DC}{name}")] for name in ("title", "creator", "subject")}
    assert said == {
        "title": ["Beats & <more>"], "creator": ["Maple", "DJ Nova"], "subject": ["Drums", "Larkfield", "Make music"],
    }  # fmt: skip
    stated = {(m.get("property"), m.text) for m in package.iter(f"{OPF}meta")}
    assert ("dcterms:modified", "2027-03-05T00:00:00Z") in stated
    assert {("authority", "LCSH"), ("term", "sh85039667"), ("role", "aut")} <= stated
    assert ("belongs-to-collection", "Your Next Skill") in stated
    assert package.findtext(f".//{DC}identifier").startswith("urn:uuid:")


def test_a_book_keeps_its_name_when_its_words_change() -> None:
    names = set()
    for title, address in (("Sound", "sound"), ("Noise", "noise")):
        course = make_course(address, title=title, identifier="sound")
        pages = {f"{address}/beat.html": f"<p>{title}</p>"}
        [book] = plan_books(make_collection((course, make_lesson(f"{address}/beat")), pages))
        names.add(book.identifier)
    assert len(names) == 1


def test_languages_from_right_to_left_turn_pages_so() -> None:
    records = make_course(language="ar"), make_lesson("sound/beat", "ar")
    [(_, data), _] = make_epubs(make_collection(records, {"ar/sound/beat.html": "<p>كلمات</p>"}))
    book = parse_files(open_book(data))
    assert book["package.opf"].find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    assert book["lesson-001.xhtml"].get("dir") == "rtl"


def test_contents_lead_to_every_part() -> None:
    book = make_book('<section><h2 id="a">One</h2></section><section><h2 id="b">Two</h2></section>')
    contents = next(nav for nav in book["nav.xhtml"].iter(f"{XHTML}nav") if nav.get(f"{EPUB}type") == "toc")
    assert targets(contents) == [
        "introduction.xhtml", "lesson-001.xhtml", "lesson-001.xhtml#a", "lesson-001.xhtml#b",
    ]  # fmt: skip


def make_two_courses(**more: object) -> Collection:
    records = (
        make_course(), make_lesson("sound/beat", title="Beat"), make_lesson("sound/swing", title="Swing"),
        make_course("zine", title="Zine"),
        make_lesson("zine/fold", title="Fold", license="CC0-1.0", credits=(Credit("Paper Moon"),)),
        make_course(language="es"), make_lesson("sound/beat", "es", title="Ritmo"),
    )  # fmt: skip
    pages = {record.path: f'<p>{record.title} <a href="../sound/beat.html">beat</a></p>' for record in records}
    return make_collection(records, pages, **more)


def choose(*ids: str, title: str = "") -> dict[str, bytes]:
    everything = make_two_courses()
    chosen = tuple(record for record in everything.records if record.id in ids or record.course_id in ids)
    return dict(make_epubs(replace(everything, records=chosen, anthology=Anthology(ids, title))))


def test_an_anthology_holds_the_chosen_lessons_in_their_order() -> None:
    made = choose("zine/fold", "sound/beat", title="A weekend")
    assert [path for path in made if path.endswith("epub")] == [
        "catalog/epub/anthology.en.epub", "catalog/epub/anthology.es.epub",
    ]  # fmt: skip
    book = parse_files(open_book(made["catalog/epub/anthology.en.epub"]))
    assert book["package.opf"].findtext(f".//{DC}title") == "A weekend"
    assert "Fold" in words_of(book["lesson-001.xhtml"])
    assert "Beat" in words_of(book["lesson-002.xhtml"])
    assert targets(book["lesson-001.xhtml"]) == ["lesson-002.xhtml"]
    assert [node.text for node in book["package.opf"].iter(f"{DC}creator")] == ["Paper Moon", "Maple"]
    assert book["package.opf"].findtext(f".//{DC}rights") == "Each lesson states its license."


def test_a_course_that_was_chosen_is_the_book_that_it_is() -> None:
    assert "catalog/epub/sound.en.epub" in choose("sound")
    assert "catalog/epub/anthology.en.epub" in choose("sound", "zine")


def test_the_same_things_give_the_same_bytes_one_by_one_or_together() -> None:
    pages: dict[str, str | bytes] = {}
    records: list[Any] = []
    for course in ("a", "b", "c"):
        lessons = [make_lesson(f"{course}/{n}") for n in range(25)]
        records += [make_course(course), *lessons]
        pages |= {lesson.path: SOLUTION for lesson in lessons}
    books = list(plan_books(make_collection(tuple(records), pages)))
    alone = [bind_book(book) for book in books]
    assert list(bind_books(books, 2)) == alone
    assert [bind_book(book) for book in books] == alone


class Kept:
    """A shelf that counts what is put on it."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, bytes]] = {}
        self.kept: list[str] = []

    def holds(self, path: str, made_from: str) -> bool:
        return self.files.get(path, ("",))[0] == made_from

    def load(self, path: str) -> bytes:
        return self.files[path][1]

    def keep(self, path: str, made_from: str, data: bytes) -> None:
        self.files[path] = made_from, data
        self.kept.append(path)


def test_only_a_book_in_which_something_has_changed_is_made_again() -> None:
    shelf = Kept()
    first = dict(make_epubs(make_two_courses(shelf=shelf)))
    assert len(shelf.kept) == 3
    assert dict(make_epubs(make_two_courses(shelf=shelf))) == first
    assert len(shelf.kept) == 3
    changed = make_two_courses(shelf=shelf)
    changed = replace(changed, files={**changed.files, "zine/fold.html": make_file("zine/fold.html", b"<main>New")})
    again = dict(make_epubs(changed))
    assert shelf.kept[3:] == ["catalog/epub/zine.en.epub"]
    assert {path for path in first if again[path] != first[path]} == {"catalog/epub/zine.en.epub"}


def test_a_page_of_another_theme_is_a_chapter_too() -> None:
    page = b"<html><body><div role='main'><article><h1>T</h1><p>Words.</p><script>x()</script></article></div></body>"
    records = make_course(), make_lesson("sound/beat")
    [(_, data), _] = make_epubs(make_collection(records, {"sound/beat.html": page}))
    assert inspect_book(data) == []
    assert "Words." in words_of(parse_files(open_book(data))["lesson-001.xhtml"])


def make_texts() -> st.SearchStrategy[str]:
    odd = st.sampled_from(
        [
            "\x00\x1f",
            "]]>",
            "<!--",
            "&amp;&nope;",
            "\u202e\u200f",
            "e\u0301\u0301",
            "👩‍🚀",
            "\ufffe",
            "\x1d\x1e",
            "\"'>",
        ]
    )
    return st.lists(st.one_of(st.text(max_size=20), odd), max_size=6).map("".join) | st.just("x" * 10_000)


def make_bodies() -> Iterator[str]:
    yield from ("<p>", '<p title="{0}" id="{0}">', '<a href="{0}">a</a>', '<img src="{0}" alt="{0}">', "<h2 id='a'>")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(make_texts(), min_size=7, max_size=7), body=st.sampled_from(list(make_bodies())))
def test_hostile_words_give_a_well_formed_book(texts: list[str], body: str) -> None:
    title, description, name, publisher, interest, kit, words = texts
    facts: dict[str, object] = {
        "title": title, "description": description, "publisher": publisher, "interests": (interest,),
        "credits": (Credit(name),), "subjects": (Subject(interest, "lcsh", words),), "license": words,
    }  # fmt: skip
    course, lesson = make_course(**facts), make_lesson("sound/beat", **facts, without_equipment=kit, ages=words)
    pages = {"sound/index.html": f"<p>{words}", "sound/beat.html": body.format(words) + words}
    [(_, data), (_, cover)] = make_epubs(make_collection((course, lesson), pages))
    book = parse_files(open_book(data))
    assert all((node.text or "").strip() for node in book["package.opf"].iter(f"{DC}*", f"{OPF}meta"))
    assert all("".join(link.itertext()).strip() for link in book["nav.xhtml"].iter(f"{XHTML}a"))
    assert inspect_book(data) == []
    assert cover.startswith(b"\x89PNG")
