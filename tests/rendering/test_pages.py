"""The pages themselves: what a browser and a reader meet."""

import gzip
import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from jinja2 import FileSystemLoader
from jinja2.sandbox import SandboxedEnvironment
from lxml import html
from lxml.html import HtmlElement

from courseforge.catalog import Collection, export_all
from courseforge.config import SiteSettings
from courseforge.model import Course, CourseMetadata, Library
from courseforge.records import make_records
from courseforge.rendering.pages import render_page
from courseforge.rendering.palette import ON_ACCENT, contrast, make_dark_palette, make_light_palette
from courseforge.rendering.qr_code import QrCode
from courseforge.rendering.stylesheet import make_static_files, name_static_files
from courseforge.rendering.theme import THEME_FOLDER
from courseforge.rendering.views import View, Views

from .shelf import LIBRARY, PUBLISHED, SETTINGS, make_lesson, make_site_views

TEXT = '<section class="part" aria-labelledby="listen"><h2 id="listen">Listen</h2><p>Nod your head.</p></section>'
TOC = (("listen", "Listen"), ("boxes", "Sixteen boxes"))
BODY: dict[str, object] = {"body": TEXT, "toc": TOC, "sections": ()}
HOSTILE = """x"><script>alert('1')</script>&{{ 7*7 }}"""


def draw(view: View) -> dict[str, object]:
    return {"codes": {address: QrCode(29, "M4 4.5h7") for address in getattr(view.content, "addresses", ())}}


def render(view: View) -> str:
    return render_page(view.template, view.context() | BODY | draw(view))


def all_views(views: Views) -> list[View]:
    desk = (page.make() for page in views.desk)
    return [*views.courses.values(), *views.lessons.values(), *views.facing.values(), *views.others, *desk]


RECORDS = make_records(LIBRARY, SETTINGS, PUBLISHED)
VIEWS = make_site_views()
PAGES = {view.page.path: render(view) for view in all_views(VIEWS)}


def parse(path: str) -> HtmlElement:
    return html.document_fromstring(PAGES[path])


def words(element: HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_landmarks_and_a_way_past_the_frame(path: str):
    page = parse(path)
    assert len(page.findall(".//h1")) == 1
    assert [len(page.findall(f".//{tag}")) for tag in ("main", "footer")] == [1, 1]
    first_link = page.find(".//body").find(".//a")
    assert first_link.get("href") == f"#{page.find('.//main').get('id')}"
    assert page.get("lang") == ("es" if path.startswith("es/") else "en")


@pytest.mark.parametrize("path", PAGES)
def test_headings_skip_no_level(path: str):
    levels = [int(h.tag[1]) for h in parse(path).iter("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique_and_every_name_refers_to_one(path: str):
    page = parse(path)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids)
    assert all(i.startswith("cf-") for i in ids if i not in dict(TOC))


def test_programs_that_show_links_are_told_what_a_page_is():
    said = {meta.get("property"): meta.get("content") for meta in parse("es/sound-lab/first-beat.html").iter("meta")}
    assert (said["og:title"], said["og:type"], said["og:locale"]) == ("Haz tu primer ritmo", "article", "es_ES")
    assert said["og:url"] == "https://learn.example.org/courses/es/sound-lab/first-beat.html"
    assert said["og:image"].startswith("https://learn.example.org/courses/_static/card.")
    assert said["og:image:alt"] == "Your Next Skill"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_inline_and_the_policy_says_so(path: str):
    page = parse(path)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == [
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; media-src 'self'; "
        "form-action 'self'; base-uri 'none'"
    ]
    assert page.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == []
    scripts = page.xpath("//script[not(@type='application/ld+json')]")
    assert [s.text for s in scripts] == [None] * (2 if path.endswith(("search.html", "chooser.html")) else 1)


def test_every_link_of_the_site_leads_to_a_page_or_a_file():
    files = make_static_files(SETTINGS)
    known = {*PAGES, *(f"_static/{name}" for name in files), "catalog/lessons.json", "sound-lab/first-beat.ipynb"}
    known |= {"feed.xml", "es/feed.xml", "sound-lab/first-beat.zip", *dict(export_all(Collection(RECORDS, SETTINGS)))}
    known |= {
        "catalog/opds.json",
        "catalog/epub/sound-lab.en.epub",
        "catalog/epub/sound-lab.es.epub",
        "catalog/epub/zines.en.epub",
    }
    for path in PAGES:
        site = "https://learn.example.org/courses/"
        for target in parse(path).xpath("//@href | //@src"):
            address = urljoin(site + path, target)
            if address.startswith(site):
                assert urlsplit(address).path.removeprefix("/courses/") in known, (path, target)


@pytest.mark.parametrize("path", [path for path in PAGES if path != "404.html"])
def test_links_work_from_a_stick(path: str):
    targets = parse(path).xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src")
    inside = [t for t in targets if not urlsplit(t).scheme]
    assert not [t for t in inside if t.startswith("/") or urlsplit(t).path.endswith("/")]


def test_a_lesson_page_shows_its_label_its_body_and_its_neighbors():
    page = parse("sound-lab/first-beat.html")
    label = {words(row.find("dt")): words(row.find("dd")) for row in page.xpath("//aside//dl/div")}
    assert label["Time"] == "45 min"
    assert label["Borrow it"] == "Main Library, Eastside (headphones)"
    assert label["Languages"] == "English, Español"
    assert page.xpath("//section[@class='part']/h2/text()") == ["Listen"]
    assert page.xpath("//nav[@class='toc']//a/@href") == ["#listen", "#boxes"]
    assert page.xpath("//a[@rel='next']/@href") == ["bare.html"]
    assert page.xpath("//head/link[@rel='next']/@href") == ["bare.html"]
    assert page.xpath("//time/@datetime") == ["2026-11-20", "2026-11-14", "2026-11-20", "2027-11-01"]
    assert page.xpath("//dl//a[@rel='license']/@href") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_a_lesson_without_facts_has_no_empty_pieces():
    page = parse("sound-lab/bare.html")
    empty = [e.tag for e in page.find(".//main").iter() if not words(e) and e.tag not in ("svg", "path", "br")]
    assert empty == []
    assert page.xpath("//*[contains(@class, 'goals') or contains(@class, 'take') or contains(@class, 'slip')]") == []


def test_a_translation_is_announced_to_readers_and_to_search_engines():
    page = parse("es/sound-lab/first-beat.html")
    switch = page.xpath("//ul[@id='cf-prefs']//a")
    assert [(a.get("href"), a.get("lang"), a.text) for a in switch] == [
        ("../../sound-lab/first-beat.html", "en", "English")
    ]
    assert page.xpath("//link[@rel='alternate']/@hreflang") == ["en", "es"]
    assert page.xpath("string(//a[@rel='next'])") == "Lección siguiente · En inglésBare"  # it is the only one
    assert words(page.xpath("//aside/h2")[0]) == "Ficha de la lección"


def test_the_missing_page_links_from_the_root():
    page = parse("404.html")
    assert page.xpath("//main//a/@href") == ["/courses/index.html"]
    assert page.xpath("//link[@rel='stylesheet']/@href")[0].startswith("/courses/_static/style.")


def hostile_views() -> Views:
    lesson = make_lesson(
        "a/b",
        title=HOSTILE,
        description=HOSTILE,
        authors=(HOSTILE,),
        objectives=(HOSTILE,),
        product=HOSTILE,
        equipment=(HOSTILE,),
        without_equipment=HOSTILE,
        opportunity=HOSTILE,
        ages=HOSTILE,
        license=HOSTILE,
        review_by=HOSTILE,
        teaches=(HOSTILE,),
    )
    course = Course("a", "en", "courses/a", CourseMetadata(title=HOSTILE, description=HOSTILE), (lesson, lesson))
    spanish = replace(course, language="es", lessons=(replace(lesson, language="es"),), suffix=".es")
    return make_site_views(library=Library((course, spanish)), settings=replace(SETTINGS, title=HOSTILE))


def test_words_of_contributors_stay_words_in_sphinx_too():
    # Sphinx's own environment does not escape
    sphinx = SandboxedEnvironment(loader=FileSystemLoader(THEME_FOLDER), extensions=["jinja2.ext.i18n"])
    for view in all_views(hostile_views()):
        context = view.context() | BODY | draw(view) | {"toc": ((HOSTILE, HOSTILE), ("b", HOSTILE))}
        page = sphinx.get_template(view.template).render(context)
        assert page == render_page(view.template, context)
        parsed = html.document_fromstring(page)
        scripts = 1 + bool(view.page.json_ld) + (view.page.kind in ("search", "chooser"))
        assert len(parsed.findall(".//script")) == scripts
        assert HOSTILE in parsed.text_content() or view.page.kind == "notfound"


def test_a_lesson_page_is_light():  # with its citation and what catalogs read; 40,000 are allowed, letters take 10,300
    files = make_static_files(SETTINGS)
    names = name_static_files(files)
    sent = [PAGES["sound-lab/first-beat.html"].encode(), files[names.css], files[names.js]]
    assert sum(len(gzip.compress(data, 9)) for data in sent) < 15_000


def test_static_files_are_named_by_what_is_in_them():
    files, others = make_static_files(SETTINGS), make_static_files(painted(brand="#5b2333", accent="#7fc4d6"))
    names, other_names = name_static_files(files), name_static_files(others)
    assert re.fullmatch(r"style\.[0-9a-f]{8}\.css", names.css)
    assert names.css != other_names.css
    assert names.js == other_names.js
    assert "#5b2333" in others[other_names.css].decode()
    assert "#5b2333" in others[other_names.icon].decode()
    assert files == make_static_files(SETTINGS)


def test_the_stylesheet_asks_for_nothing_but_its_font():
    files = make_static_files(SETTINGS)
    style = files[name_static_files(files).css].decode()
    addresses = re.findall(r"url\(([^)]*)\)", style)
    assert len(addresses) == 1
    assert addresses[0] in files
    assert "@import" not in style
    used = set(re.findall(r"var\((--[\w-]+)\)", style))
    assert used <= set(re.findall(r"(--[\w-]+):", style))


def painted(**colors: str):
    site = replace(SiteSettings(), **colors)
    return replace(SETTINGS, courseforge=replace(SETTINGS.courseforge, site=site))


SETS = [SiteSettings(), SiteSettings("#5b2333", "#7fc4d6", "#f6f7ec"), SiteSettings("#12355b", "#f08a5d", "#ffffff")]


@pytest.mark.parametrize("colors", SETS)
@pytest.mark.parametrize("make_palette", [make_light_palette, make_dark_palette])
def test_text_can_be_read_in_both_themes(colors: SiteSettings, make_palette):
    tokens = {"accent": colors.accent, **make_palette(colors)}
    for text in ("ink", "ink-2", "link"):
        for ground in ("paper", "card", "sunk", "tint"):
            assert contrast(tokens[text], tokens[ground]) >= 7, (text, ground)
    for ground in ("field", "c2", "c3", "c4", "c5"):
        for text in ("on-field", "on-field-2"):
            assert contrast(tokens[text], tokens[ground]) >= 7, (text, ground)
    for code in ("code-word", "code-text", "code-num", "code-note"):
        assert contrast(tokens[code], tokens["sunk"]) >= 7, code
    assert contrast(ON_ACCENT, tokens["accent"]) >= 7
    for ground in ("paper", "card"):
        assert contrast(tokens["edge"], tokens[ground]) >= 3
