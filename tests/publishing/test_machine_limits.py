"""A full disk, a folder that cannot be written, no memory: said in plain words, and nothing is lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.publishing.libraries import write_library
from tests.publishing.machine import FILES, Ended, Lab, open_lab

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="mounts"),
]
OLD = FILES | {"zine/fold.md": FILES["zine/fold.md"].replace("twice", "once"), "trees/data/trees.csv": "oak\n"}


def can_mount() -> bool:
    done = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    return done.returncode == 0


needs_mounts = pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lab, dict[str, str], dict[str, str]]]:
    """Give a library, and what an untroubled build makes of its sources: as they were, and as they are now."""
    with open_lab(tmp_path_factory.mktemp("machine") / "library", OLD) as lab:
        assert lab.run("build").code == 0
        old = lab.published()
        shutil.copytree(lab.root, lab.root.with_name("old"))
        write_library(lab.root, FILES)
        (lab.root / "_config.yml").write_text((lab.root.with_name("old") / "_config.yml").read_text())
        assert lab.run("build").code == 0
        yield lab, old, lab.published()


@pytest.fixture
def lab(made: tuple[Lab, dict[str, str], dict[str, str]]) -> Lab:
    """Give the library with new sources and everything else as the last build of the old ones left it."""
    lab = made[0]
    lab.forget()
    for name in ("_build", "catalog"):
        shutil.copytree(lab.root.with_name("old") / name, lab.root / name)
    return lab


def inside(script: str) -> list[str]:
    """Run a command in a world of mounts of its own, after a script has changed it."""
    return ["unshare", "-rm", "sh", "-c", f'set -e; {script}; exec "$@"', "sh"]


def small_disk(lab: Lab, folder: Path, kilobytes: int) -> list[str]:
    """Run a command while a folder lies on a disk with so much space left; afterwards it lies where it lay."""
    disk = lab.temporary / "disk"
    script = (
        f"mkdir {disk}; mount -t tmpfs -o size=64m none {disk}; cp -a {folder} {disk}/data; "
        f"fallocate -l $(($(df -k --output=avail {disk} | tail -1) - {kilobytes}))K {disk}/filler; "
        f'mount --bind {disk}/data {folder}; set +e; "$@"; ended=$?; set -e; '
        f"umount {folder}; rm -r {folder}; cp -a {disk}/data {folder}; umount {disk}; rmdir {disk}; exit $ended"
    )
    return inside(script)


def read_only(folder: Path) -> list[str]:
    return inside(f"mount --bind {folder} {folder}; mount -o remount,ro,bind {folder}")


def unprivileged(lab: Lab) -> Sequence[str]:
    """Give an administrator no more rights over files than their modes give."""
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def assert_plain(ended: Ended, *words: str) -> None:
    """Hold what stopped a command to three lines that say where, what and how to mend it."""
    assert ended.code == 2, ended.said
    for word in (*words, "To mend: "):
        assert word in ended.words
    assert len(ended.words.splitlines()) == 2, ended.words
    for jargon in ("Errno", "Traceback", "Error", "courseforge itself"):
        assert jargon not in ended.said


@needs_mounts
@pytest.mark.parametrize(
    ("folder", "kilobytes"),
    [("_build/stage", 0), ("_build/shards", 4), ("_build/shards", 16), ("_build/shards", 24), ("_build/site", 4),
     ("catalog", 0), ("_build", 0), ("_build", 12)],
)  # fmt: skip
def test_a_full_disk(lab: Lab, made: tuple[Lab, dict[str, str], dict[str, str]], folder: str, kilobytes: int) -> None:
    sources = lab.sources()
    ended = lab.run("build", before=small_disk(lab, lab.root / folder, kilobytes))
    assert_plain(ended, "could not be written: the disk is full.", "Make room on the disk", str(lab.root / folder))
    assert lab.sources() == sources
    assert folder == "_build/site" or set(made[1]) <= set(lab.published())
    again = lab.run("build")
    assert (again.code, lab.published()) == (0, made[2]), again.said


@needs_mounts
def test_a_cache_without_space_costs_time_only(lab: Lab, made: tuple[Lab, dict[str, str], dict[str, str]]) -> None:
    ended = lab.run("build", before=small_disk(lab, lab.root / "_build/cache", 0))
    assert (ended.code, ended.words, lab.published()) == (0, "", made[2])


@pytest.mark.parametrize("limit", [100, 1000, 3000, 10_000, 40_000])
def test_files_that_may_not_be_larger(lab: Lab, made: tuple[Lab, dict[str, str], dict[str, str]], limit: int) -> None:
    """Meet every write, whatever it writes, when it is more than so many bytes."""
    shutil.rmtree(lab.root / "_build")
    ended = lab.run("build", "--no-execute", before=["prlimit", f"--fsize={limit}"])
    assert_plain(ended, "could not be written: it is larger than a file may be there.")
    again = lab.run("build")
    assert (again.code, lab.published()) == (0, made[2]), again.said


@needs_mounts
@pytest.mark.parametrize("folder", ["", "_build", "_build/site", "_build/stage", "catalog"])
def test_a_disk_that_cannot_be_written_is_told_before_the_work(lab: Lab, folder: str) -> None:
    if folder == "":
        lab.forget()
    ended = lab.run("build", before=read_only(lab.root / folder))
    assert_plain(ended, "could not be written: nothing can be written on this disk.", str(lab.root / folder))
    assert ended.phase in ("Starting", "Reading")


@pytest.mark.parametrize("folder", ["", "_build", "_build/site", "catalog"])
def test_a_folder_of_somebody_else_is_told_before_the_work(lab: Lab, folder: str) -> None:
    if folder == "":
        lab.forget()
    (lab.root / "_build/lock").unlink(missing_ok=True)
    (lab.root / folder).chmod(0o555)
    try:
        ended = lab.run("build", "--no-execute", before=unprivileged(lab))
    finally:
        (lab.root / folder).chmod(0o755)
    assert_plain(ended, "could not be written: you are not allowed to.", "Ask whoever looks after this computer")
    assert ended.phase in ("Starting", "Reading")


@needs_mounts
def test_what_need_not_be_written_may_be_read_only(
    lab: Lab, made: tuple[Lab, dict[str, str], dict[str, str]]
) -> None:
    assert lab.run("build").code == 0
    shutil.rmtree(lab.site)
    ended = lab.run("build", before=read_only(lab.root / "catalog"))
    assert (ended.code, lab.published()) == (0, made[2]), ended.said


@pytest.mark.parametrize("megabytes", [100, 700])
def test_no_memory(lab: Lab, made: tuple[Lab, dict[str, str], dict[str, str]], megabytes: int) -> None:
    shutil.rmtree(lab.root / "_build")
    ended = lab.run("build", before=["prlimit", f"--as={megabytes << 20}"])
    assert ended.code == 2, ended.said
    assert "memory" in ended.words, ended.said
    assert "courseforge itself" not in ended.words
    assert not (lab.root / "_build").exists()
    lab.await_end()
    again = lab.run("build")
    assert (again.code, lab.published()) == (0, made[2]), again.said
