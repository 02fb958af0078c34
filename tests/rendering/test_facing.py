"""A lesson in two languages on one page, made of the lessons' own pages."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from courseforge.checks.freshness import Pair, State
from courseforge.model import SiteFile
from courseforge.rendering.assembly import make_file
from courseforge.rendering.body.sanitizer import sanitize
from courseforge.rendering.facing import make_facing_files
from courseforge.rendering.facing.rows import FacingSection, make_sections
from courseforge.rendering.facing.sides import Part, read_side
from courseforge.rendering.firewall import inspect_page
from courseforge.rendering.pages import render_page
from courseforge.rendering.views import FacingView, Views

from .test_firewall import BAD_BODIES, PAGE
from .test_translations import BEAT, ENGLISH, publish, write

CELL = (
    '<div class="cell" role="group" aria-label="{name}"><div class="cell-bar"><span>{name}</span></div>'
    '<pre tabindex="0" role="region" aria-label="{name}"><code>print({code})</code></pre>'
    '<div class="out"><div class="cell-bar"><span>{gives}</span></div><pre><samp>{code}</samp></pre></div></div>'
)
LISTEN = (
    '<div class="intro"><p>First words.</p></div>'
    '<section class="part" aria-labelledby="listen"><h2 id="listen">Listen</h2>'
    '<p>See <a href="#boxes">below</a> and <a href="swing.html#late">later</a>.</p>'
    + CELL.format(name="Code 1", code="1 + 1", gives="What it gives")
    + '<img src="_images/drum.png" srcset="_media/0123456789abcdef.webp 480w, _media/fedcba9876543210.webp 768w" alt="">'
    '<section><h3 id="deep">Deep</h3><p>Words.</p></section></section>'
    '<section class="part" aria-labelledby="boxes"><h2 id="boxes">Sixteen boxes</h2><p>Color them.</p></section>'
    '<aside class="footnote" id="note">A note.</aside>'
)
ESCUCHA = (
    '<div class="intro"><p>Primeras palabras.</p></div>'
    '<section class="part" aria-labelledby="listen"><h2 id="listen">Escucha</h2><p class="behind">Ha cambiado.</p>'
    '<p>Mira <a href="#boxes">abajo</a>.</p>'
    + CELL.format(name="Código 1", code="1 + 1", gives="Lo que da")
    + '<section><h3 id="deep">A fondo</h3><p>Palabras.</p></section></section>'
    '<section class="missing" aria-labelledby="missing-1"><h2 id="missing-1" lang="en">New</h2></section>'
    '<section class="part" aria-labelledby="boxes"><h2 id="boxes">Dieciséis casillas</h2><p>Coloréalas.</p></section>'
)
ORIGINAL, TRANSLATION, FACING = "sound/beat.html", "es/sound/beat.html", "es/sound/beat.facing.html"


def finished(views: Views, english: str = LISTEN, spanish: str = ESCUCHA) -> dict[str, SiteFile]:
    """Make the pages of both lessons as the build does, with other bodies."""
    bodies = {ORIGINAL: english, TRANSLATION: spanish}
    pages = {view.page.path: view for view in views.lessons.values()}
    made = {
        path: render_page(pages[path].template, pages[path].context() | {"body": bodies[path]}) for path in bodies
    }
    return {path: make_file(path, page.encode()) for path, page in made.items()}


def make_page(build: Path, english: str = LISTEN, spanish: str = ESCUCHA) -> HtmlElement:
    views = publish(BEAT)
    [file] = make_facing_files(views.facing.values(), finished(views, english, spanish), {}, build)
    assert file.path == FACING
    return html.document_fromstring(file.read_bytes().decode())


def rows_of(page: HtmlElement) -> list[tuple[str, ...]]:
    """Return what stands side by side, in words."""
    rows = page.xpath("//div[@class='row']")
    return [tuple(" ".join(side.text_content().split()) for side in row) for row in rows]


def test_paragraphs_stand_beside_each_other_each_in_its_language(tmp_path: Path) -> None:
    page = make_page(tmp_path)
    rows = rows_of(page)
    assert ("First words.", "Primeras palabras.") in rows
    assert ("Listen", "Escucha") in rows
    assert ("Deep", "A fondo") in rows
    assert ("Color them.", "Coloréalas.") in rows
    for row in page.xpath("//div[@class='row'][count(div) = 2]"):
        assert [(side.get("lang"), side.get("dir")) for side in row] == [("en", "ltr"), ("es", "ltr")]
    assert (page.get("lang"), page.xpath("string(//h1)")) == ("es", "Ritmo")


def test_each_side_runs_as_its_language_is_written() -> None:
    views = publish(BEAT, language="ar")
    facing = views.facing["sound/beat", "ar"]
    assert facing.site.direction == "rtl"
    assert isinstance(facing.content, FacingView)
    assert (facing.content.original.direction, facing.content.translation.direction) == ("ltr", "rtl")


def test_code_that_is_the_same_stands_there_once(tmp_path: Path) -> None:
    page = make_page(tmp_path)
    [both] = page.find_class("both")
    assert both.xpath("string(.//code)") == "print(1 + 1)"
    assert both.xpath("string(.//div[@class='cell-bar'])") == "Código 1"
    assert both.xpath(".//pre/@aria-label") == ["Código 1"]
    other = make_page(tmp_path, spanish=ESCUCHA.replace("1 + 1", "2 + 2"))
    assert other.find_class("both") == []
    assert [code.text for code in other.iter("code")] == ["print(1 + 1)", "print(2 + 2)"]
    named = make_page(tmp_path, english=LISTEN.replace('class="cell" role', 'class="cell" id="sum" role'))
    assert named.find_class("both") == []  # a link may lead to it
    assert other.xpath("//pre[@role='region']/@aria-label") == ["Code 1 (English)", "Código 1"]


def test_every_id_is_there_once_and_every_name_leads_to_one(tmp_path: Path) -> None:
    page = make_page(tmp_path)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids)
    assert {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    below = page.xpath("//a[text()='below' or text()='abajo']/@href")
    assert below == ["#o-boxes", "#t-boxes"]


def test_links_and_pictures_of_the_original_are_found_from_elsewhere(tmp_path: Path) -> None:
    page = make_page(tmp_path)
    assert page.xpath("//a[text()='later']/@href") == ["../../sound/swing.html#late"]
    [picture] = page.iter("img")
    assert picture.get("src") == "../../sound/_images/drum.png"
    assert picture.get("srcset") == (
        "../../sound/_media/0123456789abcdef.webp 480w, ../../sound/_media/fedcba9876543210.webp 768w"
    )


def test_nothing_of_the_lesson_is_lost_and_nothing_of_its_frame_comes_along(tmp_path: Path) -> None:
    page = make_page(tmp_path)
    said = page.find(".//main").text_content()
    assert "A note." in said
    assert "Ha cambiado." not in said  # the page has remarks of its own
    assert "Licencia" not in said
    assert len(page.findall(".//h1")) == 1


def test_search_engines_are_sent_to_the_lessons_themselves(tmp_path: Path) -> None:
    page = make_page(tmp_path)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='alternate'][@hreflang] | //link[@rel='canonical']") == []


def test_the_last_gate_lets_it_pass(tmp_path: Path) -> None:
    views = publish(BEAT)
    [file] = make_facing_files(views.facing.values(), finished(views), {}, tmp_path)
    scripts = {f"_static/{views.facing['sound/beat', 'es'].site.js.rpartition('/')[2]}"}
    assert inspect_page(file.read_bytes(), FACING, scripts) == []


def test_an_address_does_not_become_a_scheme_on_its_way() -> None:
    trap = '<p><a href="./javascript:alert(1)">x</a></p>'
    for path in (ORIGINAL, TRANSLATION):
        html_page = f'<main><div class="prose"><section>{trap}</section></div></main>'
        [side] = read_side(html_page.encode(), path, FACING, prefix="t-", language="")
        href = html.fromstring(side.blocks[0].html).find(".//a").get("href")
        assert urljoin(f"https://learn.example.org/{FACING}", href) == urljoin(
            f"https://learn.example.org/{path}", "./javascript:alert(1)"
        )


@given(st.sampled_from(BAD_BODIES), st.sampled_from(BAD_BODIES), st.integers(0, 60))
def test_what_was_made_safe_stays_safe(one: str, other: str, cut: int) -> None:
    safe = sanitize(f"<section><h2>x</h2>{one[:cut]}{other}{one[cut:]}</section>")
    page = f'<main><div class="prose">{safe}</div></main>'.encode()
    sides = [
        read_side(page, path, FACING, prefix=prefix, language="English")
        for path, prefix in ((ORIGINAL, "o-"), (TRANSLATION, "t-"))
    ]
    sections = make_sections(sides[0], sides[1], (), (("",), ("",)))
    rows = [row for section in sections for row in (section.heading, *section.rows)]
    body = "".join(f"<div>{row.original}</div><div>{row.translation}</div>{row.both}" for row in rows)
    assert inspect_page(PAGE.format(body).encode(), FACING, ()) == []


def test_what_is_behind_and_what_is_missing_is_marked(tmp_path: Path) -> None:
    longer = write(BEAT, (*ENGLISH[:4], "## New", "Press play.", *ENGLISH[4:-1], "Color them with `x`, then clap."))
    views = publish(longer)
    english = LISTEN.replace(
        '<section class="part" aria-labelledby="boxes">',
        '<section class="part" aria-labelledby="new"><h2 id="new">New</h2><p>Press play.</p></section>'
        '<section class="part" aria-labelledby="boxes">',
    )
    [file] = make_facing_files(views.facing.values(), finished(views, english), {}, tmp_path)
    page = html.document_fromstring(file.read_bytes().decode())
    sections = page.xpath("//article//section[@aria-labelledby]")
    said = [(s.get("aria-labelledby"), [p.text for p in s.find_class("behind")]) for s in sections]
    assert said == [
        ("t-listen", []),
        ("o-new", ["Esta sección todavía no está traducida."]),
        ("t-boxes", ["El original de esta sección ha cambiado desde que se tradujo."]),
    ]
    assert ("Press play.",) in rows_of(page)


def test_facts_that_changed_are_told_once(tmp_path: Path) -> None:
    views = publish(replace(BEAT, metadata=replace(BEAT.metadata, description="Two drums.")))
    [file] = make_facing_files(views.facing.values(), finished(views), {}, tmp_path)
    [note] = html.document_fromstring(file.read_bytes().decode()).find_class("behind")
    assert note.getparent().getparent().getnext().text_content() == "Two drums."


def test_only_what_changed_is_made_again(tmp_path: Path) -> None:
    views = publish(BEAT)
    pages = finished(views)
    make_facing_files(views.facing.values(), pages, {}, tmp_path)
    kept = {path: path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()}
    make_facing_files(views.facing.values(), pages, {}, tmp_path)
    assert {path: path.stat().st_ino for path in kept} == kept
    [file] = make_facing_files(views.facing.values(), finished(views, LISTEN.replace("Words", "Deeds")), {}, tmp_path)
    assert b"Deeds." in file.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"<script>alert(1)</script>"])
def test_what_is_kept_is_not_believed(tmp_path: Path, damage: bytes) -> None:
    views = publish(BEAT)
    [good] = make_facing_files(views.facing.values(), finished(views), {}, tmp_path)
    before = good.read_bytes()
    [place] = [path for path in tmp_path.rglob("*.html") if path.is_file()]
    place.write_bytes(damage)
    [file] = make_facing_files(views.facing.values(), finished(views), {}, tmp_path)
    assert (file.read_bytes(), file.sha256) == (before, good.sha256)


def test_a_translation_that_is_gone_leaves_nothing_behind(tmp_path: Path) -> None:
    views = publish(BEAT)
    make_facing_files(views.facing.values(), finished(views), {}, tmp_path)
    assert make_facing_files((), {}, {}, tmp_path) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def part(heading: str, *paragraphs: str) -> Part:
    blocks = read_side(
        f'<main><div class="prose"><section>{"".join(paragraphs)}</section></div></main>'.encode(),
        "a/b.html",
        "a/c.html",
        prefix="",
        language="",
    )[0].blocks
    return Part(heading, heading.lower(), f"<h2>{heading}</h2>" if heading else "", blocks)


def shown(sections: tuple[FacingSection, ...]) -> list[list[tuple[str, str]]]:
    return [[(row.original, row.translation) for row in section.rows] for section in sections]


def test_a_paragraph_more_moves_no_other_from_its_place() -> None:
    original = [part("", "<p>a</p>", "<ul><li>b</li></ul>", "<p>c</p>", "<ol><li>d</li></ol>")]
    translation = [part("", "<p>A</p>", "<p>more</p>", "<ul><li>B</li></ul>", "<p>C</p>", "<ol><li>D</li></ol>")]
    rows = shown(make_sections(original, translation, (Pair(0, 0, State.SAME),), (("",), ("",))))[0]
    assert ("<ul><li>b</li></ul>", "<ul><li>B</li></ul>") in rows
    assert ("<ol><li>d</li></ol>", "<ol><li>D</li></ol>") in rows
    assert [row for row in rows if not all(row)] == [("", "<p>more</p>")]


def test_a_page_from_a_template_without_our_column_is_not_taken_apart() -> None:
    assert read_side(b"<main><p>No</p></main>", "a/b.html", "a/c.html", prefix="o-", language="") == (
        Part("", "", "", ()),
    )


def test_titles_that_read_differently_once_they_are_rendered_find_their_part() -> None:
    original = [part(""), part("Part x2", "<p>a</p>"), part("Two", "<p>b</p>")]
    translation = [part(""), part("Parte x2", "<p>A</p>"), part("Dos", "<p>B</p>")]
    pairs = [Pair(n, n, State.SAME) for n in range(3)]
    titles = ("", "Part $x^2$", "Two"), ("", "Parte $x^2$", "Dos")
    sections = make_sections(original, translation, pairs, titles)
    assert shown(sections) == [[("<p>a</p>", "<p>A</p>")], [("<p>b</p>", "<p>B</p>")]]
