"""Asking web servers whether an address still leads somewhere: the one place of the checks that uses the network.

One request at a time for each server, with a pause between two; what was learned is kept, so that nobody is asked
twice in a week.
"""

import json
import socket
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from email.message import Message
from http.client import HTTPException
from ipaddress import ip_address
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener, getproxies

from courseforge import __version__
from courseforge.writing import write_if_changed

_DAY = 24 * 60 * 60
_AT_ONCE = 8  # servers
_GONE = frozenset({404, 410})
_NO_HEAD = frozenset({400, 403, 404, 405, 501})  # some servers answer a HEAD like this, and have the page
_LATER = frozenset({429, 500, 502, 503, 504})
UNKNOWN_HOST = -1
NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """What a server said.

    Attributes:
        status: of HTTP; ``NO_ANSWER``, or ``UNKNOWN_HOST`` where there is no server of that name.
        at: seconds since the epoch.
    """

    status: int
    at: float

    @property
    def is_gone(self) -> bool:
        """Whether the address leads nowhere; a server that is only ill today may be well tomorrow."""
        return self.status in _GONE or self.status == UNKNOWN_HOST

    @property
    def is_alive(self) -> bool:
        """Whether there was a page."""
        return 200 <= self.status < 400

    def is_fresh(self, now: float) -> bool:
        """Whether it need not be asked again: what is well a week long, anything else for an hour."""
        return 0 <= now - self.at < (7 * _DAY if self.is_alive else _DAY / 24)


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are asked.

    Attributes:
        pause: seconds between two requests to the same server.
        patience: seconds to wait for an answer.
        attempts: how often a server that is ill is asked.
        private: whether computers of this house may be asked too.
    """

    pause: float = 1.0
    patience: float = 10.0
    attempts: int = 3
    private: bool = False


POLITE = Manners()


def visit(
    addresses: Collection[str], file: Path, manners: Manners = POLITE, clock: Callable[[], float] = time.time
) -> Mapping[str, Visit]:
    """Ask about every address, and keep in ``file`` what was learned, also when this is broken off."""
    known = recall(file)
    kept = {address: known[address] for address in addresses if address in known and known[address].is_fresh(clock())}
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in sorted(set(addresses) - set(kept)):
        by_host[urlsplit(address).netloc].append(address)
    try:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for visits in pool.map(lambda host: dict(_visit_host(host, manners, clock)), by_host.values()):
                kept |= visits
    finally:
        _write(file, known | kept)
    return kept


def _visit_host(addresses: list[str], manners: Manners, clock: Callable[[], float]) -> Iterator[tuple[str, Visit]]:
    opener = build_opener(_Redirects(manners))
    for number, address in enumerate(addresses):
        if number:
            time.sleep(manners.pause)
        yield address, Visit(_ask_patiently(address, opener, manners), clock())


def _ask_patiently(address: str, opener: OpenerDirector, manners: Manners) -> int:
    status = NO_ANSWER
    for attempt in range(manners.attempts):
        if attempt:
            time.sleep(manners.pause * 2**attempt)
        status = _ask(address, "HEAD", opener, manners)
        if status in _NO_HEAD:
            time.sleep(manners.pause)
            status = _ask(address, "GET", opener, manners)
        if status != NO_ANSWER and status not in _LATER:
            break
    return status


def _ask(address: str, method: str, opener: OpenerDirector, manners: Manners) -> int:
    """Return the status; nothing of the page is read."""
    try:
        if not _may_be_asked(address, manners):
            return NO_ANSWER
        headers = {"User-Agent": f"courseforge/{__version__} (link check)"}
        request = Request(address, method=method, headers=headers)  # noqa: S310 - only of the web, see above
        with opener.open(request, timeout=manners.patience) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
    except URLError as error:
        return _judge_name(error.reason)
    except socket.gaierror as error:
        return _judge_name(error)
    except (OSError, ValueError, HTTPException):
        return NO_ANSWER


def _judge_name(reason: object) -> int:
    """Tell a name that does not exist from a computer that is offline."""
    is_unknown = isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME
    return UNKNOWN_HOST if is_unknown else NO_ANSWER


def _may_be_asked(address: str, manners: Manners) -> bool:
    """Tell whether it is an address of the web: a lesson must not make this computer knock at doors in the house."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    if manners.private or getproxies():  # a proxy looks up names itself, and decides
        return True
    found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    return all(ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)


class _Redirects(HTTPRedirectHandler):
    """Follows only to addresses that could be asked themselves."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners

    def redirect_request(  # noqa: PLR0917 - the parent's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        if not _may_be_asked(newurl, self._manners):
            raise URLError("leads into the house")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def recall(file: Path) -> dict[str, Visit]:
    """Read what is known; a file that is broken knows nothing."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
        return {str(address): Visit(int(one["status"]), float(one["at"])) for address, one in entries.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(file: Path, visits: Mapping[str, Visit]) -> None:
    entries = {address: asdict(visits[address]) for address in sorted(visits)}
    write_if_changed(file, (json.dumps(entries, indent=1) + "\n").encode(), durable=False)
