"""What is lost when notebooks of public origin are brought into a library, run and shown?

    python benchmarks/import_survival.py FOLDER [FOLDER ...] [--each 5] [--json FILE]
    python benchmarks/import_survival.py --whole BOOK [BOOK ...] [--no-run] [--json FILE]

Each folder is a copy of somebody's repository, fetched by you and not kept with courseforge. The notebooks of each
are imported into a new library in a temporary folder, run behind walls where there are any, and made into pages.
With --whole each is a Jupyter Book, all of which becomes a course.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from courseforge.errors import CourseforgeError
from courseforge.importing import Imported, import_book, import_source

ENDINGS = (".ipynb", ".md")
NOT_LESSONS = re.compile(
    r"readme|license|contributing|code_of_conduct|checkpoint|index|paper|changelog", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Survival:
    """What became of a source."""

    source: str
    lines: int
    lost: int
    files: int
    missing: int
    kept: int
    path: str = ""
    held: str = ""  # by which rules, until somebody mends it
    ran: str = ""
    page: str = ""


def main() -> None:
    """Try them all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=5, help="sources of each folder")
    parser.add_argument("--timeout", type=int, default=60, help="seconds for a cell")
    parser.add_argument("--whole", action="store_true", help="the folders are Jupyter Books: import all of each")
    parser.add_argument("--no-run", action="store_true", help="do not run the lessons")
    parser.add_argument("--json", type=Path, help="also write the rows here")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        library = begin_library(Path(place) / "library", wanted.timeout)
        found = [
            row
            for folder in wanted.folders
            for row in (survive_book(folder, library) if wanted.whole else survive_each(folder, wanted.each, library))
        ]
        rows = list(add_pages(found, library, run=not wanted.no_run))
    print(table(list(sum_books(rows)) if wanted.whole else rows, rows))
    if wanted.json:
        wanted.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), "utf-8")


def begin_library(library: Path, timeout: int) -> Path:
    """Make an empty library with one course."""
    call("init", str(library))
    for lesson in library.glob("courses/*/*.ipynb"):
        lesson.unlink()
    call("new", "course", "trial", "--library", str(library))
    settings = library / "_config.yml"
    settings.write_text(settings.read_text("utf-8").replace("timeout: 60", f"timeout: {timeout}"), "utf-8")
    return library


def choose(folder: Path, count: int) -> list[Path]:
    """Take sources from all over a folder."""
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.suffix in ENDINGS)
    shown = (path for path in paths if not any(part.startswith(".") for part in path.parts))
    sources = [folder / path for path in shown if not NOT_LESSONS.search(str(path))]
    step = max(len(sources) / count, 1)
    return [sources[int(number * step)] for number in range(min(count, len(sources)))]


def survive_each(folder: Path, count: int, library: Path) -> Iterator[Survival]:
    """Import some sources of a repository."""
    yield from (survive(source, folder, library) for source in choose(folder, count))


def survive_book(folder: Path, library: Path) -> Iterator[Survival]:
    """Import a whole book, and count for each page."""
    folder = folder.resolve()
    name = "-".join(folder.parts[-2:])
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[-60:].strip("-")
    try:
        imported = import_book(folder, library, slug)
    except CourseforgeError as error:
        yield Survival(f"{name}:", 0, 0, 0, 0, 0, page=f"refused: {error.message}")
        return
    add_settings(library, imported.settings)
    for page, lesson in zip(imported.pages, imported.lessons, strict=True):
        lines = list(read_lines(folder / page))
        present = gather(lesson, library)
        lost = sum(plain(line) not in present for line in lines)
        kept = sum(remark.kind == "kept" for remark in lesson.remarks)
        publish(library / lesson.path)
        counts = (len(lines), lost, len(lesson.files), len(lesson.missing), kept)
        yield Survival(f"{name}:{page}", *counts, lesson.path)


def add_settings(library: Path, lines: str) -> None:
    """Add what a book asks of the library, but no extension: those would have to be installed."""
    name = library / "_config.yml"
    stated, more = (yaml.safe_load(text) or {} for text in (name.read_text("utf-8"), lines))
    more.get("sphinx", {}).pop("extra_extensions", None)
    stated["bibtex_bibfiles"] = [*(stated.get("bibtex_bibfiles") or []), *more.get("bibtex_bibfiles", [])]
    for section in ("parse", "sphinx", "courseforge"):
        stated[section] = {**(stated.get(section) or {}), **more.get(section, {})}
    name.write_text(yaml.safe_dump(stated, allow_unicode=True), "utf-8")


def sum_books(rows: list[Survival]) -> Iterator[Survival]:
    """Make one row of all pages of a book."""
    for name, group in groupby(rows, key=lambda row: row.source.partition(":")[0]):
        pages = list(group)
        numbers = {
            key: sum(getattr(one, key) for one in pages) for key in ("lines", "lost", "files", "missing", "kept")
        }
        held = " ".join(sorted({code for one in pages for code in one.held.split()}))
        ran = f"{sum(one.ran in ('ran', 'cached') for one in pages)} of {len(pages)}"
        shown = f"{sum(one.page == 'yes' for one in pages)} of {len(pages)}"
        refused = pages[0].page if pages[0].page.startswith("refused") else ""
        yield Survival(name, **numbers, held=held, ran=ran, page=refused or shown)


def survive(source: Path, folder: Path, library: Path) -> Survival:
    """Import one, and count what is neither in the lesson nor in the report."""
    name = f"{folder.name}/{source.relative_to(folder).as_posix()}"
    lines = list(read_lines(source))
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[-60:].strip("-")
    try:
        imported = import_source(source, library, "trial", slug=slug)
    except CourseforgeError as error:
        return Survival(name, len(lines), len(lines), 0, 0, 0, page=f"refused: {error.message}")
    present = gather(imported, library)
    lost = [line for line in lines if plain(line) not in present]
    kept = sum(remark.kind == "kept" for remark in imported.remarks)
    publish(library / imported.path)
    return Survival(name, len(lines), len(lost), len(imported.files), len(imported.missing), kept, imported.path)


def read_lines(source: Path) -> Iterator[str]:
    """List the lines of a source's cells or text that say something."""
    text = source.read_text("utf-8", errors="replace")
    for part in list_cells(json.loads(text)) if source.suffix == ".ipynb" else [text]:
        yield from (line for line in part.splitlines() if plain(line))


def list_cells(notebook: dict[str, Any]) -> Iterator[str]:
    """Give the text of each cell, in old formats too."""
    sheets = [notebook, *notebook.get("worksheets", [])]
    for cell in (cell for sheet in sheets for cell in sheet.get("cells", [])):
        source = cell.get("source", cell.get("input", ""))
        yield source if isinstance(source, str) else "".join(source)


def plain(line: str) -> str:
    """Leave out what is only layout, and the quotation marks that facts are written in."""
    return " ".join(line.strip().lstrip("#>").replace('"', "").split())


def gather(imported: Imported, library: Path) -> str:
    """Join the lesson, what is beside it, and what the report says of changed lines."""
    path = library / imported.path
    text = path.read_text("utf-8")
    parts = ["\n".join(list_cells(json.loads(text))) if path.suffix == ".ipynb" else text]
    parts += [(library / imported.beside).read_text("utf-8")] if imported.beside else []
    parts += [remark.before for remark in imported.remarks]
    return "\n".join(plain(line) for part in parts for line in part.splitlines())


def publish(path: Path) -> None:
    """Let the lesson count as accepted, for the trial."""
    path.write_text(
        path.read_text("utf-8").replace("state: proposed\\n", "").replace("state: proposed\n", ""), "utf-8"
    )


def let_through(library: Path) -> dict[str, str]:
    """Have the rules hold nothing back, and say what they would have held back, and why."""
    codes: dict[str, set[str]] = {}
    for found in json.loads(call("check", str(library), "--format", "json"))["diagnostics"]:
        if found["severity"] == "error" and found["path"].endswith(ENDINGS):
            codes.setdefault(found["path"], set()).add(found["code"])
    for path, names in codes.items():
        ignored = ", ".join(f"{name}: tried" for name in sorted(names))
        text, line = (library / path).read_text("utf-8"), f"check: {{ignore: {{{ignored}}}}}"
        notebook = json.loads(text) if path.endswith(".ipynb") else None
        if notebook:
            notebook["cells"][0]["source"].insert(1, f"{line}\n")
        text = json.dumps(notebook) if notebook else text.replace("---\n", f"---\n{line}\n", 1)
        (library / path).write_text(text, "utf-8")
    return {path: " ".join(sorted(names)) for path, names in codes.items()}


def add_pages(found: list[Survival], library: Path, *, run: bool = True) -> Iterator[Survival]:
    """Run everything, make the pages, and say of each how far it came."""
    held = let_through(library)
    told = json.loads(call("run", str(library), "--format", "json"))["lessons"] if run else []
    runs = {row["path"]: row for row in told}
    made = json.loads(call("build", str(library), "--no-execute", "--format", "json"))
    errors = {
        d["path"]: d["code"]
        for d in reversed(made["diagnostics"])
        if d["severity"] == "error" or d["code"] == "CF219"
    }
    for one in found:
        its = runs.get(one.path, {})
        failure = its.get("failure") or {}
        ran = (
            its.get("status", "") if not failure else f"stopped in cell {failure['cell']}: {failure['message'][:60]}"
        )
        page = library / "_build/site" / Path(one.path).parent.name / f"{Path(one.path).stem}.html"
        shown = one.page or ("yes" if one.path and page.exists() else f"no: {errors.get(one.path, '?')}")
        yield replace(one, held=held.get(one.path, ""), ran=ran or its.get("reason", ""), page=shown)


def call(*words: str) -> str:
    """Run a command; what it says on standard output is the answer, whatever its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "courseforge", *words], capture_output=True, text=True, check=False
    ).stdout


def table(shown_rows: list[Survival], rows: list[Survival]) -> str:
    """Write the table in Markdown, with the sums of all sources below."""
    head = (
        "| source | lines | lost | files | not there | kept beside | to mend first | ran | page |\n"
        "|---|---|---|---|---|---|---|---|---|"
    )
    lines = [
        f"| {r.source} | {r.lines} | {r.lost} | {r.files} | {r.missing} | {r.kept} | {r.held} | {r.ran} | {r.page} |"
        for r in shown_rows
    ]
    ran, shown = sum(r.ran in ("ran", "cached") for r in rows), sum(r.page == "yes" for r in rows)
    lost = sum(r.lost for r in rows)
    folders = len({re.split("[/:]", r.source)[0] for r in rows})
    total = f"{len(rows)} sources of {folders} folders: {lost} lines lost, {ran} ran to the end, {shown} have a page."
    return "\n".join((head, *lines, "", total))


if __name__ == "__main__":
    main()
