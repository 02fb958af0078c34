"""A case: a lesson, a page or a piece of a library, and what the rules say about it.

``fires*`` breaks its rule, ``silent*`` keeps it. A file is a lesson (``.md``, ``.ipynb``) of the course ``lab`` in ``base/``,
or a built page (``.html``); a folder is laid over ``base/`` as it is. Whatever has ``untrusted`` in its name is somebody
else's contribution, with ``book`` a Jupyter Book.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from courseforge.checks import RULES, LibrarySubject, PageSubject, check_outputs, check_pages, read_style
from courseforge.checks.inspection import inspect_sources
from courseforge.checks.outputs import take_saved
from courseforge.diagnostics import (
    CleanNotebook,
    Diagnostic,
    RemoveKey,
    ReplaceLines,
    StripPicture,
    sort_diagnostics,
)
from courseforge.mending.fixes import propose_changes, write_changes
from courseforge.model import Mode
from courseforge.reading import read_assets, read_library, read_published, read_settings
from courseforge.records.publication import list_changed

HERE = Path(__file__).parent
CASES = HERE / "cases"
TODAY = "2027-02-28"


@dataclass(frozen=True)
class Case:
    code: str
    path: Path

    def __str__(self) -> str:
        return f"{self.code}/{self.path.name}"

    @property
    def fires(self) -> bool:
        return self.path.name.startswith("fires")

    @property
    def mode(self) -> Mode:
        return next((mode for mode in Mode if mode.value in self.path.stem), Mode.LIBRARY)


def list_cases() -> list[Case]:
    return [
        Case(folder.name, path)
        for folder in sorted(CASES.iterdir())
        for path in sorted(folder.iterdir())
        if path.name.startswith(("fires", "silent"))
    ]


def judge(case: Case, root: Path) -> tuple[Diagnostic, ...]:
    """Say what the case's own rule finds in it."""
    return find(case, lay_out(case, root))


def judge_mended(case: Case, root: Path) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Say what the case's own rule finds before and after its fixes were written."""
    first = last = judge(case, root)
    while changes := propose_changes(root, last):
        write_changes(root, changes)
        last = find(case, read(case, root))
    return first, last


def find(case: Case, library: LibrarySubject) -> tuple[Diagnostic, ...]:
    """Hold a library that was read to the case's own rule."""
    pages = []
    if case.path.suffix == ".html":
        pages = [PageSubject("lab/one.html", partial(case.path.read_text, encoding="utf-8"), library)]
    found = chain(
        inspect_sources(RULES, library),
        check_outputs(library),
        check_pages(pages, library),
    )
    return sort_diagnostics(d for d in found if d.code == case.code)


def lay_out(case: Case, root: Path) -> LibrarySubject:
    """Write the library of a case and read it."""
    shutil.copytree(HERE / "base", root)
    if case.path.is_dir():
        shutil.copytree(case.path, root, dirs_exist_ok=True)
    elif case.path.suffix != ".html":
        shutil.copy(case.path, root / "courses" / "lab" / f"one{case.path.suffix}")
    return read(case, root)


def read(case: Case, root: Path) -> LibrarySubject:
    """Read the library of a case as it is now."""
    settings, faults = read_settings(root)
    assert faults == ()
    library = read_library(root, settings).library
    assets, outputs, style = (
        read_assets(root, library.courses),
        take_saved(library.lessons),
        read_style(library.lessons),
    )
    changed = list_changed(library.lessons, read_published(root)[0])
    return LibrarySubject(library, settings, case.mode, assets, outputs, TODAY, style, frozenset({"numpy"}), changed)


def tell(found: Iterable[Diagnostic]) -> str:
    """Write down what a person is told."""
    lines: list[str] = []
    for diagnostic in found:
        lines += [f"  {diagnostic.location}: {diagnostic.severity}", f"    {diagnostic.message}"]
        hint = diagnostic.hint.replace("\n", "\n       ")
        lines += [f"    -> {hint}"] if hint else []
        match diagnostic.fix:
            case ReplaceLines(path, cell, first, old, new):
                lines.append(f"    fix {path}, cell {cell}, line {first}: {old!r} => {new!r}")
            case RemoveKey(path, keys):
                lines.append(f"    fix {path}: without {'.'.join(map(str, keys))}")
            case CleanNotebook(path, keep_outputs):
                lines.append(f"    fix {path}: cleaned{', outputs kept' if keep_outputs else ''}")
            case StripPicture(path):
                lines.append(f"    fix {path}: picture only")
    return "".join(f"{line}\n" for line in lines)
