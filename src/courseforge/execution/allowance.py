"""How much memory the system allows this process to ask for (``ulimit -v``, RLIMIT_AS)."""

import sys

from courseforge.errors import CourseforgeError

_LEAST = 1 << 30  # bytes of address space; nine lessons took 0.8 GB, of which each thread reserves a part


def refuse_little_memory() -> None:
    """Refuse to begin where the system allows so little memory that the work cannot come to its end.

    It has to be refused beforehand: a thread that finds no memory in its first moments leaves whoever started it
    waiting for ever.

    Raises:
        CourseforgeError: there is a limit, and it is too low.
    """
    if (allowed := _find_limit()) is not None and allowed < _LEAST:
        raise CourseforgeError(
            f"The system allows this program {allowed >> 20} MB of memory; to run lessons and make pages it needs "
            f"{_LEAST >> 20} MB.",
            "Lift the limit (`ulimit -v unlimited` in this terminal), or ask whoever looks after this computer.",
        )


def _find_limit() -> int | None:
    """Return the limit in bytes; None where there is none, or where the system knows no such thing (Windows)."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 - not on Windows

    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft
