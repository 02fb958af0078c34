"""What searching costs: bytes of a first question, time and size of the index, files that an edit changes.

The goals, on a site of 1,000 lessons: a first question loads at most 100 KB in all (page, style, font, scripts and
index, compressed), and an edit of one lesson rewrites few files of the index. Questions are asked in Chromium, each
time as a new reader.
"""

import argparse
import gzip
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser

from benchmark_script import Report, make_parser, run_script
from courseforge.model import SiteFile
from courseforge.reading import read_library, read_settings
from courseforge.records import make_records, update_published
from courseforge.rendering.search import make_search_files
from measured_command import describe_machine, measure_command
from sample_library import Size
from searchable_lessons import MISTYPED, make_words, write_searchable_library
from site_visit import add_browser_option, open_browser, serve_folder

BUDGET = 100_000
_EDIT = b"Fourteen quiet herons waited beside the old canal until somebody brought bread and stories.</p>"


def measure(options: argparse.Namespace, work: Path) -> Report:
    """Build the site, make its index in several ways, and ask."""
    library, words = work / "library", make_words()
    write_searchable_library(library, Size(options.lessons, max(1, options.lessons // 20)), words)
    build = measure_command([sys.executable, "-m", "courseforge", "build", str(library)], work / "build.log")
    site = library / "_build" / "site"
    with serve_folder(site) as address, open_browser(options.chromium) as browser:
        questions = list(_choose_questions(words, options.questions))
        costs = {question: _ask(browser, address, site, question)[0] for question in questions}
        mistyped = dict(islice(MISTYPED.items(), options.questions))
        found = {typed: _is_found(browser, address, site, typed, meant) for typed, meant in mistyped.items()}
    return {
        **describe_machine("courseforge"),
        "lessons": options.lessons,
        "build_seconds": round(build.seconds, 1),
        "index": _measure_index(library, work / "index"),
        "questions": len(costs),
        "question_bytes": {"median": round(median(costs.values())), "most": max(costs.values())},
        "dearest": max(costs, key=lambda question: costs[question]),
        "within_budget": sum(cost <= BUDGET for cost in costs.values()),
        "mistyped": len(found),
        "mistyped_found": sum(found.values()),
        "mistyped_missed": [typed for typed, is_found in found.items() if not is_found],
    }


def _measure_index(library: Path, build: Path) -> Report:
    """Make the index from nothing, from the same pages, and after an edit of one page."""
    settings, _ = read_settings(library)
    read = read_library(library, settings).library
    items, _ = update_published(read, (), "2026-01-01")
    records, site = make_records(read, settings, items), library / "_build" / "site"
    pages = {path.relative_to(site).as_posix(): _load(path, site) for path in site.rglob("*.html")}
    edited = next(path for path in sorted(pages) if path.count("/") == 1 and not path.endswith("/index.html"))
    after = {**pages, edited: _edit(pages[edited])}
    make = partial(make_search_files, records=records, default_language=settings.language, build=build)
    work, before = {}, {}
    for name, given in (("fresh", pages), ("unchanged", pages), ("edited", after)):
        start = time.process_time()
        files = make(given)
        work[name] = round(time.process_time() - start, 2)
        if name != "edited":
            before = {file.path: file.sha256 for file in files}
    changed = [file.path for file in files if before.get(file.path) != file.sha256]
    data = [file.read_bytes() for file in files]
    return {
        "files": len(files),
        "bytes": sum(map(len, data)),
        "compressed_bytes": sum(len(gzip.compress(part, 9)) for part in data),
        "work_seconds": work,
        "changed_by_an_edit": len(changed) + len(before.keys() - {file.path for file in files}),
        "word_files": sum("/t-" in file.path for file in files),
        "word_files_changed": sum("/t-" in path for path in changed),
    }


def _load(path: Path, site: Path) -> SiteFile:
    data = path.read_bytes()
    return SiteFile(path.relative_to(site).as_posix(), str(hash(data)), len(data), path)


def _edit(page: SiteFile) -> SiteFile:
    head, prose, body = page.read_bytes().partition(b'<div class="prose">')
    before, end, rest = body.partition(b"</p>")
    assert end
    return replace(page, sha256="edited", source=head + prose + before + _EDIT + rest)


def _choose_questions(words: Sequence[str], count: int) -> Iterator[str]:
    """Choose one to three words, frequent and rare ones, a third of them with a letter that is wrong."""
    random = Random(2)
    for number in range(count):
        asked = [words[int(50 * (len(words) / 50) ** random.random()) - 1] for _ in range(1 + number % 3)]
        if number % 3 == 2 or number % 4 == 0:
            place = random.randrange(len(asked[0]))
            asked[0] = asked[0][:place] + "z" + asked[0][place + 1 :]
        yield " ".join(asked)


def _is_found(browser: Browser, address: str, site: Path, typed: str, meant: str) -> bool:
    """Tell whether what was typed leads to a page that the right word leads to."""
    return bool(set(_ask(browser, address, site, typed)[1]) & set(_ask(browser, address, site, meant)[1]))


def _ask(browser: Browser, address: str, site: Path, question: str) -> tuple[int, list[str]]:
    """Ask as somebody who has never been here; return the bytes that were loaded and the titles that were found."""
    context = browser.new_context()
    page, asked = context.new_page(), set[str]()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path.removeprefix("/")))
    page.goto(f"{address}search.html?q={quote(question)}", wait_until="networkidle")
    page.locator("#cf-count:not(:empty)").wait_for()
    titles = page.locator("#cf-found li h2").all_inner_texts()
    context.close()
    return sum(len(gzip.compress((site / path).read_bytes(), 9)) for path in asked), titles


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__)
    parser.add_argument("--lessons", type=int, default=1000, help="lessons of the library (1000)")
    parser.add_argument("--questions", type=int, default=60, help="how many are asked, of each kind (60)")
    add_browser_option(parser)
    return parser.parse_args()


if __name__ == "__main__":
    run_script(parse_options(), measure)
