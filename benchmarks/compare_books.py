"""Whether any Jupyter Book 1 project builds as it is, faster, and loses nothing: Jupyter Book's site beside ours.

Each folder has _config.yml and _toc.yml. Copies of it (and of the repository around it) are built by ``jupyter-book
build`` and by ``courseforge build --no-execute``; nothing is run, no other host is asked for anything. Then compared:
every page's address; what stands in each page, piece by piece (a piece in Jupyter Book's page and not in ours is
lost; a frame, a video or a sound is replaced where our page has a link to the same address); links within the site
that lead to nothing; what pages say to the console of Chromium and ask other hosts for; bytes of a first visit; the
time of each build, and of ours after one edit.
"""

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmark_script import Report, make_parser, run_script
from compared_book import Book, find_book
from compared_pages import ADDED_BY_STOCK, compare_pages, list_pages
from described_books import describe
from own_site import OwnSite, build_own
from page_constructs import OWN, STOCK
from page_visits import visit_pages, weigh_pages
from site_links import FOR_THE_LOST, Site
from site_visit import add_browser_option, open_browser
from stock_site import StockSite, build_stock


def compare_book(book: Book, work: Path, options: argparse.Namespace, browser: Browser | None) -> dict[str, Any]:
    """Build a book both ways and compare the sites."""
    stock = build_stock(book, work, options.keep or work / "kept", options.jupyter_book)
    own = build_own(book, work)
    if options.keep and not own.complaint:
        shutil.rmtree(options.keep / f"{book.name}-own", ignore_errors=True)
        shutil.copytree(own.folder, options.keep / f"{book.name}-own")
    report: dict[str, Any] = {"book": book.name, "commit": _read_commit(book), "jupyter_book": asdict(stock)}
    report["courseforge"] = _summarize(own)
    if own.complaint:
        return report
    ours = Site.open(own.folder)
    report["courseforge"] |= {"pages": len(ours.places)}
    if stock.folder:
        theirs = Site.open(Path(stock.folder))
        report |= _compare_sites(theirs, ours)
    else:
        report |= {"broken_links": ours.list_broken()}
    if browser:
        report |= _visit(browser, stock, own)
    return report


def _compare_sites(theirs: Site, ours: Site) -> dict[str, Any]:
    broken = set(theirs.list_broken())
    return {
        "addresses_missing": sorted(theirs.places.keys() - ours.places.keys() - ADDED_BY_STOCK),
        "broken_links": [link for link in ours.list_broken() if link not in broken],
        "broken_in_both": len(broken & set(ours.list_broken())),
        **compare_pages(list_pages(theirs, STOCK), list_pages(ours, OWN)),
    }


def _visit(browser: Browser, stock: StockSite, own: OwnSite) -> dict[str, Any]:
    ours = visit_pages(browser, own.folder, sorted(Site.open(own.folder).places.keys() - {FOR_THE_LOST}))
    seen: dict[str, Any] = {"visits": asdict(ours)}
    if stock.folder:
        folder = Path(stock.folder)
        pages = [page for page in list_pages(Site.open(folder), STOCK) if (own.folder / page).is_file()]
        seen["first_load"] = {
            "jupyter_book": weigh_pages(browser, folder, pages),
            "courseforge": weigh_pages(browser, own.folder, pages),
        }
    return seen


def _summarize(own: OwnSite) -> dict[str, Any]:
    again = own.again and {"seconds": round(own.again.seconds, 2), "work": round(own.again.work, 2)}
    codes = Counter(f"{said['severity']} {said['code']}" for said in own.said)
    return {
        "seconds": round(own.cost.seconds, 2),
        "work": round(own.cost.work, 2),
        "after_an_edit": again,
        "complaint": own.complaint,
        "codes": dict(sorted(codes.items())),
        "said": [f"{d['severity']} {d['code']} {d['path']}:{d['line'] or ''} {d['message']}" for d in own.said],
    }


def _read_commit(book: Book) -> str:
    command = ["git", "-C", str(book.folder), "log", "-1", "--format=%h of %cs"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def main() -> None:
    """Compare each book, report."""
    parser = make_parser(__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="a book: _config.yml and _toc.yml")
    parser.add_argument("--lost", action="store_true", help="say where each lost piece stood, and what building said")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep Jupyter Book's sites there for the next time"
    )
    named = "the Python that has Jupyter Book and the books' extensions"
    parser.add_argument("--jupyter-book", metavar="PYTHON", default=sys.executable, help=named)
    parser.add_argument("--skip-browser", action="store_true", help="look at no page in Chromium")
    add_browser_option(parser)
    options = parser.parse_args()

    def measure(options: argparse.Namespace, work: Path) -> Report:
        with ExitStack() as stack:
            browser = None if options.skip_browser else stack.enter_context(open_browser(options.chromium))
            return {"books": [compare_book(find_book(path), work, options, browser) for path in options.folders]}

    run_script(options, measure, lambda report: describe(report, shown=options.lost))


if __name__ == "__main__":
    main()
