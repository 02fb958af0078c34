"""A machine that refuses user namespaces, made out of one that has them.

In such a room even root has no right over the rest of the machine.
"""

import shutil
import subprocess
from functools import cache

import pytest

_ROOM = ("unshare", "--user", "--map-root-user", "sh", "-c")
_CLOSED = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'


def without_namespaces(command: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
    """Run a command where it can make no user namespace."""
    if not _is_possible():
        pytest.skip("this machine cannot make such a room")
    return subprocess.run(
        [*_ROOM, _CLOSED, "sh", *command], capture_output=True, text=True, encoding="utf-8", check=False, **options
    )


@cache
def _is_possible() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_ROOM, _CLOSED, "sh", "true"], capture_output=True, check=False).returncode == 0
