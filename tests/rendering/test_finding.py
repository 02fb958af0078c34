"""Pages that help to find a lesson: by interest, by skill, by branch, and the chooser."""

from dataclasses import replace

import pytest
from lxml import html

from courseforge.model import (
    Branch,
    Course,
    CourseMetadata,
    Equipment,
    Interest,
    Lesson,
    LessonMetadata,
    Level,
    Library,
    Setting,
    Skill,
    Vocabulary,
)
from courseforge.rendering.choosing.questions import Questions, find_questions
from courseforge.rendering.choosing.style import make_rules
from courseforge.rendering.firewall import inspect_page
from courseforge.rendering.holdings import list_holdings
from courseforge.rendering.pages import render_page
from courseforge.rendering.views import View, Views
from courseforge.rendering.views.path_drawing import choose_lanes, draw_path

from .shelf import make_site_views

VOCABULARY = Vocabulary(
    interests={
        "music": Interest({"en": "Make music", "es": "Hacer música"}, "Beats and songs."),
        "sky": Interest("Look at the sky"),
        "unused": Interest("Knit"),
    },
    skills={
        "loops": Skill({"en": "Loops", "es": "Bucles"}),
        "swing": Skill("Swing"),
        "songs": Skill("Songs"),
        "stars": Skill("Stars"),
        "reading": Skill("Reading", brought=True),
        "unused": Skill("Knitting"),
    },
    equipment={"laptop": Equipment("Laptop"), "telescope": Equipment("Telescope"), "drum": Equipment("Drum")},
    branches={"east": Branch("Eastside", equipment=("laptop",)), "main": Branch("Main", equipment=("telescope",))},
)


def make(lesson_id: str, language: str = "en", **facts: object) -> Lesson:
    suffix = "" if language == "en" else f".{language}"
    facts = {"title": lesson_id.rpartition("/")[2].capitalize(), **facts}
    return Lesson(lesson_id, language, f"courses/{lesson_id}{suffix}.ipynb", LessonMetadata(**facts), ())  # type: ignore[arg-type]


BEAT = make(
    "sound/beat",
    level=Level.BEGINNER,
    duration="45 min",
    interests=("music",),
    teaches=("loops",),
    needs=("reading",),
    equipment=("laptop",),
    settings=(Setting.HOME, Setting.LIBRARY),
)
LIBRARY = Library(
    (
        Course("skills", "en", "courses/skills", CourseMetadata("Skills", interests=("sky",)), (
            make("skills/stars", duration="25 min", level=Level.ADVANCED, teaches=("stars",), equipment=("telescope",)),
        )),
        Course("sound", "en", "courses/sound", CourseMetadata("Sound Lab", interests=("music",)), (
            BEAT,
            make("sound/swing", duration="1 h 30 min", teaches=("swing",), needs=("loops",), equipment=("drum",),
                 without_equipment="Tap on a table."),
            make("sound/shuffle", teaches=("swing",), needs=("loops",), settings=(Setting.SCHOOL,)),
            make("sound/song", teaches=("songs",), needs=("loops", "swing")),
        )),
        Course("sound", "es", "courses/sound", CourseMetadata("Laboratorio"), (
            make("sound/beat", "es", title="Ritmo"),
        )),
    ),
    VOCABULARY,
)  # fmt: skip
VIEWS = make_site_views(library=LIBRARY)


def page(path: str, views: Views = VIEWS) -> html.HtmlElement:
    view = next(view for view in views.others if view.page.path == path)
    return html.document_fromstring(render_page(view.template, view.context()))


def paths(views: Views) -> set[str]:
    return {view.page.path for view in views.others}


def titles(tree: html.HtmlElement, heading: str) -> list[str]:
    """Return the lessons that are listed below a heading."""
    section = tree.xpath(f"//section[.//h2[contains(., '{heading}')]]")[0]
    return [link.text for link in section.xpath(".//h3/a")]


def test_what_lessons_name_has_a_page_and_nothing_else_has():
    found = {path for path in paths(VIEWS) if path.startswith(("interest-", "skill-", "branch-"))}
    assert found == {
        *("interest-music.html", "interest-sky.html"),
        *(f"skill-{key}.html" for key in ("loops", "swing", "songs", "stars", "reading")),
        *("branch-east.html", "branch-main.html"),
    }
    assert {f"es/{path}" for path in found} <= paths(VIEWS)


def test_a_course_may_be_called_as_a_page_is():
    everything = [view.page.path for view in (*VIEWS.courses.values(), *VIEWS.lessons.values(), *VIEWS.others)]
    assert len(everything) == len(set(everything))
    assert {"skills.html", "skills/index.html", "skills/stars.html"} <= set(everything)


def test_an_interest_shows_its_lessons_also_those_of_another_language():
    english, spanish = page("interest-music.html"), page("es/interest-music.html")
    assert titles(english, "The lessons") == ["Beat", "Swing", "Shuffle", "Song"]  # the course's interest counts
    assert titles(spanish, "Las lecciones") == ["Ritmo", "Swing", "Shuffle", "Song"]
    links = spanish.xpath("//section[.//h2[contains(., 'Las lecciones')]]//h3/a")
    assert [(a.get("href"), a.get("lang")) for a in links[:2]] == [
        ("sound/beat.html", None),
        ("../sound/swing.html", "en"),
    ]
    assert "En inglés" in links[1].getparent().getparent().text_content()


def test_names_in_another_language_fall_back():
    assert page("es/interest-sky.html").findtext(".//h1") == "Look at the sky"
    assert page("es/interest-music.html").findtext(".//h1") == "Hacer música"


def test_a_path_leads_through_what_is_needed_and_says_where_it_forks():
    steps = page("skill-songs.html").xpath("//ol[@class='steps']/li")
    said = [(li.findtext(".//h3/a"), li.xpath("string(p[1])")) for li in steps]
    assert [title for title, _ in said] == ["Beat", "Swing", "Shuffle", "Song"]
    assert said[1][1].startswith("After lesson 1.")
    assert said[3][1].startswith("After lesson 1 and lesson 2 or 3.")
    drawing = page("skill-songs.html").xpath("//figure/svg[@role='img']")[0]
    assert drawing.xpath("string(desc)").endswith("4. Song. After lesson 1 and lesson 2 or 3. At the end: Songs.")
    assert drawing.xpath("text[@text-anchor]/text()") == ["1", "2", "3", "4"]


def test_what_readers_bring_is_named_and_what_a_skill_opens():
    loops = page("skill-loops.html")
    assert loops.xpath("//section[h2='It helps to know']//a/@href") == ["skill-reading.html"]
    assert titles(loops, "Where it leads") == ["Swing", "Shuffle", "Song"]
    assert loops.xpath("//svg[@role='img']") == []  # one lesson is no path
    assert "readers bring it along" in page("skill-reading.html").find(".//main").text_content()


def test_what_readers_bring_need_not_be_taken_first():
    lessons = (make("a/read", teaches=("reading",)), make("a/loop", teaches=("loops",), needs=("reading",)))
    views = make_site_views(
        library=Library((Course("a", "en", "courses/a", CourseMetadata("A"), lessons),), VOCABULARY)
    )
    assert page("skill-loops.html", views).xpath("//ol[@class='steps']/li//h3/a/text()") == ["Loop"]


def test_every_page_leads_to_itself_in_the_other_language():
    for path in ("interest-music.html", "skill-loops.html", "branch-east.html", "chooser.html", "lessons.html"):
        assert page(path).xpath("//ul[@id='cf-prefs']//a/@href") == [f"es/{path}"]
        assert page(f"es/{path}").xpath("//ul[@id='cf-prefs']//a/@href") == [f"../{path}"]


def test_skills_that_go_in_a_circle_still_have_a_page():
    circle = (
        make("a/one", teaches=("loops",), needs=("swing",)),
        make("a/two", teaches=("swing",), needs=("loops",)),
    )
    views = make_site_views(
        library=Library((Course("a", "en", "courses/a", CourseMetadata("A"), circle),), VOCABULARY)
    )
    steps = page("skill-swing.html", views).xpath("//ol[@class='steps']/li//h3/a/text()")
    assert sorted(steps) == ["One", "Two"]


def test_a_branch_says_what_it_makes_possible():
    east, main = page("branch-east.html"), page("branch-main.html")
    assert titles(east, "You can do this here") == ["Beat"]
    assert titles(east, "At any table") == ["Song"]  # Shuffle is for schools
    assert titles(main, "You can do this here") == ["Stars"]


def test_all_lessons_are_listed_by_interest():
    lessons = page("lessons.html")
    assert titles(lessons, "Make music") == ["Beat", "Swing", "Shuffle", "Song"]
    assert titles(lessons, "Look at the sky") == ["Stars"]


def test_labels_lead_to_the_pages():
    rows = [row for group in VIEWS.lessons["sound/beat", "en"].content.label for row in group]  # type: ignore[attr-defined]
    links = {row.term: [fact.href for fact in row.values] for row in rows}
    assert links["You practice"] == ["../skill-loops.html"]
    assert links["It helps to know"] == ["../skill-reading.html"]
    assert links["Interests"] == ["../interest-music.html"]
    assert links["Borrow it"] == ["../branch-east.html"]


def questions_of(*lessons: Lesson) -> Questions:
    library = Library((Course("a", "en", "courses/a", CourseMetadata("A"), lessons),), VOCABULARY)
    return find_questions(list_holdings(library), VOCABULARY)


def test_only_what_makes_a_difference_is_asked():
    assert not questions_of(make("a/one", interests=("music",), duration="30 min", level=Level.BEGINNER))
    asked = questions_of(
        make("a/one", interests=("music",), duration="25 min", settings=(Setting.HOME,)),
        make("a/two", interests=("music",), duration="50 min", settings=(Setting.HOME,)),
    )
    assert asked == Questions(times=(30,), shared_interests=())
    views = make_site_views(library=Library((LIBRARY.courses[0],), Vocabulary()))
    assert page("chooser.html", views).xpath("//main//form | //main//fieldset") == []
    assert titles(page("chooser.html", views), "All lessons") == ["Stars"]
    assert page("index.html", views).xpath("//main//form") == []


def offer(title: str, tree: html.HtmlElement) -> html.HtmlElement:
    return tree.xpath(f"//article[h3/a='{title}']")[0]


def test_every_reason_holds_for_its_lesson():
    chooser = page("chooser.html")
    reasons = {
        name: {li.get("data-if") or li.get("data-less"): li.text for li in offer(name, chooser).xpath(".//li")}
        for name in ("Beat", "Swing", "Shuffle")
    }
    assert reasons["Beat"] == {
        "interest-music": "You like: Make music",
        "time": "It takes 45 min, so it fits.",
        "level": "It is made for people who are new to it.",
        "kit-laptop": "You have what it needs: Laptop",
        "where-library": "All it needs is at these branches: Eastside",
        "language": "You can read it in English and Spanish.",
        "where": "It can be done at the library and at home.",
    }
    assert reasons["Swing"]["drum"] == "Something missing? Tap on a table."
    assert reasons["Shuffle"]["time"] == "How long it takes, nobody has written down."
    assert reasons["Shuffle"]["kit"] == "It needs no equipment."


def test_what_nobody_wrote_down_excludes_a_lesson_from_nothing():
    marks = dict(offer("Shuffle", page("chooser.html")).attrib)
    assert not {"data-time", "data-level", "data-kit"} & marks.keys()
    assert "data-kit" not in offer("Swing", page("chooser.html")).attrib  # it says how to do without
    assert offer("Beat", page("chooser.html")).get("data-lent") == "yes"


def test_the_home_page_asks_the_same_and_leads_to_the_chooser():
    form = page("es/index.html").xpath("//main//form")[0]
    assert (form.get("method"), form.get("action")) == ("get", "../es/chooser.html")
    assert form.xpath(".//select/@name") == ["interest", "time", "where", "kit"]
    assert form.xpath(".//select[@name='interest']/option/text()") == [
        "lo que sea",
        "Hacer música",
        "Look at the sky",
    ]


def test_answers_have_the_same_words_in_addresses_everywhere():
    chooser, home = page("chooser.html"), page("index.html")
    inputs = {(i.get("name"), i.get("value")) for i in chooser.xpath("//main//input")}
    for select in home.xpath("//main//select"):
        asked = {(select.get("name"), option.get("value")) for option in select.xpath("option")}
        assert asked - inputs <= {(select.get("name"), "any")}


def test_the_style_sheet_knows_every_answer():
    rules = make_rules(find_questions(list_holdings(LIBRARY), VOCABULARY))
    for ident in page("chooser.html").xpath("//main//input[not(@value='any' or @value='none')]/@id"):
        assert f"#{ident}:checked" in rules, ident
    assert rules.count("{") == rules.count("}")
    assert make_rules(Questions()) == ""


def test_too_many_lessons_for_a_page_are_offered_by_interest(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("courseforge.rendering.views.chooser.MOST_OFFERED", 3)
    monkeypatch.setattr("courseforge.rendering.views.sentence.MOST_OFFERED", 3)
    views = make_site_views(library=LIBRARY)
    chooser = page("chooser.html", views)
    assert chooser.xpath("//article | //main//form") == []
    assert "too many for one page" in chooser.find(".//main").text_content()
    assert chooser.xpath("//main//li/a/@href") == ["interest-music.html", "interest-sky.html", "./lessons.html"]
    assert page("index.html", views).xpath("//main//form") == []


def test_an_edit_of_one_lesson_leaves_the_views_of_others_alone():
    edited = replace(BEAT, metadata=replace(BEAT.metadata, title="Better beat", teaches=("stars",)))
    courses = tuple(
        replace(c, lessons=tuple(edited if le is BEAT else le for le in c.lessons)) for c in LIBRARY.courses
    )
    views = make_site_views(library=replace(LIBRARY, courses=courses))
    same = {key for key, view in views.lessons.items() if view == VIEWS.lessons[key]}
    # its translation and its neighbor name it; the rest knows nothing of it
    assert set(VIEWS.lessons) - same == {("sound/beat", "en"), ("sound/beat", "es"), ("sound/swing", "en")}


@pytest.mark.parametrize("view", VIEWS.others, ids=lambda view: view.page.path)
def test_the_firewall_lets_every_page_pass(view: View):
    written = render_page(view.template, view.context()).encode()
    scripts = {f"_static/{name}" for name in _script_names(view)}
    assert inspect_page(written, view.page.path, scripts) == []


def _script_names(view: View) -> list[str]:
    tree = html.document_fromstring(render_page(view.template, view.context()))
    return [source.rpartition("/")[2] for source in tree.xpath("//script/@src")]


def test_lines_of_a_drawing_pass_through_no_stop():
    before = [(), (), (0, 1), (0,), (2, 3)]
    lanes = choose_lanes(before)
    for end, starts in enumerate(before):
        for start in starts:
            between = lanes[start + 1 : end]
            last = max(row for row, sources in enumerate(before) if start in sources)
            assert lanes[start] not in between or last > end
    assert draw_path([("x", "")] * 12, [(), (), (), (), (), (), *[()] * 5, tuple(range(11))]) is None
