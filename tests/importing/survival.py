"""Which lines of a source are neither in the lesson nor in the report."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from courseforge.importing import Imported

_MAIL = re.compile(r"[\w.]+@[\w.]+")


def find_lost(source: Path, root: Path, imported: Imported) -> list[str]:
    """Name the lines that are gone without a word."""
    there = "\n".join(_plain(line) for part in _gather(root, imported) for line in part.splitlines())
    text = source.read_text("utf-8")
    parts = list_texts(json.loads(text)) if source.suffix == ".ipynb" else [text]
    lines = (line for part in parts for line in part.splitlines() if _plain(line))
    return [
        line
        for line in lines
        if _plain(line) not in there and _plain(_MAIL.sub("(an address, left out)", line)) not in there
    ]


def list_texts(notebook: dict[str, Any]) -> Iterator[str]:
    """Give the text of each cell, in every format that there was."""
    for sheet in (notebook, *notebook.get("worksheets", [])):
        for cell in sheet.get("cells", []):
            source = cell.get("source", cell.get("input", ""))
            yield source if isinstance(source, str) else "".join(source)


def _gather(root: Path, imported: Imported) -> Iterator[str]:
    text = (root / imported.path).read_text("utf-8")
    yield from list_texts(json.loads(text)) if imported.path.endswith(".ipynb") else [text]
    if imported.beside:
        yield (root / imported.beside).read_text("utf-8")
    yield from (remark.before for remark in imported.remarks)


def _plain(line: str) -> str:
    """Leave out marks of headings and quotations, and quotation marks around facts."""
    return " ".join(line.strip().lstrip("#> ").replace('"', "").split())
