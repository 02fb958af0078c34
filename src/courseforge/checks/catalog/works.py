"""Works on the library's shelves that go with a lesson (CF824)."""

import re
from collections.abc import Iterator

from courseforge.checks.rule import Finding
from courseforge.checks.subject import LessonSubject
from courseforge.model import Resource
from courseforge.model.identifiers import is_bib, plain_doi, plain_isbn
from courseforge.reading.vocabulary import is_http

_ISBN_LENGTHS = (10, 13)


def find_strange_works(lesson: LessonSubject) -> Iterator[Finding]:
    """A work that goes with a lesson can be found on the shelves.

    Each entry of ``resources`` has a title and at least one of ``isbn``, ``doi``, ``bib`` and ``url``. The last digit
    of an ISBN fits the others, a DOI begins with ``10.``, a number of your catalog has no spaces, and an address is
    one on the web.

    Why: a reader who comes to the desk with one wrong digit leaves without the book.

    Fails::

        resources:
          - {title: How music works, isbn: 978-0-306-40615-8}

    Mended::

        resources:
          - {title: How music works, isbn: 978-0-306-40615-7}
    """
    for number, work in enumerate(lesson.lesson.metadata.resources):
        for message, hint in _list_faults(work):
            yield Finding(lesson.at("resources", number), message, hint)


def _list_faults(work: Resource) -> Iterator[tuple[str, str]]:
    if not work.title.strip():
        yield "This work has no title.", 'Add a line: title: "What stands on its cover"'
    if not (work.isbn or work.doi or work.bib or work.url):
        yield "Nobody can look this work up.", "Add isbn, doi, url or bib (its number in your catalog)."
    if work.isbn and not plain_isbn(work.isbn):
        yield f"“{work.isbn}” is no ISBN.", _mend_isbn(work.isbn)
    if work.doi and not plain_doi(work.doi):
        yield f"“{work.doi}” is no DOI.", "It begins with 10. and a number, like this: doi: 10.1000/182"
    if work.bib and not is_bib(work.bib):
        yield f"“{work.bib}” is no number of a catalog.", 'Write the number alone, in quotes: bib: "b10234567"'
    if work.url and not is_http(work.url):
        yield f"“{work.url}” is no address on the web.", "Write an address that begins with https://, or none."


def _mend_isbn(isbn: str) -> str:
    if len(re.sub(r"[^0-9Xx]", "", isbn)) in _ISBN_LENGTHS:
        return "Its last digit does not fit the others. Copy it again from the back of the book."
    return "It has 10 or 13 digits. Copy it from the back of the book."
