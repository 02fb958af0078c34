"""Who the lesson is: always the same ordinary user, whoever started courseforge."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from courseforge.execution.walls.system_calls import Library, keep_capabilities_over_setuid

LEARNER = 1000
_NOBODY = 65534

# Lines of /proc/<pid>/uid_map: first number inside, first number outside, how many.
Map = Sequence[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a process is, to be asked before it enters a user namespace: there, at first, everybody is nobody."""

    user: int
    group: int

    @property
    def is_root(self) -> bool:
        """Tell whether this identity may give others any identity."""
        return self.user == 0


def find_identity() -> Identity:
    """Say who this process is."""
    return Identity(os.geteuid(), os.getegid())


def write_maps(pid: str, own: Identity, *, lend: bool = True) -> None:
    """Say for a process in a new user namespace which users of the outside it may be.

    An ordinary user can be only one. Root lends all, so that the course's files can be read whoever owns them, and
    the learner is nobody outside: limits on the number of processes don't hold for root.

    Args:
        lend: without it root lends nothing either, and the learner's files are root's outside.
    """
    lend = lend and own.is_root
    if not lend:
        Path(f"/proc/{pid}/setgroups").write_text("deny", encoding="ascii")
    for kind, number in (("uid", own.user), ("gid", own.group)):
        known = _count_known(kind) if lend else 0
        lines = _exchange(known) if known > _NOBODY else [(LEARNER, number, 1)]
        text = "".join(f"{inside} {outside} {count}\n" for inside, outside, count in lines)
        Path(f"/proc/{pid}/{kind}_map").write_text(text, encoding="ascii")


def become_learner(library: Library) -> None:
    """Take on the learner's identity; the capabilities stay until they are given up."""
    if os.geteuid() == LEARNER:
        return
    keep_capabilities_over_setuid(library)
    os.setgroups([])
    os.setresgid(LEARNER, LEARNER, LEARNER)
    os.setresuid(LEARNER, LEARNER, LEARNER)


def _count_known(kind: str) -> int:
    """Count the users that exist here; in a container they may be few."""
    first, _, count = Path(f"/proc/self/{kind}_map").read_text(encoding="ascii").split()[:3]
    return int(count) if first == "0" else 0


def _exchange(known: int) -> Map:
    """Everybody is who they are, but the learner and nobody change places."""
    lines = [
        (0, 0, LEARNER),
        (LEARNER, _NOBODY, 1),
        (LEARNER + 1, LEARNER + 1, _NOBODY - LEARNER - 1),
        (_NOBODY, LEARNER, 1),
    ]
    rest = known - _NOBODY - 1
    return [*lines, (_NOBODY + 1, _NOBODY + 1, rest)] if rest else lines
