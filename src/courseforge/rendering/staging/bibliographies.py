"""The library's bibliographies (Jupyter Book's ``bibtex_bibfiles``), which every staged book carries along."""

from collections.abc import Container, Iterator, Mapping
from pathlib import Path, PurePosixPath

from courseforge.config import CONFIG_FILE, Settings
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.rendering.staging.bibtex_entries import take_out_open_entries

_KEY = "bibtex_bibfiles"
#: What stands for the bibliographies of a book that names some and has none.
NO_SOURCES = {"no-sources.bib": b""}


def read_bibliographies(settings: Settings, root: Path) -> dict[str, bytes]:
    """Read the BibTeX files that lie in the library's folder."""
    return {name: (root / name).read_bytes() for name in sorted(_list_names(settings)) if _lies_inside(name, root)}


def say_missing(settings: Settings, read: Container[str]) -> Iterator[Diagnostic]:
    """Say which bibliographies are named and could not be read."""
    for number, name in enumerate(_list_names(settings)):
        if name not in read:
            yield Diagnostic(
                "CF078",
                Severity.WARNING,
                f"There is no bibliography “{name}” in this book; it is left out.",
                Location(CONFIG_FILE, line=settings.lines.get((_KEY, number)) or settings.lines.get((_KEY,))),
                "Look whether the file has another name or another folder, or delete this line.",
            )


def take_out_broken(bibliographies: Mapping[str, bytes], diagnostics: list[Diagnostic]) -> dict[str, bytes]:
    """Return what can be read of the bibliographies, and say which sources cannot."""
    whole = {}
    for path, data in bibliographies.items():
        text, opened = take_out_open_entries(data.decode(errors="replace"))
        whole[path] = text.encode() if opened else data
        diagnostics += (_say_open(path, name, line) for name, line in opened)
    return whole


def _say_open(path: str, name: str, line: int) -> Diagnostic:
    return Diagnostic(
        "CF079",
        Severity.WARNING,
        f"The source “{name}” has no end: a bracket that is opened there is not closed. The book is made without it.",
        Location(path, line=line),
        "Each { needs a }, and after the last line of the source stands one more }",
    )


def _list_names(settings: Settings) -> list[str]:
    stated = settings.book.get(_KEY)
    return [name for name in stated if isinstance(name, str)] if isinstance(stated, (list, tuple)) else []


def _lies_inside(name: str, root: Path) -> bool:
    path = root / name
    plain = ".." not in PurePosixPath(name).parts and path.resolve().is_relative_to(root.resolve())
    return path.suffix == ".bib" and plain and path.is_file() and not path.is_symlink()
