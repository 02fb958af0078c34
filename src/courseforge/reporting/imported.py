"""What ``import`` brought, what it changed, and what it could not bring."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.text import Text

from courseforge.importing import Imported, Remark
from courseforge.reporting.json_report import Document
from courseforge.reporting.wording import indent, join_words, printable

SHOWN = 5  # places of one sort, and files
HEADINGS = {
    "changed": "Written otherwise:",
    "kept": "Not brought, and kept beside the lesson:",
    "look": "Please look at:",
}


def describe_import(imported: Imported, *, width: int | None = None, verbose: bool = False) -> Iterator[Text]:
    """Say it for the person who will finish the lesson."""
    yield Text(f"The lesson is there: {printable(imported.path)}", "bold green")
    yield Text(f"  It was a {imported.kind}. Its facts: {join_words(imported.facts)}.")
    if imported.files:
        yield from map(Text, indent(f"Beside it: {name_files(imported.files)}.", width, "  "))
    for kind, heading in HEADINGS.items():
        chosen = [remark for remark in imported.remarks if remark.kind == kind]
        if chosen:
            yield Text(f"\n{heading}", "bold")
            yield from describe_remarks(chosen, width, verbose)
        if kind == "kept" and imported.beside:
            yield Text(f"  See {printable(imported.beside)}")
    yield from _describe_missing(imported, width, verbose)
    yield from _describe_next(imported, width)


def describe_remarks(remarks: Sequence[Remark], width: int | None, verbose: bool) -> Iterator[Text]:
    """Count what is of one sort; with ``verbose``, show each piece before and after."""
    of_message: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        of_message[remark.message].append(remark)
    for message, same in of_message.items():
        places = list(dict.fromkeys(remark.place for remark in same if remark.place))
        shown = join_words(places[:SHOWN]) + (f" and {len(places) - SHOWN} more" if len(places) > SHOWN else "")
        yield from map(Text, indent(f"{message}{f' ({shown})' if shown else ''}", width, "  "))
        for remark in same if verbose else ():
            yield from (Text(f"    - {printable(line)}", "dim") for line in remark.before.split("\n") if line.strip())
            yield from (Text(f"    + {printable(line)}", "dim") for line in remark.after.split("\n") if line.strip())


def _describe_missing(imported: Imported, width: int | None, verbose: bool) -> Iterator[Text]:
    if imported.missing:
        yield Text("\nFiles that it names and that did not come along:", "bold")
        for missing in imported.missing if verbose else imported.missing[: 2 * SHOWN]:
            yield from map(Text, indent(f"{printable(missing.written)}: {missing.reason}", width, "  "))
        if len(imported.missing) > 2 * SHOWN and not verbose:
            yield Text(f"  and {len(imported.missing) - 2 * SHOWN} more; --verbose names all")


def _describe_next(imported: Imported, width: int | None) -> Iterator[Text]:
    yield Text()
    if imported.license_file:
        told = f"Its {imported.license_file} speaks of a license that courseforge does not know for certain. Read it."
        yield from map(Text, indent(told, width, ""))
    if imported.unknown:
        told = f"Nobody has said yet: {join_words(imported.unknown)}. Add what you know between the --- lines."
        yield from map(Text, indent(told, width, ""))
    told = (
        "It says state: proposed, so nothing of it is published until two people have looked at it. "
        "Next: courseforge check"
    )
    yield from map(Text, indent(told, width, ""))


def name_files(files: Sequence[str]) -> str:
    """Name files; of many, only the first."""
    shown = [printable(file) for file in files[:SHOWN]]
    return join_words(shown) if len(files) <= SHOWN else f"{', '.join(shown)} and {len(files) - SHOWN} more"


def import_document(imported: Imported) -> Document:
    """Return what ``import --format json`` prints; nothing is folded."""
    row = asdict(imported)
    changed = [remark for remark in imported.remarks if remark.kind == "changed"]
    kept = [remark for remark in imported.remarks if remark.kind == "kept"]
    summary = {
        "files": len(imported.files),
        "missing": len(imported.missing),
        "changed": len(changed),
        "kept": len(kept),
    }
    return {**row, "summary": summary}
