"""What ``import`` made of a book, and what a person has to add to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import PurePosixPath

from rich.text import Text

from courseforge.importing import ImportedBook, Remark
from courseforge.importing.companions import Missing
from courseforge.reporting.imported import HEADINGS, SHOWN, describe_remarks, name_files
from courseforge.reporting.json_report import Document
from courseforge.reporting.wording import count, indent, join_words, printable

# What a person writes, with an example; in the order in which it is told.
_FACTS: Mapping[str, str] = {
    "description": 'description: "Read a bus map and find your stops."',
    "authors": "authors: [reading-room]",
    "license": "license: CC-BY-4.0",
    "level": "level: beginner",
    "ages": 'ages: "12-18"',
    "duration": 'duration: "45 min"',
    "interests": "interests: [music]",
    "teaches": "teaches: [loops]",
    "objectives": 'objectives: ["Name the nearest stops"]',
    "product": 'product: "Your own list of stops"',
    "language": "language: en",
}


def describe_book(imported: ImportedBook, *, width: int | None = None, verbose: bool = False) -> Iterator[Text]:
    """Say it for the person who will finish the course."""
    yield Text(
        f"The course is there: {printable(imported.path)}, {count(len(imported.lessons), 'lesson')}", "bold green"
    )
    yield Text(f"  It was a {imported.kind}. What is known of it: {join_words(imported.facts)}.")
    if imported.files:
        told = f"{count(len(imported.files), 'file')} came along: {name_files(imported.files)}."
        yield from map(Text, indent(told, width, "  "))
    if imported.added:
        told = f"Its table of contents did not name {name_files(imported.added)}, but other pages lead there."
        yield from map(Text, indent(told, width, "  "))
    for kind, heading in HEADINGS.items():
        chosen = [remark for remark in _gather(imported) if remark.kind == kind]
        if chosen or kind == "kept":
            yield Text(f"\n{heading.replace('the lesson', 'the lessons')}", "bold")
            yield from describe_remarks(chosen, width, verbose)
        if kind == "kept":
            told = f"What the book said as a whole: see {imported.beside}"
            yield from map(Text, indent(told, width, "  "))
    yield from _describe_missing("Pages of which no lesson was made:", imported.left_out, width, verbose)
    yield from _describe_missing(
        "Files that pages name and that did not come along:", _gather_missing(imported), width, verbose
    )
    yield from _describe_settings(imported, width)
    yield from _describe_unknown(imported, width)
    yield from _describe_next(imported, width)


def _gather(imported: ImportedBook) -> Iterator[Remark]:
    """List what happened to the whole, and to each lesson, with its name."""
    yield from imported.remarks
    for lesson in imported.lessons:
        slug = PurePosixPath(lesson.path).stem
        yield from (replace(one, place=f"{one.place} of {slug}" if one.place else slug) for one in lesson.remarks)


def _gather_missing(imported: ImportedBook) -> list[Missing]:
    """Name each file once, with the lessons that name it."""
    found: dict[Missing, list[str]] = {}
    for lesson in imported.lessons:
        for missing in lesson.missing:
            found.setdefault(missing, []).append(PurePosixPath(lesson.path).stem)
    return [Missing(one.written, f"{one.reason} ({name_files(slugs)})") for one, slugs in found.items()]


def _describe_missing(heading: str, missing: Sequence[Missing], width: int | None, verbose: bool) -> Iterator[Text]:
    shown = missing if verbose else missing[: 2 * SHOWN]
    if missing:
        yield Text(f"\n{heading}", "bold")
    for one in shown:
        yield from map(Text, indent(f"{printable(one.written)}: {one.reason}", width, "  "))
    if len(missing) > len(shown):
        yield Text(f"  and {len(missing) - len(shown)} more; --verbose names all")


def _describe_settings(imported: ImportedBook, width: int | None) -> Iterator[Text]:
    if not imported.settings:
        return
    yield Text("\nWhat the lessons need and only your library can say:", "bold")
    told = "Add these lines to your _config.yml. Where it has such a line already, put what is new below it."
    yield from map(Text, indent(told, width, "  "))
    yield from (Text(f"    {printable(line)}") for line in imported.settings.split("\n"))
    if "extra_extensions" in imported.settings:
        told = (
            "Take over only those extensions that the lessons use; each has to be installed, too, with pip install."
        )
        yield from map(Text, indent(told, width, "  "))


def _describe_unknown(imported: ImportedBook, width: int | None) -> Iterator[Text]:
    """Say once what nobody has said, of how many lessons, and how it is written."""
    yield Text("\nWhat a person must add, for nothing is made up:", "bold")
    total = len(imported.lessons)
    rows = [(fact, _say_of(len(imported.unknown[fact]), total)) for fact in _FACTS if fact in imported.unknown]
    widest = max((len(of) for _, of in rows), default=0)
    yield from (Text(f"  {fact:<12} {of:<{widest}}  for example  {_FACTS[fact]}") for fact, of in rows)
    if imported.course_unknown:
        told = f"The course itself, in course.yml: {join_words(imported.course_unknown)}."
        yield from map(Text, indent(told, width, "  "))


def _say_of(number: int, total: int) -> str:
    return "every lesson" if number == total else f"{number} of {count(total, 'lesson')}"


def _describe_next(imported: ImportedBook, width: int | None) -> Iterator[Text]:
    yield Text()
    if "license" in imported.course_unknown:
        named = imported.license_file
        told = (
            f"Its {named} speaks of a license that courseforge does not know for certain. Read it."
            if named
            else "No license was found. Ask those who made the book before anybody reads it here."
        )
        yield from map(Text, indent(told, width, ""))
    told = (
        "Each lesson says state: proposed, so nothing of it is published until two people have looked at it. "
        "Next: courseforge check"
    )
    yield from map(Text, indent(told, width, ""))


def book_document(imported: ImportedBook) -> Document:
    """Return what ``import --format json`` prints for a book; nothing is folded."""
    remarks = list(_gather(imported))
    summary = {
        "lessons": len(imported.lessons),
        "files": len(imported.files),
        "missing": len(_gather_missing(imported)),
        "left_out": len(imported.left_out),
        "changed": sum(remark.kind == "changed" for remark in remarks),
        "kept": sum(remark.kind == "kept" for remark in remarks),
    }
    return {**asdict(imported), "summary": summary}
