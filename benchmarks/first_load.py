"""What a reader's first visit to a lesson costs: the same lesson by courseforge and by Jupyter Book, on a slow phone.

Both tools build the same lessons. A new reader, with nothing kept from before, opens the same lesson of each in
Chromium, taking turns: a phone of 390 by 844 points, a processor four times as slow as this one, a connection of 1.6
megabits a second with 150 ms to the server (the "slow 4G" of common tools). The median of the visits counts. Other
hosts are asked for nothing here: their files are counted as asked for and given to nobody, which flatters a page that
needs them.
"""

import argparse
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, ViewportSize

from benchmark_script import Report, make_parser, run_script
from build_speed import COURSEFORGE, JUPYTER_BOOK, Tool
from measured_command import describe_machine, measure_command
from sample_library import Size
from site_visit import add_browser_option, open_browser, serve_folder

_PHONE: ViewportSize = {"width": 390, "height": 844}
_BITS_DOWN, _BITS_UP, _DELAY = 1_600_000, 750_000, 150  # a second, a second, milliseconds
_SLOWER = 4  # times than this machine's processor
_QUIET = 1_500  # milliseconds after loading, for what comes late
_LESSONS = {COURSEFORGE.name: "course-001/lesson-0000.html", JUPYTER_BOOK.name: "courses/course-001/lesson-0000.html"}

# Collects what the browser says of its own work (W3C Paint Timing, Largest Contentful Paint, Layout Instability,
# Long Tasks): milliseconds since the visit began, and the share of the screen that moved.
_WATCH = """
window.seen = { largest: 0, moved: 0, blocked: 0 };
const watch = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take))
  .observe({ type, buffered: true });
watch("largest-contentful-paint", entry => { seen.largest = entry.startTime; });
watch("layout-shift", entry => { seen.moved += entry.value; });
watch("longtask", entry => { seen.blocked += Math.max(0, entry.duration - 50); });
"""
_ASK = """() => ({
  ...window.seen,
  first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  loaded: performance.getEntriesByType("navigation")[0].loadEventEnd,
  elements: document.getElementsByTagName("*").length,
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit cost.

    Attributes:
        bytes: over the wire, heads included.
        requests: answered by the site's own server.
        other_hosts: requests to other hosts.
        first_paint, largest_paint, loaded: milliseconds until there was something to see, until the largest
            thing was, until all was loaded.
        blocked: milliseconds in which the page could not answer a finger.
        moved: the share of the screen that moved while it loaded.
        elements: of the page.
    """

    bytes: int
    requests: int
    other_hosts: int
    first_paint: float
    largest_paint: float
    loaded: float
    blocked: float
    moved: float
    elements: int


def measure(options: argparse.Namespace, work: Path) -> Report:
    """Build with both tools, visit in turns."""
    sites = {tool.name: _build(tool, Size(options.lessons, 1), work) for tool in (COURSEFORGE, JUPYTER_BOOK)}
    visits: dict[str, list[Visit]] = {name: [] for name in sites}
    with open_browser(options.chromium) as browser:
        for _ in range(options.repeat):
            for name, site in sites.items():
                with serve_folder(site) as address:
                    visits[name].append(_visit(browser, address + _LESSONS[name]))
    report: Report = describe_machine("courseforge", "jupyter-book", "sphinx-book-theme")
    return report | {name: _summarize(made) for name, made in visits.items()}


def _build(tool: Tool, size: Size, work: Path) -> Path:
    folder = work / tool.name
    tool.write_sources(folder, size)
    measure_command([*tool.command, str(folder)], work / f"{tool.name}.log")
    if not (folder / tool.output / _LESSONS[tool.name]).is_file():
        sys.exit(f"{tool.name} did not make {_LESSONS[tool.name]}.")
    return folder / tool.output


def _visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport=_PHONE, device_scale_factor=3, is_mobile=True, has_touch=True)
    page, others = context.new_page(), list[str]()
    host = urlsplit(address).netloc

    def refuse_others(route: Route) -> None:
        if urlsplit(route.request.url).netloc in (host, ""):
            route.continue_()
        else:
            others.append(route.request.url)
            route.abort()

    page.route("**/*", refuse_others)
    received = _slow_down(page)
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(_QUIET)
    said = page.evaluate(_ASK)
    context.close()
    return Visit(
        sum(received), len(received), len(others), said["first"], said["largest"], said["loaded"], said["blocked"],
        round(said["moved"], 4), said["elements"],
    )  # fmt: skip


def _slow_down(page: Page) -> list[int]:
    """Make the page's connection and processor those of a cheap phone; return the bytes of each answer to come."""
    session, received = page.context.new_cdp_session(page), list[int]()
    session.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network = {"offline": False, "latency": _DELAY}
    speed = {"downloadThroughput": _BITS_DOWN / 8, "uploadThroughput": _BITS_UP / 8}
    session.send("Network.emulateNetworkConditions", network | speed)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return received


def _summarize(visits: list[Visit]) -> dict[str, float]:
    rows = [asdict(visit) for visit in visits]
    return {name: round(median(row[name] for row in rows), 4) for name in rows[0]}


def describe(report: Report) -> str:
    """Put both beside each other."""
    own, other = report[COURSEFORGE.name], report[JUPYTER_BOOK.name]
    assert isinstance(own, dict) and isinstance(other, dict)
    lines = [f"{'median of the visits':22}{COURSEFORGE.name:>14}{JUPYTER_BOOK.name:>14}{'ratio':>9}\n"]
    for name in own:
        ratio = f"{other[name] / own[name]:.1f}" if own[name] else ""
        lines.append(f"{name.replace('_', ' '):22}{own[name]:>14.7g}{other[name]:>14.7g}{ratio:>9}\n")
    return "".join(lines)


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__, 5)
    parser.add_argument("--lessons", type=int, default=20, help="lessons of the course that is built (20)")
    add_browser_option(parser)
    return parser.parse_args()


if __name__ == "__main__":
    run_script(parse_options(), measure, describe)
