"""Finds what the catalog's validators run besides Python, and installs what is missing (``--install``).

So does it for what the workflows of the kit for contributors are judged by.

Three kinds of things, each from where it is kept up: programs of Debian (Perl's MARC tools, the Zebra server of
MARC records), packages of npm (DAISY Ace and others, pinned in ``node/package-lock.json``), and Python packages
whose requirements contradict ours, in an environment of their own (pinned in ``requirements/readers.txt``).
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.chromium import find_administrator, run_aloud

ROOT = Path(__file__).parents[2]
NODE_PINS = Path(__file__).with_name("node") / "package-lock.json"
NODE_FOLDER = Path(sys.prefix) / "catalog-node"
READERS_PINS = ROOT / "requirements" / "readers.txt"
READERS_FOLDER = Path(sys.prefix) / "catalog-readers"
NODE_AT_LEAST = 20

# What a test looks for, and Debian's package that brings it.
PROGRAMS = {
    "/usr/share/perl5/HTTP/OAI.pm": "libhttp-oai-perl",
    "/usr/share/perl5/MARC/Lint.pm": "libmarc-lint-perl",
    "/usr/share/perl5/MARC/Schema.pm": "libmarc-schema-perl",
    "zebraidx": "idzebra-2.0",
    "yaz-client": "yaz",
    "jq": "jq",
    "node": "nodejs",
    "npm": "npm",
}
MISSING = """\
The catalog's tests need {missing}, and do not find it here.
  Debian and Ubuntu: sudo apt-get install {packages}
  elsewhere:         run these tests where those packages are to be had, or in a container of Debian"""
OLD_NODE = f"The catalog's tests need Node.js {NODE_AT_LEAST} or newer, and here is {{version}}."
NOT_SET_UP = "{what} is not set up. Run: make catalog-programs"


def find_missing() -> dict[str, str]:
    """Return what is not there, each with the package that brings it."""
    return {wanted: package for wanted, package in PROGRAMS.items() if not _is_there(wanted)}


def find_node_package(path: str) -> Path:
    """Return a file or folder below ``node_modules``; fail in plain words where there is none."""
    found = NODE_FOLDER / "node_modules" / path
    assert found.exists(), NOT_SET_UP.format(what=path)
    return found


def find_readers_python() -> Path:
    """Return the Python of the environment that holds the validators with requirements of their own."""
    found = READERS_FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    assert found.exists(), NOT_SET_UP.format(what="The environment of validators")
    return found


def require_program(name: str) -> str:
    """Return where a program of ``PROGRAMS`` lies; fail with what to install where it is not to be found."""
    assert _is_there(name), MISSING.format(missing=name, packages=PROGRAMS[name])
    return shutil.which(name) or name


def _is_there(wanted: str) -> bool:
    return Path(wanted).is_file() or shutil.which(wanted) is not None


def install_programs() -> None:
    """Ask the system's packages for what is missing; what they say is shown."""
    administrator = find_administrator()
    packages = sorted(set(find_missing().values()))
    if packages and shutil.which("apt-get") and administrator is not None:
        run_aloud([*administrator, "apt-get", "update", "-qq"])
        run_aloud([*administrator, "apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages])


def install_node_packages() -> None:
    """Lay the pinned packages of npm into the environment. Nothing of theirs is run, so no browser is fetched."""
    if _is_current(NODE_FOLDER, NODE_PINS) or shutil.which("npm") is None:
        return
    NODE_FOLDER.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NODE_PINS.with_name(name), NODE_FOLDER)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=optional", "--prefix"]
    subprocess.run([*command, str(NODE_FOLDER)], check=True, stdin=subprocess.DEVNULL)
    _remember(NODE_FOLDER, NODE_PINS)


def install_readers() -> None:
    """Make the second environment. It shares nothing with ours, so that neither holds the other back."""
    if _is_current(READERS_FOLDER, READERS_PINS):
        return
    venv.create(READERS_FOLDER, clear=True, with_pip=True)
    command = [str(find_readers_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, "--require-hashes", "--requirement", str(READERS_PINS)], check=True)
    _remember(READERS_FOLDER, READERS_PINS)


def _is_current(folder: Path, pins: Path) -> bool:
    copy = folder / "installed.pins"
    return copy.is_file() and copy.read_bytes() == pins.read_bytes()


def _remember(folder: Path, pins: Path) -> None:
    shutil.copy(pins, folder / "installed.pins")


def find_faults() -> list[str]:
    """Return in plain words what is still missing."""
    missing = find_missing()
    faults = (
        [MISSING.format(missing=", ".join(missing), packages=" ".join(sorted(missing.values())))] if missing else []
    )
    if "node" not in missing:
        version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
        if int(version.lstrip("v").partition(".")[0] or 0) < NODE_AT_LEAST:
            faults.append(OLD_NODE.format(version=version))
    for what, folder, pins in (("node_modules", NODE_FOLDER, NODE_PINS), ("readers", READERS_FOLDER, READERS_PINS)):
        if not _is_current(folder, pins):
            faults.append(NOT_SET_UP.format(what=what))
    return faults


def main() -> int:
    """Say what is missing; with ``--install``, see to it that nothing is."""
    if "--install" in sys.argv[1:]:
        for install in (install_programs, install_node_packages, install_readers):
            install()
    faults = find_faults()
    print(*faults or ["The catalog's validators have what they need."], sep="\n", file=sys.stderr if faults else None)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
