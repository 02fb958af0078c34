"""Licenses by SPDX identifier: the address and the name that records and pages show."""

_CREATIVE_COMMONS = {"BY": "by", "BY-SA": "by-sa", "BY-NC": "by-nc", "BY-NC-SA": "by-nc-sa", "BY-ND": "by-nd"}
_CREATIVE_COMMONS["BY-NC-ND"] = "by-nc-nd"
_OTHERS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "MIT": "https://opensource.org/license/mit",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
}


def short_name(spdx: str) -> str:
    """Write a license as people abbreviate it: ``CC BY-SA 4.0``."""
    family, _, version = spdx.rpartition("-")
    known = family == "CC0" or family.removeprefix("CC-") in _CREATIVE_COMMONS
    return f"{family.replace('CC-', 'CC ')} {version}" if known else spdx


def license_url(spdx: str) -> str:
    """Return the address of a license's text, or an empty text for one we do not know."""
    if spdx in _OTHERS:
        return _OTHERS[spdx]
    family, _, version = spdx.removeprefix("CC-").rpartition("-")
    if not spdx.startswith("CC-") or family not in _CREATIVE_COMMONS:
        return ""
    return f"https://creativecommons.org/licenses/{_CREATIVE_COMMONS[family]}/{version}/"
