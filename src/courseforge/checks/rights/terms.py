"""What a license asks of those who share a work or change it."""

from dataclasses import dataclass

_FREE = frozenset({"CC0-1.0", "CC-PDDC", "PDDL-1.0", "Unlicense", "0BSD", "MIT-0"})
_SAME_AGAIN = ("GPL-", "AGPL-", "GFDL-", "ODbL-", "MPL-")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a license.

    Attributes:
        family: the license without its version: what “the same license” means.
        names_author: whoever shares it names its author.
        forbids_sale: not for commercial use.
        forbids_change: to be shared as it is or not at all.
        asks_same: what is made from it has the same license.
    """

    family: str
    names_author: bool = False
    forbids_sale: bool = False
    forbids_change: bool = False
    asks_same: bool = False


def read_terms(license: str) -> Terms | None:
    """Return the terms of a license by its SPDX identifier; None for one of somebody's own (``LicenseRef-…``)."""
    if not license or license.startswith("LicenseRef-"):
        return None
    if license in _FREE:
        return Terms(license)
    family = license.rpartition("-")[0]
    if license.startswith("CC-"):
        words = family.split("-")
        return Terms(family, "BY" in words, "NC" in words, "ND" in words, "SA" in words)
    same = next((start for start in _SAME_AGAIN if license.startswith(start)), "")
    return Terms(same or license, names_author=True, asks_same=bool(same))
