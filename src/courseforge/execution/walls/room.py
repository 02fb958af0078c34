"""Entering the walls, in the order that keeps: each step is the last one that may do what the next one forbids."""

import os
from pathlib import Path

from courseforge.execution.walls.file_system import (
    FileSystem,
    build_file_system,
    furnish_network,
    seal_file_system,
)  # fmt: skip
from courseforge.execution.walls.filter import install_filter
from courseforge.execution.walls.identity import LEARNER, become_learner
from courseforge.execution.walls.limits import Limits, apply_limits
from courseforge.execution.walls.system_calls import (
    MACHINE,
    Library,
    MountFlag,
    Namespace,
    enter_root,
    forbid_new_privileges,
    forget_capabilities,
    hide_process,
    keep_capabilities,
    mount,
    set_host_name,
    unshare,
)  # fmt: skip

_ALL = (
    Namespace.USER | Namespace.MOUNT | Namespace.PID | Namespace.NETWORK
    | Namespace.IPC | Namespace.HOST_NAME | Namespace.CGROUP
)  # fmt: skip
_SYS_PTRACE = 19  # the one capability the keeper keeps: to see how much memory a process has that hides itself
_HOST_NAME = "lesson"


def leave_machine(library: Library, *, network: bool) -> None:
    """Go into new namespaces; the next process that is forked is the first one inside."""
    unshare(library, _ALL & ~Namespace.NETWORK if network else _ALL)


def build_room(
    library: Library, place: str, shown: FileSystem, limits: Limits, lesson_size: int, *, network: bool
) -> None:
    """Make the room's files; what is put below ``place + LESSON`` now is what the lesson finds."""
    build_file_system(library, place, shown, limits, lesson_size)
    if network:
        furnish_network(library, place, shown)
    set_host_name(library, _HOST_NAME)


def close_room(library: Library, place: str, shown: FileSystem) -> None:
    """Make the room the whole world; for the first process inside, which has not yet started another."""
    for folder in shown.memory:
        os.chown(place + folder, LEARNER, LEARNER)
    plain = MountFlag.NOSUID | MountFlag.NODEV | MountFlag.NOEXEC
    mount(library, "proc", f"{place}/proc", plain, kind="proc")
    enter_root(library, place)
    seal_file_system(library)
    # No namespaces in this namespace: stands behind the filter.
    Path("/proc/sys/user/max_user_namespaces").write_text("0", encoding="ascii")
    forget_capabilities(library)
    become_learner(library)


def become_keeper(library: Library) -> None:
    """Keep what is needed to watch over the room, out of the lesson's reach."""
    forbid_new_privileges(library)
    keep_capabilities(library, frozenset({_SYS_PTRACE}))
    hide_process(library)


def become_relay(library: Library) -> None:
    """Keep nothing but the right to connect, which the lesson does not have."""
    forbid_new_privileges(library)
    keep_capabilities(library)
    hide_process(library)


def become_lesson(library: Library, limits: Limits, *, network: bool) -> None:
    """Give up every right there is to give up: what runs after this may be anything."""
    apply_limits(limits)
    forbid_new_privileges(library)
    keep_capabilities(library)
    hide_process(library, hidden=False)  # it may look at itself
    install_filter(library, MACHINE, network=network)
