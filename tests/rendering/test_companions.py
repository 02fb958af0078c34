"""“On our shelves”: where the library has what goes with a lesson."""

from dataclasses import replace

import pytest

from courseforge.config import CatalogSettings
from courseforge.model import Course, CourseMetadata, Library, Resource
from courseforge.records import make_records
from courseforge.rendering.interface import Interface
from courseforge.rendering.stylesheet import make_static_files, name_static_files
from courseforge.rendering.takeaway.imprint import make_imprint
from courseforge.rendering.views import LessonView, make_views
from courseforge.rendering.views.companions import CompanionView, make_companions

from .shelf import SETTINGS, VOCABULARY, make_lesson

SHELVES = {
    "isbn": "https://catalog.example.org/search?isbn={isbn}",
    "doi": "https://catalog.example.org/search?doi={doi}",
    "bib": "https://catalog.example.org/record/{bib}",
}


def look(work: Resource, shelves: dict[str, str] = SHELVES, language: str = "en") -> CompanionView:
    (view,) = make_companions([work], shelves, Interface(language))
    return view


@pytest.mark.parametrize(
    ("work", "shelves", "href"),
    [
        (Resource("A", isbn="978-0-306-40615-7"), SHELVES, "https://catalog.example.org/search?isbn=9780306406157"),
        (Resource("A", doi="10.1000/a b&c"), SHELVES, ""),
        (Resource("A", doi="10.1000/a&c"), SHELVES, "https://catalog.example.org/search?doi=10.1000%2Fa%26c"),
        (Resource("A", isbn="978-0-306-40615-7", bib="b1"), SHELVES, "https://catalog.example.org/record/b1"),
        (Resource("A", isbn="978-0-306-40615-8"), SHELVES, ""),  # nobody would find that
        (Resource("A", bib="../login"), SHELVES, ""),
        (Resource("A", isbn="978-0-306-40615-7"), {}, ""),
        (Resource("A", doi="10.1000/182"), {}, "https://doi.org/10.1000/182"),
        (Resource("A", doi="doi:10.1000/<i>"), {}, ""),
        (Resource("A", doi="10.1000/18#2?x"), {}, "https://doi.org/10.1000/18%232%3Fx"),
        (Resource("A", url="https://example.org/a"), {}, "https://example.org/a"),
        (Resource("A", url="javascript:alert(1)"), {}, ""),
        (Resource("A", isbn="0306406152"), {"isbn": "javascript:find('{isbn}')"}, ""),
        (Resource("A", isbn="0306406152"), {"isbn": "https://catalog.example.org/"}, ""),
    ],
)
def test_the_title_leads_to_the_work_where_somebody_said_how(work: Resource, shelves: dict[str, str], href: str):
    assert look(work, shelves).title.href == href


def test_a_book_of_the_library_that_can_also_be_read_on_the_web():
    view = look(Resource("A", isbn="0306406152", url="https://example.org/a"))
    assert view.title.href == "https://catalog.example.org/search?isbn=0306406152"
    assert view.online
    assert (view.online.text, view.online.href) == ("On the web", "https://example.org/a")
    assert look(Resource("A", url="https://example.org/a")).online is None


def test_what_to_ask_for_at_the_desk():
    work = Resource("A", isbn="978-0-306-40615-7", doi="https://doi.org/10.1000/182", bib="b1")
    assert look(work).numbers == "ISBN 978-0-306-40615-7, DOI 10.1000/182, number b1 in the catalog"
    assert look(work, language="es").numbers.endswith("número b1 en el catálogo")
    assert look(Resource(isbn="0306406152")).title.text == "ISBN 0306406152"
    assert make_companions([Resource(note="The blue one")], SHELVES, Interface("en")) == ()


def test_the_lesson_and_the_notebook_to_take_home_name_the_works():
    work = Resource("Python *fast*", isbn="0306406152", note="For later.")
    lesson = make_lesson("lab/one", title="One", description="One.", resources=(work,))
    course = Course("lab", "en", "courses/lab", CourseMetadata(title="Lab"), (lesson,))
    library = Library(courses=(course,), vocabulary=VOCABULARY)
    catalog = replace(SETTINGS.courseforge, catalog=CatalogSettings(shelves=SHELVES))
    settings = replace(SETTINGS, courseforge=catalog)
    records = make_records(library, settings, ())
    views = make_views(library, settings, records, name_static_files(make_static_files(settings)))
    content = views.lessons["lab/one", "en"].content
    assert isinstance(content, LessonView)
    assert [view.title.text for view in content.companions] == ["Python *fast*"]
    imprint = make_imprint(lesson, course, records[1], VOCABULARY, (), shelves=SHELVES)
    assert "**On our shelves**" in imprint
    link = "[Python \\*fast\\*](<https://catalog.example.org/search?isbn=0306406152>)"
    assert f"- {link}. ISBN 0306406152. For later." in imprint
    assert "shelves" not in make_imprint(
        lesson, course, replace(records[1], resources=()), VOCABULARY, (), shelves=SHELVES
    )
