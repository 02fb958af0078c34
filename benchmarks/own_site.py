"""A book's site by ``courseforge build --no-execute``, from the folder as it is; and once more after an edit."""

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from compared_book import Book
from courseforge.config import BUILD_FOLDER
from measured_command import Measurement, measure_command

_COMMAND = (sys.executable, "-m", "courseforge", "build", "--no-execute", "--format", "json")
_ADDED = "A sentence that was added."
_FINISHED = (0, 1)  # 1: something in the pages is wrong; the others are published


@dataclass(frozen=True, slots=True)
class OwnSite:
    """What courseforge made.

    Attributes:
        folder: the pages of the first build.
        cost: of the first build.
        again: of the build after an edit; None where no page could be edited.
        said: every diagnostic of the first build.
        complaint: why there are no pages; empty where there are.
    """

    folder: Path
    cost: Measurement
    again: Measurement | None
    said: tuple[Mapping[str, object], ...]
    complaint: str


def build_own(book: Book, work: Path) -> OwnSite:
    """Build a book from nothing, then with one more sentence in a page."""
    folder, log = book.copy_to(work / "own"), work / f"{book.name}-own.log"
    site = folder / BUILD_FOLDER / "site"
    cost = measure_command([*_COMMAND, str(folder)], log, codes=range(256))
    words = log.read_text(encoding="utf-8", errors="replace")
    if not (site / "index.html").is_file():
        return OwnSite(site, cost, None, (), words.strip()[-2000:])
    kept = shutil.copytree(site, work / f"{book.name}-own")
    again = _build_again(folder, site, work / f"{book.name}-again.log")
    return OwnSite(kept, cost, again, tuple(_read_report(words)["diagnostics"]), "")


def _build_again(folder: Path, site: Path, log: Path) -> Measurement | None:
    texts = (path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".ipynb"))
    sources = [page for page in texts if _page_of(page, folder, site).is_file()]
    if not sources:
        return None
    source = sources[len(sources) // 2]
    text = source.read_text(encoding="utf-8")
    source.write_text(_add_sentence(text, source.suffix), encoding="utf-8")
    again = measure_command([*_COMMAND, str(folder)], log, codes=_FINISHED)
    if _ADDED not in _page_of(source, folder, site).read_text(encoding="utf-8"):
        sys.exit(f"{source.relative_to(folder)} was edited, and its page does not say so.")
    return again


def _add_sentence(text: str, suffix: str) -> str:
    if suffix == ".md":
        return f"{text.rstrip()}\n\n{_ADDED}\n"
    notebook = json.loads(text)
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": [_ADDED]})
    return json.dumps(notebook, ensure_ascii=False, indent=1)


def _page_of(source: Path, folder: Path, site: Path) -> Path:
    return site / source.relative_to(folder).with_suffix(".html")


def _read_report(words: str) -> dict[str, list[Mapping[str, object]]]:
    """Find the report between what is said to people on the same screen."""
    report: dict[str, list[Mapping[str, object]]] = json.JSONDecoder().raw_decode(words[words.index("{\n") :])[0]
    return report
