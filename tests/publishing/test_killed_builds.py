"""Killed at any moment, a build is made good by the next."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.publishing.machine import Ended, Lab, finish, open_lab

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="signals, and what is left of them, as Linux shows them"),
]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    with open_lab(tmp_path / "library") as lab:
        yield lab


# Ends the process at the n-th change of the disk, as a power cut would: before it, or in the middle of a file.
DYING = """
import os, signal, sys
moment, whole_group = int(sys.argv.pop(1)), sys.argv.pop(1) == "group"
def count(event, arguments):
    global moment
    if event in ("os.rename", "os.mkdir", "os.remove", "os.chmod", "tempfile.mkstemp"):
        moment -= 1
        if moment == 0:
            (os.killpg if whole_group else os.kill)(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
from courseforge.cli import main
main()
"""


def prepare(lab: Lab, start: str) -> None:
    """Bring the library to where a build begins from."""
    if start == "nothing":
        lab.forget()
    elif start == "no runs":
        shutil.rmtree(lab.root / "_build/cache")
        shutil.rmtree(lab.root / "_build/shards")
    elif start == "no site":
        shutil.rmtree(lab.site)
        shutil.rmtree(lab.root / "catalog")


def die_at_a_time(lab: Lab, seconds: float, group: bool) -> Ended:
    process = lab.start("build")
    time.sleep(seconds)
    (os.killpg if group else os.kill)(process.pid, signal.SIGKILL)
    return finish(process)


def die_at_a_change(lab: Lab, moment: int, group: bool) -> Ended:
    command = [sys.executable, "-c", DYING, str(moment), "group" if group else "alone", "build", str(lab.root)]
    process = subprocess.Popen(
        command,
        env=lab.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    return finish(process)


def test_killed_at_fifty_moments_a_build_is_made_good_by_the_next(lab: Lab) -> None:
    chance = random.Random(20261121)
    begin = time.monotonic()
    assert lab.run("build").code == 0
    seconds = time.monotonic() - begin
    clean, sources = lab.published(), lab.sources()
    killed: list[str] = []
    for number in range(50):
        start = ("nothing", "no runs", "no site")[number % 3]
        group = number % 2 == 0
        prepare(lab, start)
        if number % 5 < 3:
            dead = die_at_a_time(lab, chance.uniform(0.1, seconds if start != "no site" else seconds / 3), group)
        else:
            dead = die_at_a_change(lab, chance.randint(1, 90 if start != "no site" else 40), group)
        lab.await_end()
        assert "Traceback" not in dead.said
        assert dead.code in (0, -signal.SIGKILL)
        if dead.code:
            killed.append(dead.phase)
        else:
            seconds *= 0.8  # the machine has less to do than when the first build was timed
        assert lab.sources() == sources
        again = lab.run("build")
        assert (again.code, again.words) == (0, ""), (number, start, again.said)
        assert lab.published() == clean, (number, start, dead.phase)
        assert not list(lab.root.rglob("*.part"))
        lab.await_end()
    print({phase: killed.count(phase) for phase in sorted(set(killed))})
    assert len(killed) > 40
    assert set(killed) > {"Running", "Making", "Writing"}
