"""A lesson that asks another computer for something."""

import re

from courseforge.execution.hints.scene import Scene
from courseforge.model import CellFailure

_KINDS = frozenset(
    {
        "ConnectTimeout", "ConnectTimeoutError", "ConnectError", "ConnectionError", "ConnectionRefusedError",
        "ConnectionResetError", "ClientConnectorError", "ClientConnectorDNSError", "HTTPError", "MaxRetryError",
        "NameResolutionError", "NewConnectionError", "ReadTimeout", "SSLError", "URLError", "gaierror",
    }
)  # fmt: skip
_NO_SOCKET = "[Errno 95]"  # what the walls say to every socket
_HOSTS = (
    re.compile(r"""host=\\?['"]([\w.-]{1,253})"""),
    re.compile(r"https?://(?:[^/@\s'\"]{1,200}@)?([\w.-]{1,253})"),
    re.compile(r"""['"]((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})['"]"""),
)


def needs_network(failure: CellFailure) -> bool:
    """Tell whether the cell failed because it asked for something that lies elsewhere."""
    return failure.kind in _KINDS or (failure.kind in ("OSError", "error") and _NO_SOCKET in failure.message)


def find_host(scene: Scene) -> str:
    """Name the computer that was asked; empty where it cannot be told."""
    cells = [cell.source for cell in scene.code_so_far]
    for text in (scene.message, scene.line, *cells):
        for pattern in _HOSTS:
            if match := pattern.search(text):
                return match[1]
    return ""


def advise_network(scene: Scene) -> str:
    """Say how a lesson gets its data without the network."""
    return (
        "Lessons should not need the network: save the data once, put it into the course's data folder, "
        "and read it from there."
    )
