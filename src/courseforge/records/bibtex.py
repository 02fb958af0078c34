"""A lesson as a BibTeX entry (https://www.ctan.org/pkg/bibtex), for those who write in LaTeX.

Names stand in braces, so that ``DJ Nova`` is not taken for somebody of the family Nova.
"""

from collections.abc import Iterator

from courseforge.model import Record
from courseforge.records.addresses import web_address
from courseforge.records.licenses import short_name
from courseforge.records.one_line import one_line

# LaTeX takes these for commands. BibTeX counts braces, even with a backslash before them, so they get names.
_LETTERS = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
    }
)  # fmt: skip


def make_bibtex(lesson: Record) -> str:
    """Return the entry."""
    key = lesson.identifier.replace("/", ":")
    lines = (f"  {name} = {{{value}}}" for name, value in _list_fields(lesson) if value)
    return "@misc{" + ",\n".join((key, *lines)) + "\n}\n"


def _list_fields(lesson: Record) -> Iterator[tuple[str, str]]:
    day = lesson.last or lesson.first
    for role in ("author", "editor", "translator"):
        names = (f"{{{_write(credit.name)}}}" for credit in lesson.credits if credit.role == role)
        yield role, " and ".join(names)
    yield "title", f"{{{_write(lesson.title)}}}"
    yield "year", day[:4]
    yield "date", day
    yield "publisher", _write(lesson.publisher)
    yield "url", web_address(lesson.url)
    yield "abstract", _write(lesson.description)
    yield "keywords", ", ".join(map(_write, lesson.interests))
    yield "note", _write(short_name(lesson.license))


def _write(text: str) -> str:
    return one_line(text).translate(_LETTERS)
