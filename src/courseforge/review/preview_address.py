"""Where previews may be read: at an address of their own, so that no page of a stranger is one of the library's.

Browsers keep pages apart by scheme and host. Whatever shares the host of the library's site could read what readers
keep there, and would be taken for the library.
"""

from urllib.parse import urlsplit

from courseforge.errors import CourseforgeError


def check_address(address: str, site: str) -> str:
    """Return the address of all previews, with a slash at its end.

    Args:
        site: address of the library's own site.

    Raises:
        CourseforgeError: it is no address of their own, or nobody knows whether it is.
    """
    host = _find_host(address)
    if urlsplit(address).scheme != "https" or not host:
        raise CourseforgeError(
            f"“{address[:200]}” is no address for previews.", "Write one that begins with https:// and names a host."
        )
    if not site:
        raise CourseforgeError(
            "Nobody knows whether previews would lie on your own site: _config.yml does not say where that is.",
            "Write its address into _config.yml, as baseurl: below html:.",
        )
    own = _find_host(site)
    if host == own:
        raise CourseforgeError(
            f"Previews cannot lie at {host}: your own site is there, and a stranger's page would be one of yours.",
            "Give previews a host of their own. All GitHub Pages of one account share one host, whatever comes after "
            "it: take another account, or a domain for one of the two.",
        )
    return f"{address.rstrip('/')}/"


def _find_host(address: str) -> str:
    """Return a host without its port; who serves one port of it could serve the others."""
    return (urlsplit(address).hostname or "").rstrip(".").lower()
