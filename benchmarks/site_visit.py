"""A browser and a web server for the scripts that look at a built site."""

import argparse
import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml")


def add_browser_option(parser: argparse.ArgumentParser) -> None:
    """Let the user of a script name the browser."""
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    parser.add_argument("--chromium", default=installed, help="the browser; Playwright's own where there is none")


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder as web hosts do, texts compressed, on this machine alone; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, compressed where that is worth it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in _COMPRESSED:
            data = gzip.compress(data, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what was asked for is known."""


@contextmanager
def open_browser(chromium: str | None) -> Iterator[Browser]:
    """Start a browser without a window."""
    # Chromium refuses its own sandbox to the administrator; containers are often run by one
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield browser
        browser.close()
