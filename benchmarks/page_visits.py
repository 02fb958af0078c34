"""Pages of a site in a real browser: what they ask other hosts for, what goes wrong in them, what they weigh."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from site_visit import serve_folder

_SAMPLE = 5
_QUIET = 300  # milliseconds after loading, for what comes late


@dataclass(frozen=True, slots=True)
class Visits:
    """What was seen.

    Attributes:
        errors: page, and what its console said of an error.
        elsewhere: page, and an address of another host that it asked for by itself.
    """

    errors: tuple[tuple[str, str], ...]
    elsewhere: tuple[tuple[str, str], ...]


def visit_pages(browser: Browser, folder: Path, pages: Sequence[str]) -> Visits:
    """Look at every page."""
    errors, elsewhere = list[tuple[str, str]](), list[tuple[str, str]]()
    with serve_folder(folder) as address:
        context = browser.new_context()
        for name in pages:
            page = context.new_page()
            _listen(page, name, address, errors, elsewhere)
            page.goto(address + quote(name), wait_until="load")
            page.wait_for_timeout(_QUIET)
            page.close()
        context.close()
    return Visits(tuple(sorted(set(errors))), tuple(sorted(set(elsewhere))))


def weigh_pages(browser: Browser, folder: Path, pages: Sequence[str]) -> int:
    """Count the bytes of a first visit, those of other hosts left out; of some pages, the one in the middle."""
    with serve_folder(folder) as address:
        weights = [_weigh(browser, address, name) for name in _choose_sample(pages)]
    return round(median(weights)) if weights else 0


def _choose_sample(pages: Sequence[str]) -> Iterable[str]:
    """Choose a few pages, evenly from beginning to end."""
    count = min(_SAMPLE, len(pages))
    return [pages[(2 * number + 1) * len(pages) // (2 * count)] for number in range(count)]


def _listen(
    page: Page, name: str, address: str, errors: list[tuple[str, str]], elsewhere: list[tuple[str, str]]
) -> None:
    def take_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append((name, message.text))

    page.on("console", take_message)
    page.on("pageerror", lambda error: errors.append((name, str(error))))
    _keep_home(page, name, address, elsewhere)


def _keep_home(page: Page, name: str, address: str, elsewhere: list[tuple[str, str]]) -> None:
    """Answer what other hosts are asked for with nothing."""
    host = urlsplit(address).netloc

    def answer(route: Route) -> None:
        if urlsplit(route.request.url).netloc in (host, ""):
            route.continue_()
        else:
            elsewhere.append((name, route.request.url))
            route.fulfill(status=204)

    page.route("**/*", answer)


def _weigh(browser: Browser, address: str, name: str) -> int:
    context = browser.new_context()
    page, received = context.new_page(), list[int]()
    _keep_home(page, name, address, [])
    session = context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    session.send("Network.enable")
    page.goto(address + quote(name), wait_until="load")
    page.wait_for_timeout(_QUIET)
    context.close()
    return sum(received)
