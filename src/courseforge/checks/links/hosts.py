"""The servers that addresses name."""

from urllib.parse import urlsplit


def read_host(target: str) -> str:
    """Return the server of an address; empty where there is none."""
    try:
        return (urlsplit(target).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_one_of(target: str, hosts: frozenset[str]) -> bool:
    """Tell whether an address lies on one of these servers, or on one below them."""
    host = read_host(target)
    return any(host == known or host.endswith(f".{known}") for known in hosts)
