"""How some frameworks number their statements. Codes are facts; the words of statements stay with their owners."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from courseforge.model import Alignment

#: Competences of DigComp 2.0 to 2.2 (https://doi.org/10.2760/115376): in each of five areas, how many.
_DIGCOMP_AREAS = (3, 6, 4, 4, 4)
DIGCOMP_CODES = tuple(
    f"{area}.{number}" for area, count in enumerate(_DIGCOMP_AREAS, 1) for number in range(1, count + 1)
)
_ESCO = re.compile(r"https?://data\.europa\.eu/esco/(?:skill|occupation|isco)/[A-Za-z0-9.-]{1,60}")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an alignment cannot be right.

    Attributes:
        near: what may have been meant; empty where nobody can tell.
        form: what it should look like.
    """

    said: str
    near: str
    form: str


def doubt_form(alignment: Alignment) -> Doubt | None:
    """Compare a code or address with the form that its framework gives them; of unknown frameworks, say nothing."""
    name = re.sub(r"[^a-z]", "", alignment.framework.lower())
    look = _FRAMEWORKS.get(name)
    return look(alignment) if look else None


def _doubt_digcomp(alignment: Alignment) -> Doubt | None:
    code = alignment.code
    known = (*DIGCOMP_CODES, *(str(area) for area in range(1, len(_DIGCOMP_AREAS) + 1)))
    if not code or code in known or not re.fullmatch(r"(?:2(?:\.\d)?)?", alignment.version):
        return None
    near = get_close_matches(code.strip(" .").replace(",", "."), known, n=1, cutoff=0.6)
    return Doubt(code, near[0] if near else "", "3.4")


def _doubt_esco(alignment: Alignment) -> Doubt | None:
    given = alignment.url or alignment.code
    if not given or _ESCO.fullmatch(given) or _ESCO.fullmatch(alignment.code):
        return None
    return Doubt(given, "", "http://data.europa.eu/esco/skill/…")


def _doubt_case(alignment: Alignment) -> Doubt | None:
    given = alignment.url or alignment.code
    if not given or _GUID.search(given) or _GUID.search(alignment.code):
        return None
    return Doubt(given, "", "…/ims/case/v1p0/CFItems/8-4-4-4-12 letters and digits")


_FRAMEWORKS: Mapping[str, Callable[[Alignment], Doubt | None]] = {
    "digcomp": _doubt_digcomp,
    "esco": _doubt_esco,
    "case": _doubt_case,
}
