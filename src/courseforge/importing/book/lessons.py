"""A page -> a lesson's file in the new course, in the format it had."""

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from courseforge.config import COURSES_FOLDER
from courseforge.errors import CourseforgeError
from courseforge.importing.book.rewriting import Names, Rewriting
from courseforge.importing.book.source import Book
from courseforge.importing.book.substitutions import give_values
from courseforge.importing.chapter import read_chapter
from courseforge.importing.companions import Missing, list_modules
from courseforge.importing.course_writer import Imported
from courseforge.importing.draft import Draft, Facts, Remark
from courseforge.importing.front_facts import read_front_facts, without_addresses
from courseforge.importing.kinds import MAX_BYTES, decode_text
from courseforge.importing.known_facts import complete_facts, list_known, list_unknown
from courseforge.importing.lesson_text import write_beside, write_lesson
from courseforge.importing.notebook import read_notebook_draft
from courseforge.reading.codes import FaultError
from courseforge.reading.lesson_file import NOT_IMPORTED
from courseforge.reading.source_file import read_bytes
from courseforge.writing import write_atomically

_MORE = ("level", "ages", "interests", "teaches", "product")  # facts that only a lesson's own front matter states


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose work it is.

    Attributes:
        author: whoever brings it and made it; a key or a chosen name.
        own: it is the library's own work.
    """

    author: str = ""
    own: bool = False


def read_page_draft(book: Book, page: str) -> Draft:
    """Read a page.

    Raises:
        CourseforgeError: no lesson can be made of it.
    """
    path = book.project.pages[page]
    if path.endswith(".rst"):
        raise CourseforgeError("It is reStructuredText (.rst), which no lesson can be.")
    try:
        data = read_bytes(book.root / path, MAX_BYTES)
    except FaultError as error:
        raise CourseforgeError(f"{path} cannot be brought in. {error.faults[0].message}") from error
    around = replace(book.around, settings={**book.around.settings, "language": book.language or "en"})
    if path.endswith(".ipynb"):
        return read_notebook_draft(data, path, around)
    return read_chapter(decode_text(data, path), around)


def import_page(book: Book, page: str, names: Names, credit: Credit) -> Imported:
    """Write the lesson that a page becomes, and bring the files that it names.

    Raises:
        CourseforgeError: no lesson can be made of it.
    """
    draft = read_page_draft(book, page)
    rewriting = Rewriting(page, names, _count_lines_before(book, page, draft))
    _bring_modules(book, page, draft, rewriting)
    places = _list_places(draft)
    texts = tuple(
        rewriting.rewrite(text, place, is_code=code) for text, (place, code) in zip(draft.texts, places, strict=True)
    )
    facts = complete_facts(draft.facts, book.around, PurePosixPath(page).name, credit.author, credit.own)
    facts = give_values(facts, texts, book.stated)
    remarks = (*draft.remarks, *rewriting.remarks)
    draft, data = write_lesson(replace(draft, texts=texts, facts=facts, remarks=remarks))
    return _write(names, page, draft, data, rewriting)


def _write(names: Names, page: str, draft: Draft, data: bytes, rewriting: Rewriting) -> Imported:
    folder, name = names.shelf.folder, names.lessons[page]
    beside = write_beside(draft)
    kept = f"{name.rpartition('.')[0]}{NOT_IMPORTED}" if beside else ""
    write_atomically(folder / name, data)
    if beside:
        write_atomically(folder / kept, beside)
    there = f"{COURSES_FOLDER}/{names.course}"
    return Imported(
        kind="notebook" if draft.notebook is not None else "chapter",
        path=f"{there}/{name}",
        facts=tuple(list_known(draft.facts)),
        unknown=(*list_unknown(draft.facts), *(fact for fact in _MORE if fact not in draft.facts.kept)),
        files=tuple(sorted(rewriting.files)),
        missing=tuple(rewriting.missing.values()),
        remarks=draft.remarks,
        beside=f"{there}/{kept}" if kept else "",
    )


def keep_page(book: Book, page: str, reason: str, path: Path) -> None:
    """Keep the text of a page of which no lesson can be made; one that is no text stays where it is."""
    name = book.project.pages[page]
    if name.endswith(".ipynb"):
        return
    try:
        text = decode_text(read_bytes(book.root / name, MAX_BYTES), name)
    except (FaultError, CourseforgeError):
        return
    remark = Remark("kept", reason, name, without_addresses(text.rstrip()))
    write_atomically(path, write_beside(Draft(Facts(), (), (remark,))))


def _count_lines_before(book: Book, page: str, draft: Draft) -> int:
    """Count the lines at a page's head that are no part of the lesson's text."""
    if draft.notebook is not None:
        return 0
    front = read_front_facts(decode_text(read_bytes(book.root / book.project.pages[page], MAX_BYTES), page))
    return front.rest_line - 1 + len(front.rest) - len(front.rest.lstrip("\n"))


def _list_places(draft: Draft) -> list[tuple[str, bool]]:
    """Say of each text where it stands, and whether it is code."""
    if draft.notebook is None:
        return [("", False)]
    cells = draft.notebook["cells"]
    return [(f"cell {number}", cell["cell_type"] == "code") for number, cell in enumerate(cells, start=1)]


def _bring_modules(book: Book, page: str, draft: Draft, rewriting: Rewriting) -> None:
    """Bring the modules beside a page that its code imports, and those that these import: a course has one folder."""
    shelf, folder = rewriting.names.shelf, PurePosixPath(page).parent
    pending = [(folder, text) for text in draft.texts]
    for place, text in pending:
        for module in list_modules(text, book.root / place):
            path = (place / module).as_posix()
            if path in shelf.names or not shelf.find(module, place.as_posix()):
                continue
            if name := shelf.bring(path, module):
                rewriting.files[name] = None
                pending.append((place, (shelf.folder / name).read_text("utf-8", "replace")))
            else:
                rewriting.missing[path] = Missing(module, shelf.reasons[path])
