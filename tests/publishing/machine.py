"""A small library on a machine that fails: real processes, killed and starved; nothing is pretended."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from tests.publishing.libraries import code, markdown, notebook, write_library

CONFIG = """\
title: Your Next Skill
courseforge:
  languages: [en]
  publisher: {name: Larkfield Public Library}
"""
FILES = {
    "sound/beat.ipynb": notebook(markdown("## Beat"), code("print('the beat is', 6 * 7)"), title="Beat"),
    "trees/count.ipynb": notebook(code("print('trees', sum(1 for line in open('data/trees.csv')))"), title="Count"),
    "trees/data/trees.csv": "oak\nelm\n",
    "zine/fold.md": "---\ntitle: Fold\n---\n\n## Fold it\n\nFold the sheet twice.\n",
}
PHASES = ("Reading", "Running", "Making", "Writing")


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command that has ended said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err

    @property
    def words(self) -> str:
        """What it said on standard error besides how far it had come."""
        return "".join(line for line in self.err.splitlines(keepends=True) if not line.startswith(PHASES))

    @property
    def phase(self) -> str:
        """How far it had come: the first word of the last stage it named."""
        return next(
            (line.split()[0] for line in reversed(self.err.splitlines()) if line.startswith(PHASES)), "Starting"
        )


@dataclass(frozen=True, slots=True)
class Lab:
    """A library, and the folder for temporary files by which its processes are known.

    Attributes:
        settings: variables that commands are given besides the usual ones.
    """

    root: Path
    temporary: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def site(self) -> Path:
        return self.root / "_build/site"

    @property
    def environment(self) -> dict[str, str]:
        fixed = {"TMPDIR": str(self.temporary), "SOURCE_DATE_EPOCH": "1700000000"}
        # What measures coverage writes too, and would meet the same faults.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
        return {**inherited, **fixed, **self.settings}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "courseforge", *words, str(self.root)]

    def start(self, *words: str, before: Sequence[str] = ()) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*before, *self.command(*words)],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def run(self, *words: str, before: Sequence[str] = (), seconds: float = 90) -> Ended:
        return finish(self.start(*words, before=before), seconds)

    def published(self) -> dict[str, str]:
        """Everything that readers and the next build are given, by its hash."""
        return digest(self.site) | {f"catalog/{name}": hash for name, hash in digest(self.root / "catalog").items()}

    def sources(self) -> dict[str, str]:
        config = {"_config.yml": (self.root / "_config.yml").read_text("utf-8")}
        return digest(self.root / "courses") | config

    def forget(self) -> None:
        """Take away everything that was ever built."""
        for name in ("_build", "catalog"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def processes(self) -> list[str]:
        """Name the processes that belong to this library's commands, whoever's children they are by now."""
        return sorted(_find_processes(self.temporary.name.encode()))

    def await_end(self, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while left := self.processes():
            assert time.monotonic() < end, left
            time.sleep(0.02)


def finish(process: "subprocess.Popen[str]", seconds: float = 90) -> Ended:
    out, err = process.communicate(timeout=seconds)
    return Ended(process.returncode, out, err)


@contextmanager
def open_lab(root: Path, files: Mapping[str, str | bytes] | None = None, config: str = CONFIG) -> Iterator[Lab]:
    temporary = Path(mkdtemp(prefix="cfl-", dir="/tmp"))  # a path that is short enough for sockets
    lab = Lab(write_library(root, FILES if files is None else files, config), temporary)
    try:
        yield lab
    finally:
        for pid in lab.processes():
            os.kill(int(pid.split()[0]), signal.SIGKILL)
        shutil.rmtree(temporary)


def digest(folder: Path) -> dict[str, str]:
    """Hash every file of a folder, hidden ones too."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _find_processes(token: bytes) -> Iterator[str]:
    for folder in Path("/proc").iterdir():
        try:
            command = (folder / "cmdline").read_bytes()
            if folder.name.isdigit() and token in command + (folder / "environ").read_bytes():
                yield f"{folder.name} {command.replace(bytes(1), b' ').decode(errors='replace')[:120]}"
        except OSError:
            continue
