"""How much of the machine one lesson may have."""

import resource
from dataclasses import dataclass, replace

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a lesson may use at most. Sizes are in bytes.

    Attributes:
        memory: of all its processes and files in memory together.
        address_space: of each process; far more than memory, for packages reserve what they never use.
        processes: at a time, threads counted.
        cpu_seconds: of each process; -1 for no limit.
        seconds: of wall time for the whole lesson.
        files: what it may write beside the copy of the course's files, in each of its folders.
        inodes: how many files each folder may hold.
    """

    memory: int = 2048 * _MEGABYTE
    address_space: int = 4096 * _MEGABYTE
    processes: int = 200
    open_files: int = 512
    cpu_seconds: int = resource.RLIM_INFINITY
    seconds: float = float("inf")
    files: int = 256 * _MEGABYTE
    inodes: int = 100_000


def limit_memory(size: int) -> Limits:
    """Allow so many bytes of memory, and the address space that goes with them."""
    usual = Limits()
    return replace(usual, memory=size, address_space=max(usual.address_space, 2 * size))


def apply_limits(limits: Limits) -> None:
    """Limit this process and all that it starts. They can lower these limits, never raise them."""
    table = {
        resource.RLIMIT_AS: limits.address_space,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_FSIZE: limits.files,
        resource.RLIMIT_CORE: 0,
    }
    for kind, wanted in table.items():
        _, hard = resource.getrlimit(kind)
        finite = [value for value in (wanted, hard) if value != resource.RLIM_INFINITY]
        value = min(finite, default=resource.RLIM_INFINITY)
        resource.setrlimit(kind, (value, value))
