"""In whose name: the library's, with the address of a role."""

import re
from urllib.parse import urlsplit

from courseforge.config import Settings
from courseforge.intake.proposing.repository import Signature

_ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def sign_for(settings: Settings, day: str) -> Signature:
    """Return the library's signature; its address is the catalog's, else one that nobody reads."""
    name = " ".join(re.sub(r"[<>\x00-\x1f]", " ", settings.publisher_name).split()).strip(".,:;\"'") or "Library"
    return Signature(name, _find_address(settings), day)


def _find_address(settings: Settings) -> str:
    email = settings.courseforge.catalog.email
    if _ADDRESS.fullmatch(email):
        return email
    try:
        host = urlsplit(settings.courseforge.publisher.url).hostname or ""
    except ValueError:
        host = ""
    return f"noreply@{host}" if _HOST.fullmatch(host) else "noreply@library.invalid"
