"""A running ``courseforge serve``: what it has said, which edition it shows, and what it has used."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from processes import list_family, measure_memory

PATIENCE = 600  # seconds
_PAUSE, _IDLE = 1.0, 0.01  # seconds between two looks, and of work between them, that are no work at all


class ServedLibrary:
    """A library that is shown while somebody works on it."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self._process, self._log = process, log
        self._port = self._wait_for_address()
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        connection.request("GET", "/_courseforge/changes")
        self._events: HTTPResponse = connection.getresponse()
        self.wait_for_edition()

    def wait_for_edition(self) -> None:
        """Wait until the server tells browsers that there is another edition of the site.

        Raises:
            SystemExit: it has ended.
        """
        while not (line := self._events.readline()).startswith(b"data: "):
            if not line:
                sys.exit(f"courseforge serve has ended:\n{self._log.read_text(errors='replace')[-4000:]}")

    def read_page(self, path: str) -> str:
        """Ask for a page as a browser does."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        connection.request("GET", f"/{path}")
        page = connection.getresponse().read().decode()
        connection.close()
        return page

    def wait_until_idle(self) -> None:
        """Wait until it has nothing more to do: what it says and tidies up after an edit is no part of the next."""
        before = -1.0
        while (now := self.count_work()) > before + _IDLE:
            before = now
            time.sleep(_PAUSE)

    def count_work(self) -> float:
        """Count the seconds of processors that it and all its processes have used up to now."""
        return sum(process.seconds + process.of_children for process in list_family(self._process.pid))

    def measure_memory(self) -> int:
        """Add up what it and all its processes hold in memory now, in bytes."""
        return measure_memory(self._process.pid)

    def _wait_for_address(self) -> int:
        end = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < end:
            if match := re.search(rb"Look at it: http://127\.0\.0\.1:(\d+)/", self._log.read_bytes()):
                return int(match[1])
            time.sleep(0.1)
        sys.exit(f"courseforge serve shows nothing:\n{self._log.read_text(errors='replace')[-4000:]}")


@contextmanager
def serve_library(folder: Path, log: Path) -> Iterator[ServedLibrary]:
    """Show a library on a free port."""
    command = [sys.executable, "-m", "courseforge", "serve", str(folder), "--port", "0"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield ServedLibrary(process, log)
    finally:
        process.terminate()
        process.wait()
