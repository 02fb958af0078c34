"""Whether a passport that somebody brings is the library's own, word for word."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from courseforge.passport.document import METHOD, name_key, sign

Verdict = Literal["genuine", "changed", "another key"]


@dataclass(frozen=True, slots=True)
class Judgment:
    """What is known of a passport.

    Attributes:
        name, issued, count: of a genuine one; of another nothing is believed.
    """

    verdict: Verdict
    name: str = ""
    issued: str = ""
    count: int = 0


def judge_passport(document: Mapping[str, Any], key: bytes) -> Judgment:
    """Hold a passport to its signature.

    Args:
        document: as ``read_passport`` gives it.
    """
    signature = document["signature"]
    if signature["method"] != METHOD or signature["key"] != name_key(key):
        return Judgment("another key")
    if set(signature) != {"method", "key", "value"} or not _is_signed(document, signature["value"], key):
        return Judgment("changed")
    return Judgment("genuine", document["name"], document["issued"], len(document["contributions"]))


def _is_signed(document: Mapping[str, Any], value: str, key: bytes) -> bool:
    return hmac.compare_digest(sign(document, key).encode(), value.encode("utf-8", "replace"))
