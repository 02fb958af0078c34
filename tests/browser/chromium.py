"""Finds a Chromium for the browser tests, and installs one where there is none (``--install``).

A browser from the system's own packages is preferred, because its fixes arrive by themselves. Ubuntu's
``chromium-browser`` is a stub for a snap, and a snap cannot read the folders tests work in: it is passed over.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
MISSING = """\
The browser tests need Chromium or Chrome, and there is none here.
  Debian:            sudo apt-get install chromium
  Ubuntu:            .venv/bin/python -m playwright install --with-deps chromium
  Windows and macOS: install Chrome
  somewhere else:    COURSEFORGE_CHROMIUM=/path/to/chrome make test"""


def find_chromium() -> Path | None:
    """Return a browser that tests can drive: the one that was named, the system's, or Playwright's own."""
    return next((path for path in _candidates() if path.is_file() and not _is_snap(path)), None)


def install_chromium() -> None:
    """Ask the system's packages for Chromium, else Playwright for its own; what they say is shown."""
    if shutil.which("apt-get") and (administrator := find_administrator()) is not None:
        run_aloud([*administrator, "apt-get", "update", "-qq"])
        if _apt_has_chromium():
            run_aloud([*administrator, "apt-get", "install", "-qq", "-y", "--no-install-recommends",
                  "chromium", "fonts-liberation"])  # fmt: skip
    if find_chromium() is None:
        with_system_libraries = (
            ["--with-deps"] if find_administrator() is not None and shutil.which("apt-get") else []
        )
        run_aloud([sys.executable, "-m", "playwright", "install", *with_system_libraries, "chromium"])


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("COURSEFORGE_CHROMIUM"):
        yield Path(named)
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from map(Path, PLACES)
    yield from _playwrights_own()


def _playwrights_own() -> Iterator[Path]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _is_snap(path: Path) -> bool:
    if "snap" in path.resolve().parts:
        return True
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start


def find_administrator() -> list[str] | None:
    """Return what to put before a command that changes the system; None where that is not possible."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    may_ask = sys.stdin is not None and sys.stdin.isatty()
    if may_ask or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo"]
    return None


def _apt_has_chromium() -> bool:
    answer = subprocess.run(["apt-cache", "policy", "chromium"], capture_output=True, text=True, check=False).stdout
    candidate = next((line for line in answer.splitlines() if "Candidate:" in line), "(none)")
    return "(none)" not in candidate and "snap" not in candidate


def run_aloud(command: list[str]) -> None:
    print("$", *command, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdin=None, env=environment)


def main() -> int:
    """Say where the browser is; with ``--install``, see to it that there is one."""
    if find_chromium() is None and "--install" in sys.argv[1:]:
        install_chromium()
    found = find_chromium()
    print(found or MISSING, file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
