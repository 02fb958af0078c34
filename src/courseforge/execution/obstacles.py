"""Why a Linux system lets nobody build walls, and what its administrator can do about it."""

import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_ANYWHERE = (
    "`courseforge doctor --verbose` says more. Walls can be had on Linux, in a virtual machine too, where programs "
    "may make user namespaces."
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One setting of the system that forbids what walls are made of.

    Attributes:
        path: where the system says it.
        value: what it says there.
    """

    path: str
    value: str
    reason: str
    remedy: str


_OBSTACLES = (
    Obstacle(
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "Ubuntu (from 24.04 on) lets only programs that it knows make rooms of their own (user namespaces).",
        "An administrator can allow it to all programs, until the computer starts again, with "
        "`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`.",
    ),
    Obstacle(
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "This system lets only administrators make rooms of their own (user namespaces).",
        "An administrator can allow it, until the computer starts again, with "
        "`sudo sysctl -w kernel.unprivileged_userns_clone=1`.",
    ),
    Obstacle(
        "/proc/sys/user/max_user_namespaces",
        "0",
        "This system lets nobody make rooms of their own (user namespaces).",
        "An administrator can allow it, until the computer starts again, with "
        "`sudo sysctl -w user.max_user_namespaces=10000`.",
    ),
)
_CONTAINER_MARKS = ("/.dockerenv", "/run/.containerenv")
_IN_CONTAINER = (
    "courseforge runs in a container that lets no program in it make rooms of its own (user namespaces).",
    "Start the container so that it may (docker run --security-opt seccomp=unconfined --security-opt "
    "apparmor=unconfined --security-opt systempaths=unconfined), or run courseforge outside of it.",
)


def find_obstacle() -> tuple[str, str]:
    """Return what stands in the way, and what to do about it; an empty reason where nothing is known."""
    for obstacle in _OBSTACLES:
        with suppress(OSError):
            if Path(obstacle.path).read_text(encoding="ascii").strip() == obstacle.value:
                return obstacle.reason, obstacle.remedy
    if any(Path(mark).exists() for mark in _CONTAINER_MARKS) and not _can_leave():
        return _IN_CONTAINER
    return "", _ANYWHERE


def _can_leave() -> bool:
    """Try to go into a new user namespace, in a process of its own."""
    trial = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x10000000) != 0)"
    return subprocess.run([sys.executable, "-I", "-S", "-c", trial], check=False).returncode == 0  # noqa: S603  ours
