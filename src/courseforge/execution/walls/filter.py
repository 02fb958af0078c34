"""The filter of system calls (seccomp): what no lesson needs and an attack would.

A list of what is refused, not of what is allowed: scientific packages use most of the rest.
"""

import ctypes
import errno
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from courseforge.execution.walls.system_calls import Library, Namespace

_SECCOMP_SET_MODE_FILTER = 1
_ALLOW, _ERRNO, _KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000
_LOAD, _JUMP_EQUAL, _JUMP_ABOVE, _JUMP_BITS, _RETURN, _AND = 0x20, 0x15, 0x35, 0x45, 0x06, 0x54
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_X32 = 0x4000_0000  # the numbers of x86_64's second, 32-bit interface begin here
_UNIX, _INTERNET, _INTERNET_6 = 1, 2, 10  # families of sockets
_STREAM, _PACKETS, _KIND = 1, 5, 0xF  # kinds of sockets; the other bits of that argument are flags
_INTERNETS = (_INTERNET, _INTERNET_6)
_IOCTLS = (0x5412, 0x541C)  # TIOCSTI types on the terminal for somebody else; TIOCLINUX pastes
_NAMESPACES = int(
    Namespace.MOUNT | Namespace.CGROUP | Namespace.HOST_NAME | Namespace.IPC
    | Namespace.USER | Namespace.PID | Namespace.NETWORK
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Machine:
    """One kind of processor.

    Attributes:
        audit: its number in linux/audit.h.
        seccomp: the number of the call that sets a filter.
        special: calls whose arguments decide.
        refused: calls that are always refused, by name for whoever reads this.
    """

    audit: int
    seccomp: int
    special: Mapping[str, int]
    refused: Mapping[str, int]


# One number for all processors: calls that are younger than 2019.
_SINCE_2019 = {
    "pidfd_getfd": 438, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "mount_setattr": 442,
    "quotactl_fd": 443, "process_madvise": 440, "process_mrelease": 448, "open_tree_attr": 467,
}  # fmt: skip
# Memory that belongs to no process escapes the count of the memory: memfd, System V and POSIX queues.
_MEMORY = {"memfd_secret": 447}

_MACHINES = {
    "x86_64": _Machine(
        0xC000_003E,
        317,
        {"socket": 41, "socketpair": 53, "ioctl": 16, "clone": 56, "clone3": 435},
        {
            "connect": 42, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
            "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308,
            "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "keyctl": 250, "add_key": 248, "request_key": 249,
            "kexec_load": 246, "kexec_file_load": 320, "init_module": 175, "finit_module": 313, "delete_module": 176,
            "reboot": 169, "swapon": 167, "swapoff": 168, "syslog": 103, "acct": 163, "quotactl": 179,
            "open_by_handle_at": 304, "name_to_handle_at": 303, "fanotify_init": 300, "iopl": 172, "ioperm": 173,
            "modify_ldt": 154, "settimeofday": 164, "clock_settime": 227, "clock_adjtime": 305, "adjtimex": 159,
            "vhangup": 153, "nfsservctl": 180, "lookup_dcookie": 212, "uselib": 134, "ustat": 136, "_sysctl": 156,
            "move_pages": 279, "migrate_pages": 256, "mbind": 237, "set_mempolicy": 238,
            "memfd_create": 319, "shmget": 29, "msgget": 68, "semget": 64, "mq_open": 240,
            **_SINCE_2019, **_MEMORY,
        },
    ),
    "aarch64": _Machine(
        0xC000_00B7,
        277,
        {"socket": 198, "socketpair": 199, "ioctl": 29, "clone": 220, "clone3": 435},
        {
            "connect": 203, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
            "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "unshare": 97, "setns": 268,
            "bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "keyctl": 219, "add_key": 217, "request_key": 218,
            "kexec_load": 104, "kexec_file_load": 294, "init_module": 105, "finit_module": 273, "delete_module": 106,
            "reboot": 142, "swapon": 224, "swapoff": 225, "syslog": 116, "acct": 89, "quotactl": 60,
            "open_by_handle_at": 265, "name_to_handle_at": 264, "fanotify_init": 262,
            "settimeofday": 170, "clock_settime": 112, "clock_adjtime": 266, "adjtimex": 171,
            "vhangup": 58, "nfsservctl": 42, "lookup_dcookie": 18,
            "move_pages": 239, "migrate_pages": 238, "mbind": 235, "set_mempolicy": 237,
            "memfd_create": 279, "shmget": 194, "msgget": 186, "semget": 190, "mq_open": 180,
            **_SINCE_2019, **_MEMORY,
        },
    ),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def is_known(machine: str) -> bool:
    """Tell whether there is a filter for this kind of processor."""
    return machine in _MACHINES


def install_filter(library: Library, machine: str, *, network: bool = False) -> None:
    """Filter the calls of this process and of all that it starts; there is no way back.

    Args:
        network: let it reach other computers. It still reaches no other program of this one by a Unix socket: those
            without a file belong to the network, which is then everybody's.
    """
    code = b"".join(_make_instructions(_MACHINES[machine], network=network))
    program = _Program(len(code) // 8, code)
    if library.syscall(_MACHINES[machine].seccomp, _SECCOMP_SET_MODE_FILTER, 0, ctypes.byref(program)) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def _make_instructions(machine: _Machine, *, network: bool) -> Iterator[bytes]:
    """Write the program: each test either answers, or goes on to the next."""
    yield _instruct(_LOAD, _ARCHITECTURE)
    yield _instruct(_JUMP_EQUAL, machine.audit, 1, 0)
    yield _instruct(_RETURN, _KILL)  # another processor's interface has other numbers for the same calls
    yield _instruct(_LOAD, _NUMBER)
    yield _instruct(_JUMP_ABOVE, _X32, 0, 1)
    yield _refuse(errno.ENOSYS)
    yield from _on_call(machine.special["clone3"], _refuse(errno.ENOSYS))  # libraries then take clone
    for number in sorted(machine.refused.values()):
        if network and number == machine.refused["connect"]:
            continue
        yield from _on_call(number, _refuse(errno.EPERM))
    yield from _on_call(machine.special["socket"], *_allow_families(*_INTERNETS if network else (_UNIX,)))
    yield from _on_call(machine.special["socketpair"], *_allow_pairs())
    requests = [part for number in _IOCTLS for part in (_instruct(_JUMP_EQUAL, number, 0, 1), _refuse(errno.EPERM))]
    yield from _on_call(machine.special["ioctl"], _load_argument(1), *requests, _allow())
    namespaces = [_load_argument(0), _instruct(_JUMP_BITS, _NAMESPACES, 0, 1), _refuse(errno.EPERM)]
    yield from _on_call(machine.special["clone"], *namespaces, _allow())
    yield _allow()


def _on_call(number: int, *then: bytes) -> Iterator[bytes]:
    yield _instruct(_JUMP_EQUAL, number, 0, len(then))
    yield from then


def _allow_families(*families: int) -> Iterator[bytes]:
    yield _load_argument(0)
    for family in families:
        yield _instruct(_JUMP_EQUAL, family, 0, 1)
        yield _allow()
    # libzmq takes EAFNOSUPPORT for a fault of its own and aborts
    yield _refuse(errno.EOPNOTSUPP)


def _allow_pairs() -> Iterator[bytes]:
    """Allow pairs that stay pairs: one of datagrams can send to any other socket too."""
    yield _load_argument(0)
    yield _instruct(_JUMP_EQUAL, _UNIX, 1, 0)
    yield _refuse(errno.EOPNOTSUPP)
    yield _load_argument(1)
    yield _instruct(_AND, _KIND)
    for kind in (_STREAM, _PACKETS):
        yield _instruct(_JUMP_EQUAL, kind, 0, 1)
        yield _allow()
    yield _refuse(errno.EOPNOTSUPP)


def _load_argument(position: int) -> bytes:
    # The lower half: these arguments are ints, and the kernel too looks at no more of them.
    return _instruct(_LOAD, _ARGUMENTS + 8 * position)


def _refuse(error: int) -> bytes:
    return _instruct(_RETURN, _ERRNO | error)


def _allow() -> bytes:
    return _instruct(_RETURN, _ALLOW)


def _instruct(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
