"""The one door to a code host's interface: HTTPS, patience, and a token that goes nowhere else."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from courseforge import __version__
from courseforge.errors import CourseforgeError

_AT_HOME = frozenset({"127.0.0.1", "localhost", "::1"})
_ILL = frozenset({500, 502, 503, 504})
_REFUSED = frozenset({403, 429})
_LARGEST = 20_000_000  # bytes of an answer
_A_PAGE = 100  # items
_MOST_PAGES = 30


@dataclass(frozen=True, slots=True)
class Manners:
    """How a host is asked.

    Attributes:
        patience: seconds to wait for an answer.
        attempts: how often a host that is ill or busy is asked.
        pause: seconds before the second attempt; each further one waits twice as long.
        longest: seconds that a host can ask us to wait; if it wants more, we give up.
        sleep: waits.
    """

    patience: float = 20.0
    attempts: int = 4
    pause: float = 1.0
    longest: float = 60.0
    sleep: Callable[[float], None] = time.sleep


POLITE = Manners()


class HostError(CourseforgeError):
    """The host refuses, or cannot be reached.

    Attributes:
        status: of HTTP; 0 where there was no answer.
    """

    def __init__(self, message: str, hint: str, status: int = 0) -> None:
        super().__init__(message, hint)
        self.status = status


@dataclass(frozen=True, slots=True)
class Connection:
    """A host's interface.

    Attributes:
        address: of it, without a slash at the end.
        headers: of every request; the token is among them, and in no message.
    """

    address: str
    headers: Mapping[str, str] = field(repr=False)
    manners: Manners = POLITE

    def __post_init__(self) -> None:
        """Refuse an address on the way to which the token could be read."""
        parts = urlsplit(self.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _AT_HOME):
            raise HostError(f"{self.address} is no address for a token.", "It must begin with https://")

    def get(self, path: str, **query: object) -> Any:
        """Read one thing."""
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path)[0]

    def get_all(self, path: str, **query: object) -> Iterator[Any]:
        """Read a list to its end, page by page."""
        for page in range(1, _MOST_PAGES + 1):
            items = self.get(path, **query, per_page=_A_PAGE, page=page)
            if not isinstance(items, list):
                raise self._strange(path)
            yield from items
            if len(items) < _A_PAGE:
                return

    def send(self, method: str, path: str, content: Mapping[str, Any]) -> Any:
        """Write one thing."""
        return self._ask(method, path, json.dumps(content).encode())[0]

    def _ask(self, method: str, path: str, data: bytes | None = None) -> tuple[Any, Message]:
        opener = build_opener(_NoRedirects)
        for attempt in range(1, self.manners.attempts + 1):
            headers = {**self.headers, "User-Agent": f"courseforge/{__version__}", "Accept": "application/json"}
            headers |= {"Content-Type": "application/json"} if data is not None else {}
            request = Request(f"{self.address}{path}", data, headers, method=method)  # noqa: S310 - see above
            try:
                with opener.open(request, timeout=self.manners.patience) as answer:
                    return self._read(answer.read(_LARGEST + 1), path), answer.headers
            except HTTPError as error:
                wait = _find_wait(error, self.manners.pause * 2 ** (attempt - 1), method)
                if wait is None or wait > self.manners.longest or attempt == self.manners.attempts:
                    raise self._refused(method, path, error) from None
            except (URLError, OSError, HTTPException) as error:
                if method == "POST" or attempt == self.manners.attempts:  # a second one could say it twice
                    raise HostError(
                        f"{self.address} cannot be reached ({_name(error)}).", "Let this job run again later."
                    ) from None
                wait = self.manners.pause * 2 ** (attempt - 1)
            self.manners.sleep(wait)
        raise AssertionError

    def _read(self, data: bytes, path: str) -> Any:
        if len(data) > _LARGEST:
            raise self._strange(path)
        try:
            return json.loads(data) if data else None
        except (ValueError, RecursionError):
            raise self._strange(path) from None

    def _strange(self, path: str) -> HostError:
        return HostError(
            f"{self.address}{path} gives no answer that makes sense.", "Is the address right? See --api."
        )

    def _refused(self, method: str, path: str, error: HTTPError) -> HostError:
        """Say what was refused: never with the token, and never with the host's own words, which may repeat it."""
        hints = {
            401: "The token is not valid. Put one into COURSEFORGE_TOKEN.",
            403: "The token may not do this: look at the permissions of the job.",
            404: "Is --repository right, and may the token read it?",
            429: "The host asks for a pause. Let this job run again later.",
        }
        hint = hints.get(error.code, "Let this job run again later.")
        asked = path.partition("?")[0]
        return HostError(f"The code host answers {error.code} to {method} {asked}.", hint, error.code)


def _find_wait(error: HTTPError, pause: float, method: str) -> float | None:
    """Say how long to wait before the next attempt; None where there is no sense in one."""
    busy = error.code in _REFUSED and (
        error.headers.get("Retry-After") or error.headers.get("X-RateLimit-Remaining") == "0" or error.code == 429
    )
    if busy:
        stated = error.headers.get("Retry-After", "")
        return float(stated) if stated.isdigit() else max(pause, _until_reset(error))
    # what a host has written before it fell ill would be there twice
    return pause if error.code in _ILL and (method != "POST" or error.code == 503) else None


def _until_reset(error: HTTPError) -> float:
    stated = error.headers.get("X-RateLimit-Reset", "")
    return max(0.0, float(stated) - time.time()) if stated.isdigit() else 0.0


def _name(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    return type(reason).__name__ if not isinstance(reason, str) else reason


class _NoRedirects(HTTPRedirectHandler):
    """A host that sends us elsewhere is not followed: the token would come along."""

    def redirect_request(  # noqa: PLR0917 - the parent's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        return None
