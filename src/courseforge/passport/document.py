"""The file: JSON in one exact form, so that the same passport has the same bytes, and a signature over them."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from courseforge.errors import CourseforgeError
from courseforge.passport.contributions import Contribution
from courseforge.reading.codes import FaultError
from courseforge.reading.json_document import read_json
from courseforge.reading.source_file import decode

FORMAT = "courseforge passport 1"
METHOD = "HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Passport:
    """What somebody has contributed to a library.

    Attributes:
        name: as they chose it.
        library, url: whose it is.
        issued: ISO 8601 date.
    """

    name: str
    library: str
    url: str
    issued: str
    contributions: tuple[Contribution, ...]


def write_passport(passport: Passport, key: bytes) -> bytes:
    """Write a passport with its signature (RFC 2104 over the canonical form)."""
    document = {"format": FORMAT, **asdict(passport)}
    signature = {"method": METHOD, "key": name_key(key), "value": sign(document, key)}
    return f"{json.dumps({**document, 'signature': signature}, ensure_ascii=False, indent=2)}\n".encode()


def read_passport(data: bytes) -> dict[str, Any]:
    """Read a file that somebody brought: names and values, nothing believed.

    Raises:
        CourseforgeError: it is not a passport.
    """
    try:
        document = read_json(decode(data)[0])
    except FaultError as error:
        raise CourseforgeError("This file is not a passport.", "Ask for the file that ends with .json.") from error
    signature = document.get("signature") if isinstance(document, dict) else None
    whole = isinstance(signature, Mapping) and all(
        isinstance(signature.get(k), str) for k in ("method", "key", "value")
    )
    if not whole or document.get("format") != FORMAT:
        raise CourseforgeError("This file is not a passport that courseforge knows.", "Ask who gave it out.")
    return dict(document)


def sign(document: Mapping[str, Any], key: bytes) -> str:
    """Sign everything but the signature."""
    unsigned = {name: value for name, value in document.items() if name != "signature"}
    return hmac.new(key, FORMAT.encode() + b"\n" + _write_canonical(unsigned), hashlib.sha256).hexdigest()


def _write_canonical(document: Mapping[str, Any]) -> bytes:
    """Write JSON so that nothing but its values decides the bytes: names in order, no spaces."""
    written = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written.encode("utf-8", "surrogatepass")


def name_key(key: bytes) -> str:
    """Name a key without telling it: the same key has the same name."""
    return hmac.new(key, b"courseforge passport key", hashlib.sha256).hexdigest()[:16]
