"""The door to the C library: the calls that Python's os module does not offer."""

import ctypes
import os
import platform
import signal
from enum import IntFlag

MACHINE = platform.machine()
# Numbers that differ from one kind of processor to the other; from mount_setattr on, all have the same.
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR = 442
_AT_RECURSIVE = 0x8000
_AT_FDCWD = -100
_MNT_DETACH = 2
_CAPABILITY_VERSION = 0x20080522
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE, _PR_SET_KEEPCAPS, _PR_CAPBSET_DROP = 4, 8, 24
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

# The C library is opened where it is needed, in the forked process: a module must not hold what it can't make.
Library = ctypes.CDLL


class Namespace(IntFlag):
    """Kinds of namespaces: what ``unshare`` takes (linux/sched.h)."""

    MOUNT = 0x0002_0000
    CGROUP = 0x0200_0000
    HOST_NAME = 0x0400_0000
    IPC = 0x0800_0000
    USER = 0x1000_0000
    PID = 0x2000_0000
    NETWORK = 0x4000_0000


class MountFlag(IntFlag):
    """What ``mount`` takes (linux/mount.h)."""

    NOSUID = 2
    NODEV = 4
    NOEXEC = 8
    BIND = 4096
    RECURSIVE = 16384
    PRIVATE = 1 << 18
    STRICT_ATIME = 1 << 24


class MountAttribute(IntFlag):
    """What ``mount_setattr`` takes (linux/mount.h)."""

    READ_ONLY = 1
    NOSUID = 2
    NODEV = 4
    NOEXEC = 8


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("attr_set", "attr_clr", "propagation", "userns_fd")]


def open_library() -> Library:
    """Open the C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def unshare(library: Library, namespaces: Namespace) -> None:
    """Leave the shared namespaces of these kinds for new, empty ones."""
    _check(library.unshare(int(namespaces)), "unshare")


def mount(library: Library, source: str, target: str, flags: MountFlag, *, kind: str = "", data: str = "") -> None:
    """Attach a file system, or with ``MountFlag.BIND`` a folder, at another place."""
    done = library.mount(
        os.fsencode(source), os.fsencode(target), kind.encode() or None, ctypes.c_ulong(flags), data.encode() or None
    )
    _check(done, "mount", target)


def set_mount_attributes(
    library: Library, target: str, attributes: MountAttribute, *, recursive: bool = False
) -> None:
    """Restrict a mount; with ``recursive``, also what is mounted below it, which a remount forgets."""
    wanted = _MountAttributes(int(attributes), 0, 0, 0)
    flags = _AT_RECURSIVE if recursive else 0
    done = library.syscall(
        _MOUNT_SETATTR,
        _AT_FDCWD,
        os.fsencode(target),
        ctypes.c_uint(flags),
        ctypes.byref(wanted),
        ctypes.c_size_t(ctypes.sizeof(wanted)),
    )
    _check(done, "mount_setattr", target)


def enter_root(library: Library, folder: str) -> None:
    """Make the folder, a mount of its own, the root of everything, and let go of the old root."""
    os.chdir(folder)
    _check(library.syscall(_PIVOT_ROOT[MACHINE], b".", b"."), "pivot_root", folder)
    _check(library.umount2(b".", _MNT_DETACH), "umount", "the old root")
    os.chdir("/")


def forget_capabilities(library: Library) -> None:
    """Let no program that is started from here on gain a capability; those this process has stay."""
    for capability in range(64):
        library.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)  # it says no to numbers that do not exist


def keep_capabilities(library: Library, kept: frozenset[int] = frozenset()) -> None:
    """Give up every capability but these; there is no way back."""
    _check(library.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "prctl")
    bits = sum(1 << capability for capability in kept)
    low, high = bits & 0xFFFF_FFFF, bits >> 32
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)(low, low, 0, high, high, 0)  # effective, permitted, inheritable: low halves first
    _check(library.capset(header, sets), "capset")


def forbid_new_privileges(library: Library) -> None:
    """Let no program that is started from here have more rights than this process."""
    _check(library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def keep_capabilities_over_setuid(library: Library) -> None:
    """Let a change of the user not take the capabilities."""
    _check(library.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0), "prctl")


def hide_process(library: Library, *, hidden: bool = True) -> None:
    """Let no other process of the same user look into this one or change it (/proc/<pid>/mem), or let them again."""
    _check(library.prctl(_PR_SET_DUMPABLE, int(not hidden), 0, 0, 0), "prctl")


def adopt_orphans(library: Library) -> None:
    """Become the parent of all descendants whose own parent has ended."""
    _check(library.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl")


def end_with_parent(library: Library) -> None:
    """Kill this process when the one that started it ends; giving up rights afterwards may undo it."""
    _check(library.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0), "prctl")


def close_others(kept: set[int]) -> None:
    """Close every file and socket but these and the three streams."""
    low = 3
    for descriptor in sorted(kept):
        os.closerange(low, descriptor)
        low = max(low, descriptor + 1)
    os.closerange(low, os.sysconf("SC_OPEN_MAX"))


def set_host_name(library: Library, name: str) -> None:
    """Give the machine, as seen in this namespace, a name."""
    _check(library.sethostname(name.encode(), len(name)), "sethostname")


def _check(result: int, call: str, place: str = "") -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}", place or None)
