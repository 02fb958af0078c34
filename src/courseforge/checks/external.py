"""Whether links to other sites still lead somewhere: asked only on demand (``check --external``)."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from courseforge.checks.subject import LibrarySubject
from courseforge.checks.visits import NO_ANSWER, POLITE, UNKNOWN_HOST, Manners, Visit, recall, visit
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.reading.codes import Fact, Fault

LINK_IS_ALIVE = Fact("CF408", "link-to-another-site-is-alive", Severity.WARNING)
SITE_ANSWERS = Fact("CF409", "linked-site-answers", Severity.INFO)

_FOR_EXAMPLES = frozenset({"example.com", "example.net", "example.org"})  # nobody lives there (RFC 2606)
_SHOWN = 100


def check_external(
    library: LibrarySubject, file: Path, manners: Manners = POLITE, clock: Callable[[], float] = time.time
) -> tuple[Diagnostic, ...]:
    """Ask about every link to another site.

    Args:
        library: what was read.
        file: where what is learned is kept.
        manners: how servers are asked.
        clock: gives seconds since the epoch.
    """
    places = _list_addresses(library, private=manners.private)
    visits = visit(places, file, manners, clock)
    now = clock()
    return tuple(found for address, at in places.items() for found in _tell(address, visits[address], at, now))


def recall_external(
    library: LibrarySubject, file: Path, manners: Manners = POLITE
) -> Iterator[tuple[str, Visit, list[Location]]]:
    """Say what other sites answered when they were last asked: address, answer, and where it is linked."""
    known = recall(file)
    for address, places in _list_addresses(library, private=manners.private).items():
        if address in known:
            yield address, known[address], places


def _list_addresses(library: LibrarySubject, *, private: bool) -> Mapping[str, list[Location]]:
    """Find where each address is linked; the library's own site may not be there yet."""
    own = library.settings.html.baseurl.rstrip("/")
    places: dict[str, list[Location]] = defaultdict(list)
    for course in library.courses:
        for cell in (*course.welcome, *(cell for lesson in course.lessons for cell in lesson.cells)):
            for link in cell.prose.links:
                address = urldefrag(link.target).url if link.target.startswith(("http://", "https://")) else ""
                if address and not (own and address.startswith(own)) and (private or _is_of_the_web(address)):
                    places[address].append(cell.at(link.line))
    return places


def _is_of_the_web(address: str) -> bool:
    host = urlsplit(address).netloc.partition(":")[0]
    return "." in host and ".".join(host.split(".")[-2:]) not in _FOR_EXAMPLES and not host.endswith(".example")


def _tell(address: str, visit: Visit, places: list[Location], now: float) -> Iterator[Diagnostic]:
    if visit.is_alive:
        return
    shown, age = address[:_SHOWN], _describe_age(now - visit.at)
    if visit.is_gone:
        why = "there is no such site" if visit.status == UNKNOWN_HOST else f"the site says {visit.status}, not found"
        hint = "Look for where it has moved, or link a saved copy: https://web.archive.org"
        fault = Fault(LINK_IS_ALIVE, f"{shown} leads nowhere any more: {why} ({age}).", hint)
    else:
        why = "did not answer" if visit.status == NO_ANSWER else f"answered {visit.status}"
        hint = "Open it in your browser; many sites answer only to people."
        fault = Fault(
            SITE_ANSWERS, f"The site of {shown} {why}, so nobody knows whether the page is there ({age}).", hint
        )
    for place in places:
        yield Diagnostic(fault.fact.code, fault.fact.severity, fault.message, place, fault.hint)


def _describe_age(seconds: float) -> str:
    days = int(seconds // (24 * 60 * 60))
    return "asked just now" if seconds < 60 * 60 else "asked today" if not days else f"asked {days} days ago"
