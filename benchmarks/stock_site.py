"""A book's site by ``jupyter-book build``, nothing run; kept, because building it takes longer than all else."""

import json
import shutil
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from compared_book import Book, read_config
from measured_command import measure_command

_BUILD = "from jupyter_book.cli.main import main; main()"
_ANY_CODE = range(256)


@dataclass(frozen=True, slots=True)
class StockSite:
    """What Jupyter Book made.

    Attributes:
        folder: the pages; empty where it made none.
        seconds: from start to end.
        work: seconds of all processors.
        changed: what the build needed that the book does not say.
        complaint: why there are no pages, in Jupyter Book's words; empty where there are.
    """

    folder: str
    seconds: float
    work: float
    changed: tuple[str, ...]
    complaint: str


def build_stock(book: Book, work: Path, kept: Path, python: str) -> StockSite:
    """Build a book, or return what is kept of an earlier build.

    Args:
        book: where it lies.
        work: a folder for the copy.
        kept: a folder for the sites, each beside the numbers of its build.
        python: the interpreter with Jupyter Book and the extensions that the book names.
    """
    site, numbers, log = (kept / f"{book.name}-jb{suffix}" for suffix in ("", ".json", ".log"))
    if numbers.is_file():
        return StockSite(**json.loads(numbers.read_text(encoding="utf-8")))
    folder = book.copy_to(work / "stock")
    changed = (*_adapt(folder, python), *_migrate(folder, python))
    kept.mkdir(parents=True, exist_ok=True)
    cost = measure_command([python, "-W", "ignore", "-c", _BUILD, "build", str(folder)], log, codes=_ANY_CODE)
    shutil.rmtree(site, ignore_errors=True)
    built = folder / "_build" / "html"
    if found := any(built.glob("**/*.html")):
        shutil.move(built, site)
    complaint = "" if found else log.read_text(encoding="utf-8", errors="replace").strip()[-1000:]
    made = StockSite(str(site) if found else "", round(cost.seconds, 2), round(cost.work, 2), changed, complaint)
    numbers.write_text(json.dumps(asdict(made), indent=2) + "\n", encoding="utf-8")
    return made


def _adapt(folder: Path, python: str) -> tuple[str, ...]:
    """Let nothing be run, and take the theme that the comparison can read; without an extension, do without it."""
    config = read_config(folder)
    changed = []
    for name in ("execute", "sphinx"):
        if not isinstance(config.get(name), dict):
            config[name] = {}
    execute, sphinx = config["execute"], config["sphinx"]
    assert isinstance(execute, dict) and isinstance(sphinx, dict)
    execute["execute_notebooks"] = "off"
    settings = sphinx.setdefault("config", {}) or {}
    if settings.pop("html_theme", "sphinx_book_theme") != "sphinx_book_theme":
        settings.pop("html_theme_options", None)
        changed.append("its theme is left out")
    extensions = sphinx.get("extra_extensions") or []
    if without := [name for name in extensions if not _can_load(str(name), python)]:
        sphinx["extra_extensions"] = [name for name in extensions if name not in without]
        changed += [f"{name} is not here" for name in without]
    (folder / "_config.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    return tuple(changed)


def _migrate(folder: Path, python: str) -> tuple[str, ...]:
    """Write a table of contents of the form before 0.11 anew, which Jupyter Book 1 refuses otherwise."""
    contents = folder / "_toc.yml"
    if not isinstance(yaml.safe_load(contents.read_text(encoding="utf-8")), list):
        return ()
    command = [python, "-W", "ignore", "-c", _BUILD, "toc", "migrate", str(contents), "-o", str(contents)]
    subprocess.run(command, capture_output=True, check=False)
    return ("its table of contents is migrated",)


def _can_load(extension: str, python: str) -> bool:
    command = [python, "-W", "ignore", "-c", "import importlib, sys; importlib.import_module(sys.argv[1])", extension]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
