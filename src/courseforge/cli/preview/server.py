"""A small web server for one person on one computer."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from threading import Thread
from typing import Any

from courseforge import __version__
from courseforge.cli.preview.edition import Edition
from courseforge.cli.preview.live_page import CHANGES_PATH, RELOAD_SCRIPT, RELOAD_SCRIPT_PATH, make_live
from courseforge.cli.preview.served_file import find_file, media_type, read_range
from courseforge.errors import CourseforgeError

LOOPBACK = "127.0.0.1"

_PORTS_TO_TRY = 20
_POLL = 0.05  # seconds; how soon it ends when asked to
_HEARTBEAT = 15.0  # seconds; how soon a browser that has gone is noticed
_OWN_HOST = re.compile(r"(?:localhost|127\.0\.0\.1)(?::\d+)?", re.IGNORECASE)
_WAITING = "<!doctype html><title>courseforge</title><p>There is no site yet. This page follows the next build."
_NOT_FOUND = "<!doctype html><title>404</title><p>There is no such page."


class PreviewServer(ThreadingMixIn, TCPServer):
    """Serves the files of a site on the loopback."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers share a port

    def __init__(self, site: Path, edition: Edition, port: int) -> None:
        self.site = site
        self.edition = edition
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that leaves in the middle of a page is no fault."""


@contextmanager
def open_server(site: Path, edition: Edition, port: int) -> Iterator[PreviewServer]:
    """Serve the site in the background, on this port or one of the next ones.

    Raises:
        CourseforgeError: none of them is free.
    """
    with _bind(site, edition, port) as server:
        Thread(target=server.serve_forever, args=(_POLL,), name="preview", daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def _bind(site: Path, edition: Edition, port: int) -> PreviewServer:
    for candidate in range(port, min(port + _PORTS_TO_TRY, 65536)):
        with suppress(OSError):
            return PreviewServer(site, edition, candidate)
    raise CourseforgeError(f"No port from {port} on is free on this computer.", "Name another one: --port 9000")


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    server_version = f"courseforge/{__version__}"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with a file, the reload script, or news of changes."""
        # A page elsewhere can point its own name at this computer; the name it used stands in Host.
        if not _OWN_HOST.fullmatch(self.headers.get("Host", "")):
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"This site is shown at localhost only.\n")
        elif self._path == RELOAD_SCRIPT_PATH:
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", RELOAD_SCRIPT.encode())
        elif self._path == CHANGES_PATH:
            self._send_changes()
        else:
            self._send_site_file()

    def do_HEAD(self) -> None:
        """Answer without the content."""
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""

    @property
    def _path(self) -> str:
        return self.path.partition("?")[0]

    def _send_site_file(self) -> None:
        edition = self.server.edition.name  # before reading: a page may be newer than it says, never older
        path = find_file(self.server.site, self.path)
        if path is None:
            self._send_missing(edition)
        elif path.name == "index.html" and not self._path.endswith(("/", "/index.html")):
            self._redirect(self._path + "/")
        elif path.suffix == ".html":
            self._send(HTTPStatus.OK, media_type(path), make_live(path.read_bytes(), edition))
        else:
            self._send_part(path)

    def _send_missing(self, edition: str) -> None:
        custom = self.server.site / "404.html"
        if custom.is_file():
            page, status = custom.read_bytes(), HTTPStatus.NOT_FOUND
        elif (self.server.site / "index.html").is_file():
            page, status = _NOT_FOUND.encode(), HTTPStatus.NOT_FOUND
        else:
            page, status = _WAITING.encode(), HTTPStatus.SERVICE_UNAVAILABLE
        self._send(status, "text/html; charset=utf-8", make_live(page, edition))

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        # More than one slash at the beginning would name another host.
        self.send_header("Location", "/" + address.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_part(self, path: Path) -> None:
        data = path.read_bytes()
        part = read_range(self.headers.get("Range", ""), len(data))
        if part is None:
            self._send(HTTPStatus.OK, media_type(path), data)
        elif not part:
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, media_type(path), b"", f"bytes */{len(data)}")
        else:
            place = f"bytes {part.start}-{part.stop - 1}/{len(data)}"
            self._send(HTTPStatus.PARTIAL_CONTENT, media_type(path), data[part.start : part.stop], place)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, content_range: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if content_range:
            self.send_header("Content-Range", content_range)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_changes(self) -> None:
        """Send the name of the latest edition, and of each later one, as server-sent events."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        known = ""
        while self.command != "HEAD":
            latest = self.server.edition.wait_for_next(known, _HEARTBEAT)
            self.wfile.write(f"data: {latest}\n\n".encode() if latest != known else b":\n\n")
            known = latest
