"""Whether our pages lose anything of a Jupyter Book: each construct of its pages, by Jupyter Book and by courseforge.

Each folder is a Jupyter Book 1 project. Its pages (Markdown and notebooks; what is left out is said) are laid out
twice from the same sources: flat, as a book, and as a library of one course. Both are built, nothing is run, and what
stands in the pages is compared piece by piece. A piece that is in Jupyter Book's page and not in ours is lost; a
frame, a video or a sound is replaced where our page has a link to the same address. --lost shows where each stood.
"""

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmark_script import Report, make_parser, run_script
from courseforge.diagnostics import Diagnostic, Severity
from courseforge.publishing.building import publish
from laid_out_book import LaidOutBook, lay_out_book
from page_constructs import OWN, REPLACEABLE, STOCK, WORDS, Dialect, Piece, Site, read_page

Pages = Mapping[str, Counter[Piece]]
_BUILD = "from jupyter_book.cli.main import main; main()"


def compare_book(source: Path, work: Path) -> dict[str, Any]:
    """Build a book both ways and compare its pages."""
    laid_out = lay_out_book(source, work)
    log = work / "jupyter-book.log"
    with log.open("wb") as words:
        command = [sys.executable, "-W", "ignore", "-c", _BUILD, "build", str(laid_out.book)]
        subprocess.run(command, stdout=words, stderr=subprocess.STDOUT, check=False)
    report = publish(laid_out.library, execute=False, record=False)
    stock = _read(laid_out, laid_out.book / "_build" / "html", "", STOCK)
    own = _read(laid_out, report.site, f"{laid_out.course}/", OWN)
    missing = sorted(set(laid_out.pages) - own.keys())
    return {
        "book": source.name,
        "pages": len(stock),
        "left_out": laid_out.left_out,
        "without_extensions": laid_out.without,
        "pages_missing": missing,
        "table": make_table(stock, own),
        "lost": {name: _list_lost(stock, own, name) for name in _names(stock)},
        "said": _list_said(report.diagnostics, laid_out),
    }


def make_table(stock: Pages, own: Pages) -> list[dict[str, object]]:
    """Count each construct in all pages together, page by page compared."""
    rows = []
    for name in _names(stock):
        theirs, ours = (sum(_only(pages, name).values()) for pages in (stock, own))
        lost = len(_list_lost(stock, own, name))
        if name == REPLACEABLE:
            ours = theirs - lost
        rows.append({"construct": name, "jupyter_book": theirs, "courseforge": ours, "lost": lost})
    return rows


def _names(pages: Pages) -> list[str]:
    names = {name for pieces in pages.values() for name, _ in pieces}
    return sorted(names, key=lambda name: (name == WORDS, name))


def _only(pages: Pages, name: str) -> Counter[Piece]:
    total: Counter[Piece] = Counter()
    for pieces in pages.values():
        total.update({piece: count for piece, count in pieces.items() if piece[0] == name})
    return total


def _list_lost(stock: Pages, own: Pages, name: str) -> list[tuple[str, str]]:
    """List the page and the words of each piece that ours do not have."""
    lost = []
    for slug, pieces in sorted(stock.items()):
        gone = pieces - own.get(slug, Counter())
        lost += [(slug, words) for (kind, words), count in sorted(gone.items()) if kind == name for _ in range(count)]
    return lost


def _read(laid_out: LaidOutBook, folder: Path, below: str, dialect: Dialect) -> dict[str, Counter[Piece]]:
    names = {f"{below}{slug}.html": slug for slug in laid_out.pages}
    site = Site.open(folder, {name: slug for name, slug in names.items() if (folder / name).is_file()})
    return {slug: read_page(folder / name, dialect, site) for name, slug in site.names.items()}


def _list_said(diagnostics: tuple[Diagnostic, ...], laid_out: LaidOutBook) -> list[str]:
    """List what building said of the pages, rules about good lessons aside."""
    said = (d for d in diagnostics if d.severity is not Severity.INFO or d.code.startswith(("CF2", "CF4", "CF7")))
    return [f"{d.severity} {d.code} {d.location}: {d.message}".replace(str(laid_out.library), "") for d in said]


def describe(report: Report, *, shown: bool) -> str:
    """Write the table of each book, and where what is lost stood."""
    lines: list[str] = []
    for book in report["books"]:  # type: ignore[attr-defined]
        lines += [f"\n{book['book']}: {book['pages']} pages", f"  left out: {', '.join(book['left_out']) or 'none'}"]
        lines.append(f"  extensions that are not here: {', '.join(book['without_extensions']) or 'none'}")
        lines.append(f"  pages that are missing: {', '.join(book['pages_missing']) or 'none'}")
        lines.append(f"{'construct':46}{'Jupyter Book':>14}{'courseforge':>13}{'lost':>7}")
        for row in book["table"]:
            lines.append(f"{row['construct']:46}{row['jupyter_book']:14}{row['courseforge']:13}{row['lost']:7}")
        if shown:
            for name, places in book["lost"].items():
                lines += [f"  {name} | {page} | {words[:150]}" for page, words in places]
            lines += [f"  {said}" for said in book["said"]]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Compare each book, report."""
    parser = make_parser(__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="a book: _config.yml and _toc.yml")
    parser.add_argument("--lost", action="store_true", help="say where each lost piece stood, and what building said")
    options = parser.parse_args()

    def measure(options: argparse.Namespace, work: Path) -> Report:
        folders = [folder.absolute() for folder in options.folders]
        return {"books": [compare_book(folder, work / folder.name) for folder in folders]}

    run_script(options, measure, lambda report: describe(report, shown=options.lost))


if __name__ == "__main__":
    main()
