"""What is lost when notebooks of public origin are brought into a library, run and shown?

    python benchmarks/import_survival.py FOLDER [FOLDER ...] [--each 5] [--json FILE]

Each folder is a copy of somebody's repository, fetched by you and not kept with courseforge. The notebooks of each
are imported into a new library in a temporary folder, run behind walls where there are any, and made into pages.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from courseforge.errors import CourseforgeError
from courseforge.importing import Imported, import_source

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
    parser.add_argument("--json", type=Path, help="also write the rows here")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        library = begin_library(Path(place) / "library", wanted.timeout)
        found = [
            survive(source, folder, library) for folder in wanted.folders for source in choose(folder, wanted.each)
        ]
        rows = list(add_pages(found, library))
    print(table(rows))
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


def add_pages(found: list[Survival], library: Path) -> Iterator[Survival]:
    """Run everything, make the pages, and say of each how far it came."""
    held = let_through(library)
    runs = {row["path"]: row for row in json.loads(call("run", str(library), "--format", "json"))["lessons"]}
    made = json.loads(call("build", str(library), "--no-execute", "--format", "json"))
    errors = {
        d["path"]: d["code"]
        for d in reversed(made["diagnostics"])
        if d["severity"] == "error" or d["code"] == "CF219"
    }
    for one in found:
        run = runs.get(one.path, {})
        failure = run.get("failure") or {}
        ran = (
            run.get("status", "") if not failure else f"stopped in cell {failure['cell']}: {failure['message'][:60]}"
        )
        page = library / "_build/site/trial" / f"{Path(one.path).stem}.html"
        shown = one.page or ("yes" if one.path and page.exists() else f"no: {errors.get(one.path, '?')}")
        yield replace(one, held=held.get(one.path, ""), ran=ran or run.get("reason", ""), page=shown)


def call(*words: str) -> str:
    """Run a command; what it says on standard output is the answer, whatever its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "courseforge", *words], capture_output=True, text=True, check=False
    ).stdout


def table(rows: list[Survival]) -> str:
    """Write the table in Markdown, with the sums below."""
    head = (
        "| source | lines | lost | files | not there | kept beside | to mend first | ran | page |\n"
        "|---|---|---|---|---|---|---|---|---|"
    )
    lines = [
        f"| {r.source} | {r.lines} | {r.lost} | {r.files} | {r.missing} | {r.kept} | {r.held} | {r.ran} | {r.page} |"
        for r in rows
    ]
    ran, shown = sum(r.ran in ("ran", "cached") for r in rows), sum(r.page == "yes" for r in rows)
    lost = sum(r.lost for r in rows)
    folders = len({r.source.partition("/")[0] for r in rows})
    total = f"{len(rows)} sources of {folders} folders: {lost} lines lost, {ran} ran to the end, {shown} have a page."
    return "\n".join((head, *lines, "", total))


if __name__ == "__main__":
    main()
