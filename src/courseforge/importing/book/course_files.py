"""The new course's own files: what it is, where it leads, and what of the book has no place in it."""

from collections.abc import Iterator, Mapping, Sequence

from courseforge.importing.book.source import Book
from courseforge.importing.draft import Draft, Facts, Remark
from courseforge.importing.front_facts import without_addresses
from courseforge.importing.front_matter import quote, write_original
from courseforge.importing.lesson_text import write_beside
from courseforge.model import Original, list_entries
from courseforge.reading.wording import list_words, one_line

_ELSEWHERE = {"en": "On other websites", "es": "En otros sitios web"}


def write_course(book: Book, facts: Facts, lessons: Sequence[str]) -> str:
    """Write ``course.yml``: what is known, and nothing else."""
    lines = (
        f"title: {quote(facts.title)}",
        *((f"description: {quote(facts.description)}",) if facts.description else ()),
        *((f"language: {book.language}",) if book.language else ()),
        *((f"license: {quote(facts.license)}",) if facts.license else ()),
        *((f"authors: [{', '.join(map(quote, facts.authors))}]",) if facts.authors else ()),
        *write_original(facts.based_on),
        "lessons:",
        *(f"  - {lesson}" for lesson in lessons),
    )
    return "\n".join((*lines, ""))


def find_course_facts(book: Book, author: str, first: str, *, own: bool) -> Facts:
    """Return what the book says of itself; who made it is the author of the original, unless it is one's own.

    Args:
        first: the title of its first page, which is the book's where it states none.
    """
    stated = book.stated.get("title")
    title = one_line(str(stated)) if isinstance(stated, str | int | float) and stated else first
    described = book.stated.get("description")
    around = book.around
    original = Original(title, around.author, around.address, around.license)
    known = not own and (original.author or original.source or original.license)
    return Facts(
        title=title,
        description=one_line(described) if isinstance(described, str) else "",
        authors=tuple(filter(None, (author or (around.author if own else ""),))),
        license=around.license,
        based_on=original if known else Original(),
    )


def write_welcome(book: Book) -> str:
    """Write ``index.md`` with the links of the table of contents that lead elsewhere; nothing where there is none."""
    parts: dict[str, list[str]] = {}
    for caption, title, url in _list_addresses(book):
        parts.setdefault(caption, []).append(f"- [{_escape(title)}](<{url}>)")
    if not parts:
        return ""
    lines = [f"## {_ELSEWHERE.get(book.language.partition('-')[0], _ELSEWHERE['en'])}"]
    for caption, links in parts.items():
        lines += ["", *((f"### {_escape(caption)}", "") if caption else ()), *links]
    return "\n".join((*lines, ""))


def _list_addresses(book: Book) -> Iterator[tuple[str, str, str]]:
    """List caption, title and address of each."""
    for entry in list_entries(book.contents.root):
        for part in entry.parts:
            yield from (
                (one_line(part.caption), one_line(below.title), below.url.replace("<", "%3C").replace(">", "%3E"))
                for below in part.entries
                if below.url
            )


def _escape(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#{}$" else letter for letter in text)


def say_parts(book: Book) -> Iterator[Remark]:
    """Say what of the table of contents a course has no place for."""
    captions = [part.caption for entry in list_entries(book.contents.root) for part in entry.parts if part.caption]
    if captions:
        parts = "one part" if len(captions) == 1 else f"{len(captions)} parts"
        told = f"The book had {parts}: {list_words(captions)}. A course has none; its lessons keep their order."
        yield Remark("look", told)


def write_kept(book: Book) -> bytes:
    """Keep the two files that made it a book, without mail addresses."""
    said = "What the book said about itself as a whole."
    kept = (Remark("kept", said, name, without_addresses(text.rstrip())) for name, text in book.texts.items())
    return write_beside(Draft(Facts(), (), tuple(kept)))


def list_course_unknown(facts: Facts, language: str) -> Iterator[str]:
    """Name what nobody has said about the course as a whole."""
    known = {"description": facts.description, "language": language, "license": facts.license}
    yield from (name for name, value in known.items() if not value)
    yield from (name for name in ("authors",) if not facts.authors)
    yield from ("interests", "product")  # of which no book says anything


def count_unknown(lessons: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """Turn what each lesson lacks round: fact -> the lessons that lack it."""
    facts = dict.fromkeys(fact for lacking in lessons.values() for fact in lacking)
    return {fact: tuple(slug for slug, lacking in lessons.items() if fact in lacking) for fact in facts}
