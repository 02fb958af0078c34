"""Alignments to statements of school standards and other frameworks (CF823)."""

from collections.abc import Iterator

from courseforge.checks.catalog.described import list_described
from courseforge.checks.catalog.frameworks import doubt_form
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CourseSubject
from courseforge.model import Alignment
from courseforge.reading.vocabulary import is_http


def find_strange_alignments(course: CourseSubject) -> Iterator[Finding]:
    """An alignment says which statement it means, by a code or an address.

    Each entry of ``alignments`` has a ``code`` or a ``url``, and the address is one on the web. Of a framework whose
    codes are known here (DigComp 2, ESCO, CASE), the code has the form of that framework.

    Why: a school finds lessons by the code of its standard. The name of a framework alone says nothing, and a wrong
    code brings the lesson to the wrong class.

    Fails::

        alignments:
          - {framework: DigComp, version: "2.2", code: "3.5"}

    Mended::

        alignments:
          - {framework: DigComp, version: "2.2", code: "3.4", name: Programming}
    """
    for described in list_described(course):
        for number, alignment in enumerate(described.alignments):
            if fault := _find_fault(alignment):
                yield Finding(described.at("alignments", number), *fault)


def _find_fault(alignment: Alignment) -> tuple[str, str] | None:
    name = alignment.framework
    if not name.strip():
        return "This alignment names no framework.", 'Write whose statement it is: framework: "DigComp"'
    if not alignment.code and not alignment.url:
        hint = 'Write its code or its address: code: "3.4"'
        return f"Nothing says which statement of {name} is meant.", hint
    if alignment.url and not is_http(alignment.url):
        return f"“{alignment.url}” is no address on the web.", "Write an address that begins with https://, or none."
    doubt = doubt_form(alignment)
    if doubt is None:
        return None
    message = f"“{doubt.said}” is not how {name} names a statement."
    return message, f"Did you mean “{doubt.near}”?" if doubt.near else f"It looks like this: {doubt.form}"
