"""A small web server for one form: few at a time, nobody for long, and no word about who was there."""

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from socketserver import TCPServer, ThreadingMixIn
from threading import BoundedSemaphore, Thread, Timer
from typing import Any

from courseforge import __version__
from courseforge.errors import CourseforgeError
from courseforge.intake.form.door import Answer, Door
from courseforge.intake.form.frame import STYLE, STYLE_PATH
from courseforge.intake.form.submission import (
    LARGEST_BODY,
    TimedBody,
    TooSlowError,
    UnreadableError,
    read_submission,
)
from courseforge.intake.words import LANGUAGES, open_words
from courseforge.reporting.words import Words

LOOPBACK = "127.0.0.1"
_PORTS_TO_TRY = 20
_POLL = 0.1  # seconds; how soon it ends when asked to
_SEATS = 24  # browsers at the same time
_SILENCE = 10.0  # seconds without a word from a browser
_HEAD = 20.0  # seconds for all that comes before a form's content
_DRAIN = 8.0  # seconds to forget what is not wanted, so that a browser reads the answer
_HTML = "text/html; charset=utf-8"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_BUSY = b"HTTP/1.0 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\n\r\n"


class IntakeServer(ThreadingMixIn, TCPServer):
    """Serves the form at one address."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers share a port

    def __init__(self, door: Door, address: str, port: int, silence: float = _SILENCE) -> None:
        self.door = door
        self.silence = silence
        self._seats = BoundedSemaphore(_SEATS)
        if ":" in address:
            self.address_family = socket.AF_INET6
        super().__init__((address, port), _Handler)
        self.hosts = _list_hosts(address, self.port)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a browser a seat; where all are taken, say so at once."""
        if self._seats.acquire(blocking=False):
            super().process_request(request, client_address)
            return
        with suppress(OSError):
            request.settimeout(1)
            request.sendall(_BUSY)
        self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a browser, then free its seat."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._seats.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that leaves in the middle of a page is no fault."""


def check_address(address: str) -> None:
    """Refuse an address that is not the library's own.

    Raises:
        CourseforgeError: it is none, stands for every network, or can be reached from the whole world.
    """
    try:
        number = ip_address(address)
    except ValueError:
        raise CourseforgeError(
            f"“{address}” is not an address of this computer.", "Write it in numbers, such as 192.168.1.20"
        ) from None
    if number.is_unspecified or number.is_multicast:
        raise CourseforgeError(
            f"{address} stands for every network.", "Name the address in the library's own network."
        )
    if not (number.is_loopback or number.is_private or number.is_link_local):
        raise CourseforgeError(
            f"{address} can be reached from the whole world, and this form is for the library's own network.",
            "Name an address such as 192.168.1.20 or 10.0.0.20.",
        )


@contextmanager
def open_form(
    door: Door, address: str = LOOPBACK, port: int = 8700, silence: float = _SILENCE
) -> Iterator[IntakeServer]:
    """Serve the form in the background, on this port or one of the next ones.

    Raises:
        CourseforgeError: the address is not the library's own, or no port is free there.
    """
    check_address(address)
    with _bind(door, address, port, silence) as server:
        Thread(target=server.serve_forever, args=(_POLL,), name="intake", daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def _bind(door: Door, address: str, port: int, silence: float) -> IntakeServer:
    for candidate in range(port, min(port + _PORTS_TO_TRY, 65536)):
        with suppress(OSError):
            return IntakeServer(door, address, candidate, silence)
    raise CourseforgeError(
        f"Nothing can be shown at {address}, port {port} or one of the next.",
        "Is it the address of this computer? Or name another port: --port 9000",
    )


def _list_hosts(address: str, port: int) -> frozenset[str]:
    """List what a browser may call us: a page elsewhere can point its own name at this computer."""
    names = {f"[{address}]" if ":" in address else address}
    names |= {"localhost"} if ip_address(address).is_loopback else set()
    return frozenset({f"{name}:{port}" for name in names} | (names if port == 80 else set()))


class _Handler(BaseHTTPRequestHandler):
    server: IntakeServer
    server_version = f"courseforge/{__version__}"
    sys_version = ""

    def setup(self) -> None:
        """Begin to listen, and to count the time."""
        self._watch = Timer(_HEAD, self._hang_up)
        self._watch.daemon = True
        self._watch.start()
        super().setup()
        self.connection.settimeout(self.server.silence)

    def finish(self) -> None:
        """Send what is still to be sent."""
        self._watch.cancel()
        super().finish()

    def do_GET(self) -> None:
        """Answer with the form or its style."""
        self._watch.cancel()
        path = self.path.partition("?")[0]
        if not self._is_for_us():
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"This form has another address.\n")
        elif path == STYLE_PATH:
            self._send(HTTPStatus.OK, "text/css; charset=utf-8", STYLE)
        elif path == "/":
            self._answer(self.server.door.show_form(self._prefer_language()))
        elif path[1:] in LANGUAGES:
            self._answer(self.server.door.show_form(path[1:]))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such page.")

    def do_HEAD(self) -> None:
        """Answer without the content."""
        self.do_GET()

    def do_POST(self) -> None:
        """Take in what was sent."""
        self._watch.cancel()
        length = self.headers.get("Content-Length", "")
        if not self._is_for_us() or not self._is_from_us():
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"This form has another address.\n")
        elif self.path[1:] not in LANGUAGES:
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such page.")
        elif "Transfer-Encoding" in self.headers or not re.fullmatch(r"\d{1,15}", length, re.ASCII):
            self._refuse(HTTPStatus.LENGTH_REQUIRED, "This cannot be read. Use the form of this page.")
        elif int(length) > LARGEST_BODY:
            self._refuse(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too large. Clear the outputs, and send fewer files."
            )
        elif not self.server.door.uploads.acquire(blocking=False):
            self._refuse(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "Many lessons come in right now. Wait a minute, then send yours again.",
            )
        else:
            try:
                self._receive(int(length))
            finally:
                self.server.door.uploads.release()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: who was there, and when, is nobody's business."""

    def _receive(self, length: int) -> None:
        try:
            body = TimedBody(self.rfile, length)
            submission = read_submission(self.headers.get("Content-Type", ""), length, body)
            body.drain()
        except UnreadableError:
            self._refuse(HTTPStatus.BAD_REQUEST, "This cannot be read. Use the form of this page.")
        except TooSlowError:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, "It took too long. Try again.")
        else:
            self._answer(self.server.door.receive(self.path[1:], submission))

    def _refuse(self, status: HTTPStatus, text: str) -> None:
        """Say why, then forget what still comes: a browser reads no answer before it has sent everything."""
        words = self._open_words()
        self._answer(self.server.door.refuse(words, status, words.text(text)))
        with suppress(OSError, TooSlowError, ValueError):
            self.wfile.flush()
            if self.command == "POST":
                self.connection.shutdown(socket.SHUT_WR)
                TimedBody(self.rfile, 1 << 40, _DRAIN).drain()

    def _answer(self, answer: Answer) -> None:
        self._send(answer.status, _HTML, answer.page.encode())

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _is_for_us(self) -> bool:
        return self.headers.get("Host", "").lower() in self.server.hosts

    def _is_from_us(self) -> bool:
        """Tell whether a form was sent by our own page, as far as the browser says where from."""
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "same-origin")
        return site in ("same-origin", "none") and (
            origin is None or origin.lower() in {f"http://{host}" for host in self.server.hosts}
        )

    def _open_words(self) -> Words:
        path = self.path.partition("?")[0][1:]
        return open_words(path if path in LANGUAGES else self._prefer_language())

    def _prefer_language(self) -> str:
        wanted = self.headers.get("Accept-Language", "")[:200].lower()
        found = (part.strip()[:2] for part in wanted.split(","))
        return next((tag for tag in found if tag in LANGUAGES), "en")

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
