"""What pages say about courses and lessons, and what they keep quiet about."""

import pickle
from dataclasses import replace

import pytest

from courseforge.config import JupyterBookHtml
from courseforge.model import Cell, CellKind, Contributor, Course, CourseMetadata, Library
from courseforge.rendering.interface import Interface
from courseforge.rendering.views import CourseView, HomeView, LessonView, Row, View
from courseforge.rendering.views.demands import demand_rows, reading_rows

from .shelf import LIBRARY, SETTINGS, make_lesson, make_site_views

VIEWS = make_site_views()
FIRST = VIEWS.lessons["sound-lab/first-beat", "en"]
BARE = VIEWS.lessons["sound-lab/bare", "en"]


def lesson_of(view: View) -> LessonView:
    assert isinstance(view.content, LessonView)
    return view.content


def course_of(item_id: str, language: str = "en") -> CourseView:
    content = VIEWS.courses[item_id, language].content
    assert isinstance(content, CourseView)
    return content


def other(kind: str, language: str = "en") -> View:
    return next(v for v in VIEWS.others if v.page.kind == kind and v.page.language == language)


def home(language: str = "en") -> HomeView:
    content = other("home", language).content
    assert isinstance(content, HomeView)
    return content


def said(groups: tuple[tuple[Row, ...], ...] | tuple[Row, ...]) -> dict[str, list[str]]:
    rows = [row for group in groups for row in (group if isinstance(group, tuple) else (group,))]
    return {row.term: [fact.text for fact in row.values] for row in rows}


def test_a_label_answers_what_readers_ask():
    label = said(lesson_of(FIRST).label)
    assert label["Time"] == ["45 min"]
    assert label["Level"] == ["Beginner"]
    assert label["Ages"] == ["12–18"]
    assert label["What you need"] == ["Laptop, headphones"]
    assert label["No kit?"] == ["Tap on a table."]
    assert label["Where"] == ["At the library, at home"]
    assert label["Last changed"] == ["Nov 20, 2026"]


def test_branches_that_lend_everything_come_first_and_the_others_say_what_they_have():
    assert said(lesson_of(FIRST).label)["Borrow it"] == ["Main Library", "Eastside (headphones)"]


@pytest.mark.parametrize(
    ("source", "kind", "network", "internet", "phone"),
    [
        ("Fold it.", CellKind.MARKDOWN, False, "Not needed once you have the page", "Yes, all of it"),
        ("See <https://x.example>.", CellKind.MARKDOWN, False, "Only for its links to other sites", "Yes, all of it"),
        (
            "1 + 1",
            CellKind.CODE,
            False,
            "Not needed once you have the page",
            "To read; to run the code, use a computer",
        ),
        ("get()", CellKind.CODE, True, "Needed: its code uses it", "To read; to run the code, use a computer"),
    ],
)
def test_a_label_says_what_a_lesson_asks_of_its_place(source, kind, network, internet, phone):
    lesson = replace(make_lesson("a/b", network=network), cells=(Cell(1, kind, source, "one"),))
    assert said(demand_rows(lesson, Interface("en"))) == {"Internet": [internet], "On a phone": [phone]}


@pytest.mark.parametrize(
    ("language", "level", "said_so"),
    [
        ("en", 5.6, "About grade 6"),
        ("en", -2.0, "About grade 1"),
        ("en", 15.1, "Above grade 12"),
        ("es", 19.0, "Muy fácil"),
        ("es", 34.0, "Bastante fácil"),
        ("es", 71.0, "Muy difícil"),
    ],
)
def test_a_label_says_how_hard_the_text_is(language, level, said_so):
    [row] = reading_rows(level, Interface(language))
    assert [fact.text for fact in row.values] == [said_so]


def test_a_text_that_no_formula_can_rate_has_no_level():
    assert reading_rows(None, Interface("en")) == ()


def test_code_that_ran_is_told_to_be_tested():
    views = make_site_views(tested=frozenset({("sound-lab/first-beat", "en")}))
    assert said(lesson_of(views.lessons["sound-lab/first-beat", "en"]).label)["Code"] == [
        "Tested: it gives what this page shows"
    ]
    assert "Code" not in said(lesson_of(views.lessons["sound-lab/bare", "en"]).label)


def test_what_nobody_stated_has_no_row():
    bare = lesson_of(BARE)
    assert said(bare.label) == {
        "Internet": ["Not needed once you have the page"],
        "On a phone": ["Yes, all of it"],
        "Languages": ["English"],
        "The course in": ["Español"],
    }
    assert (bare.byline, bare.objectives, bare.product, bare.opportunity, bare.download) == ("", (), "", "", "")
    assert list(said(bare.credits)) == ["Published by", "License"]


def test_the_spanish_page_speaks_spanish():
    view = VIEWS.lessons["sound-lab/first-beat", "es"]
    label = said(lesson_of(view).label)
    assert label["Nivel"] == ["Principiante"]
    assert label["Qué necesitas"] == ["Computadora"]
    assert label["Dónde pedirlo prestado"] == ["Main Library"]
    assert lesson_of(view).place == "Laboratorio de sonido, lección 1 de 3"  # two are there in English


def test_a_translated_lesson_links_to_its_translation_and_back():
    spanish = VIEWS.lessons["sound-lab/first-beat", "es"]
    assert [(a.language, a.name, a.href) for a in FIRST.page.alternates] == [
        ("es", "Español", "../es/sound-lab/first-beat.html")
    ]
    assert [a.href for a in spanish.page.alternates] == ["../../sound-lab/first-beat.html"]
    assert [a.url for a in FIRST.page.languages] == [
        "https://learn.example.org/courses/sound-lab/first-beat.html",
        "https://learn.example.org/courses/es/sound-lab/first-beat.html",
    ]


def test_an_untranslated_lesson_offers_no_other_language():
    assert BARE.page.alternates == ()
    assert BARE.page.languages == ()


def test_lessons_lead_from_one_to_the_next():
    assert FIRST.page.previous is None
    assert FIRST.page.next is not None
    assert (FIRST.page.next.text, FIRST.page.next.href) == ("Bare", "bare.html")
    last = VIEWS.lessons["sound-lab/last", "en"].page
    assert last.next is None
    assert last.previous is not None
    assert last.previous.href == "bare.html"


def test_a_lesson_says_where_it_is():
    assert lesson_of(FIRST).place == "Sound Lab, lesson 1 of 3"
    assert [(c.text, c.href) for c in FIRST.page.crumbs] == [
        ("Home", "../index.html"),
        ("Sound Lab", "index.html"),
        ("Make your first beat", ""),
    ]
    assert FIRST.page.window_title == "Make your first beat | Sound Lab | Your Next Skill"


def test_people_are_credited_by_the_name_they_chose():
    lesson = lesson_of(FIRST)
    assert lesson.byline == "By DJ Nova and Paper Moon"
    assert said(lesson.credits)["Written by"] == ["DJ Nova", "Paper Moon"]
    assert said(lesson.credits)["Review due"] == ["November 1, 2027"]


def test_the_notebook_can_be_taken_home():
    assert (lesson_of(FIRST).download, lesson_of(FIRST).download_size) == ("first-beat.ipynb", "14 KB")


def test_a_course_does_not_add_up_times_it_does_not_know():
    sound_lab, zines = course_of("sound-lab"), course_of("zines")
    assert "Time" not in said(sound_lab.label)
    assert said(zines.label)["Time"] == ["40 min"]


def test_a_course_lists_its_lessons_in_order():
    steps = course_of("sound-lab").lessons
    assert [step.title for step in steps] == ["Make your first beat", "Bare", "Last"]
    assert [step.facts for step in steps] == ["45 min · Beginner · Laptop, headphones", "", "1 h"]
    assert course_of("sound-lab").start == "first-beat.html"
    assert course_of("sound-lab").place == "A course in 3 lessons"


def test_a_course_keeps_its_cover_in_every_language():
    assert course_of("sound-lab").cover == course_of("sound-lab", "es").cover == 3


def test_the_pile_has_the_thinnest_course_on_top():
    spines = home().courses
    assert [spine.title for spine in spines] == ["Zine Machine", "Sound Lab"]
    assert spines[0].thickness <= spines[1].thickness
    assert (spines[0].count, spines[0].duration) == ("1 lesson", "40 min")
    assert (spines[1].duration, spines[1].languages) == ("", "English and Spanish")
    assert home().summary == "2 courses, 4 lessons."


def test_home_names_the_newest_lessons_first_and_none_without_a_date():
    assert [step.title for step in home().newest] == ["Fold", "Make your first beat"]
    assert home("es").newest == ()


def test_new_lessons_stand_by_the_day_on_which_readers_of_a_language_got_them():
    def days(language: str) -> list[tuple[str, list[str]]]:
        content = other("newest", language).content
        return [(day.date.text, [step.title for step in day.lessons]) for day in content.days]  # type: ignore[attr-defined]

    assert days("en") == [("November 18, 2026", ["Fold"]), ("November 14, 2026", ["Make your first beat"])]
    assert days("es") == [("18 de noviembre de 2026", ["Fold"])]


def test_each_language_has_its_own_home_with_its_own_courses():
    assert other("home", "es").page.path == "es/index.html"
    assert [spine.title for spine in home("es").courses] == ["Laboratorio de sonido"]
    assert [spine.href for spine in home("es").courses] == ["sound-lab/index.html"]


def test_a_language_without_courses_has_no_pages():
    settings = replace(SETTINGS, courseforge=replace(SETTINGS.courseforge, languages=("en", "fr")))
    paths = [view.page.path for view in make_site_views(settings=settings).others]
    assert not [path for path in paths if path.startswith("fr/")]
    assert "es/index.html" in paths  # it has one, though the settings forget it


def test_only_web_pages_are_linked():
    people = {"dj-nova": Contributor("DJ Nova", "javascript:alert(1)")}
    library = replace(LIBRARY, vocabulary=replace(LIBRARY.vocabulary, contributors=people))
    views = make_site_views(library=library)
    [nova] = [v.content for v in views.others if v.page.path == "contributor-dj-nova.html"]
    assert (nova.name, nova.url) == ("DJ Nova", "")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("baseurl", "root"), [("https://example.org/courses/", "/courses/"), ("https://example.org", "/"), ("", "/")]
)
def test_the_missing_page_finds_the_site_from_any_address(baseurl: str, root: str):
    views = make_site_views(settings=replace(SETTINGS, html=JupyterBookHtml(baseurl)))
    missing = [view.page for view in views.others if view.page.kind == "notfound"]
    assert [(page.path, page.root) for page in missing] == [("404.html", root)]


def test_without_an_address_of_its_own_the_site_claims_none():
    page = (
        make_site_views(settings=replace(SETTINGS, html=JupyterBookHtml())).lessons["sound-lab/first-beat", "en"].page
    )
    assert page.canonical == ""
    assert [a.url for a in page.languages] == ["first-beat.html", "../es/sound-lab/first-beat.html"]


def test_an_empty_library_still_has_a_home():
    views = make_site_views(library=Library())
    assert [view.page.kind for view in views.others] == [
        *("home", "contributors", "search", "chooser", "lessons"),
        "notfound",
    ]


def test_a_new_course_leaves_the_covers_of_the_others_alone():
    new = Course("aaa", "en", "courses/aaa", CourseMetadata(title="A"), (make_lesson("aaa/a", title="A"),))
    views = make_site_views(library=replace(LIBRARY, courses=(new, *LIBRARY.courses)))
    assert {key: view for key, view in views.courses.items() if key in VIEWS.courses} == VIEWS.courses


def test_views_travel_to_worker_processes():
    context = FIRST.context()
    assert pickle.loads(pickle.dumps(context)) == context
    assert pickle.loads(pickle.dumps(VIEWS)).lessons == VIEWS.lessons


def test_the_same_library_gives_the_same_views():
    assert make_site_views(library=LIBRARY) == VIEWS
