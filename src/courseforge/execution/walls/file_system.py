"""The files a lesson can see: the interpreter and its packages to read, a few folders of its own to write.

Folders to write are in memory and of limited size. Nothing else of the machine is there, not even its names.
"""

import os
import site
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.execution.walls.limits import Limits
from courseforge.execution.walls.system_calls import (
    Library,
    MountAttribute,
    MountFlag,
    mount,
    set_mount_attributes,
)

LESSON = "/lesson"
HOME = "/home/learner"
TEMPORARY = "/tmp"  # noqa: S108  the lesson's own
SHARED_MEMORY = "/dev/shm"  # noqa: S108
WRITABLE = (LESSON, HOME, TEMPORARY, SHARED_MEMORY)

_SYSTEM = ("/usr", "/nix/store", "/gnu/store")
_LINKED = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")  # links into /usr nearly everywhere
# What programs need of /etc to find libraries, other programs and fonts; nothing that tells about people or machines.
_SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/fonts")
_PYTHON_PARTS = ("bin", "lib", "lib64", "include", "share", "etc", "pyvenv.cfg")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_DEVICE_LINKS = {
    "fd": "/proc/self/fd",
    "stdin": "/proc/self/fd/0",
    "stdout": "/proc/self/fd/1",
    "stderr": "/proc/self/fd/2",
    "ptmx": "pts/ptmx",
}
_TEXTS = {
    "/etc/passwd": "root:x:0:0:root:/:/bin/false\nlearner:x:1000:1000:Learner:/home/learner:/bin/sh\n",
    "/etc/group": "root:x:0:\nlearner:x:1000:\n",
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
# What programs need to find other computers by name and to know them by their certificates.
_RESOLVER = "/etc/resolv.conf"
_CERTIFICATES = (
    "/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ssl/openssl.cnf", "/etc/ca-certificates/extracted",
    "/etc/pki/ca-trust/extracted", "/etc/pki/tls/cert.pem", "/etc/pki/tls/certs", "/etc/pki/tls/openssl.cnf",
)  # fmt: skip
_NETWORK_TEXTS = {"/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n"}
_PLAIN = MountFlag.NOSUID | MountFlag.NODEV
_BIND = MountFlag.BIND | MountFlag.RECURSIVE
_UNCHANGEABLE = MountAttribute.READ_ONLY | MountAttribute.NOSUID


@dataclass(frozen=True, slots=True)
class FileSystem:
    """What of the machine is shown, to read only.

    Attributes:
        shown: files and folders, outer ones first.
        links: symbolic links of the top folder, and where they lead.
        certificates: files and folders that only lessons with the network see.
        memory: folders to write, in memory and empty.
        own: folders of the machine to write.
    """

    shown: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    certificates: tuple[str, ...] = ()
    memory: tuple[str, ...] = WRITABLE
    own: tuple[str, ...] = ()


def find_file_system(hidden: str = "") -> FileSystem:
    """Find what this interpreter needs: itself, its packages, and the system's programs and libraries.

    Args:
        hidden: a folder that is not to be shown, even where Python imports from it or from one above it.
    """
    links = tuple((path, str(Path(path).readlink())) for path in _LINKED if Path(path).is_symlink())
    folders = [path for path in _LINKED if not Path(path).is_symlink()]
    wanted = [*_SYSTEM, *folders, *_SETTINGS, *_list_interpreter(), *_list_packages()]
    found = sorted({path for path in wanted if Path(path).exists() and not _is_too_wide(path, hidden)})
    certificates = tuple(path for path in _CERTIFICATES if Path(path).exists())
    return FileSystem(tuple(_without_inner(found)), links, certificates)


def add_shown(shown: FileSystem, paths: Iterable[str], hidden: str) -> FileSystem:
    """Show more, so far as it is there and not shown yet, and holds neither a home nor the hidden folder."""
    wanted = (path for path in paths if Path(path).exists() and not _is_too_wide(path, hidden))
    return replace(shown, shown=tuple(_without_inner(sorted({*shown.shown, *wanted}))))


def build_file_system(library: Library, place: str, shown: FileSystem, limits: Limits, lesson_size: int) -> None:
    """Mount everything below ``place``; the folders to write are empty.

    Args:
        library: the C library.
        place: an empty folder; the lesson's root in this mount namespace.
        shown: what of the machine to show.
        limits: of the folders to write.
        lesson_size: bytes that the copy of the course's files takes.
    """
    mount(library, "", "/", MountFlag.RECURSIVE | MountFlag.PRIVATE)
    mount(library, "tmpfs", place, _PLAIN, kind="tmpfs", data="size=4m,nr_inodes=4096,mode=0755")
    for folder in shown.memory:
        size = limits.files + (lesson_size if folder == LESSON else 0)
        _mount_memory(library, place + folder, size, limits.inodes)
    for source in shown.shown:
        _show(library, source, place + source)
    for folder in shown.own:
        _show(library, folder, place + folder, MountAttribute.NOSUID)
    for path, target in shown.links:
        Path(place + path).symlink_to(target)
    _furnish_devices(library, place)
    for path, text in _TEXTS.items():
        Path(place + path).parent.mkdir(parents=True, exist_ok=True)
        Path(place + path).write_text(text, encoding="ascii")
    Path(place + "/proc").mkdir()


def furnish_network(library: Library, place: str, shown: FileSystem) -> None:
    """Add what a lesson with the network needs to find other computers."""
    for source in shown.certificates:
        _show(library, source, place + source)
    for path, text in {**_NETWORK_TEXTS, _RESOLVER: _read_text(_RESOLVER)}.items():
        Path(place + path).write_text(text, encoding="utf-8")


def seal_file_system(library: Library) -> None:
    """Let nobody write into the folders that hold the others; for the inside, when it is the root."""
    set_mount_attributes(library, "/", _UNCHANGEABLE | MountAttribute.NODEV)


def _read_text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _mount_memory(library: Library, target: str, size: int, inodes: int) -> None:
    Path(target).mkdir(parents=True)
    # Strict: the time of the last reading tells afterwards which files the lesson has read.
    flags = _PLAIN | MountFlag.STRICT_ATIME
    mount(library, "tmpfs", target, flags, kind="tmpfs", data=f"size={size},nr_inodes={inodes},mode=0755")


def _show(library: Library, source: str, target: str, attributes: MountAttribute = _UNCHANGEABLE) -> None:
    if Path(source).is_dir():
        Path(target).mkdir(parents=True, exist_ok=True)
    else:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(target).touch()
    mount(library, source, target, _BIND)
    set_mount_attributes(library, target, attributes | MountAttribute.NODEV, recursive=True)


def _furnish_devices(library: Library, place: str) -> None:
    for name in _DEVICES:
        target = f"{place}/dev/{name}"
        Path(target).touch()
        mount(library, f"/dev/{name}", target, MountFlag.BIND)
        set_mount_attributes(library, target, MountAttribute.NOSUID | MountAttribute.NOEXEC)
    for name, target in _DEVICE_LINKS.items():
        Path(f"{place}/dev/{name}").symlink_to(target)
    # `!command` in a lesson talks to the command over a terminal: one of this instance, which knows no other.
    Path(f"{place}/dev/pts").mkdir()
    flags = MountFlag.NOSUID | MountFlag.NOEXEC
    options = "newinstance,ptmxmode=0666,mode=0600,max=64"
    mount(library, "devpts", f"{place}/dev/pts", flags, kind="devpts", data=options)


def _list_interpreter() -> Iterator[str]:
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    for prefix in prefixes | {os.path.realpath(prefix) for prefix in prefixes}:
        # Part by part: an environment may lie right in somebody's project folder.
        yield from (f"{prefix}/{part}" for part in _PYTHON_PARTS)


def _list_packages() -> Iterator[str]:
    yield from (path for path in sys.path if path and Path(path).is_absolute())  # editable installs lie anywhere
    yield from site.getsitepackages()


def _is_too_wide(path: str, hidden: str) -> bool:
    """Tell whether a folder holds somebody's home, which no list of packages can be meant to show."""
    if f"{hidden}/".startswith(f"{path.rstrip('/')}/"):
        return True
    return os.path.expanduser("~").startswith(path.rstrip("/")) or path in ("/home", "/root", "/etc", "/var", "/tmp")  # noqa: S108, PTH111


def _without_inner(paths: Iterable[str]) -> Iterator[str]:
    kept: list[str] = []
    for path in paths:
        if not any(path.startswith(f"{outer}/") for outer in kept):
            kept.append(path)
            yield path
