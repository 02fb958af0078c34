"""RO-Crates: held against the profile of their version by roc-validator, and read by the library ``rocrate``."""

import json
import re
from pathlib import Path
from typing import Any

from rocrate.rocrate import ROCrate

from ..programs import find_readers_python
from .run import run

SCRIPT = Path(__file__).parents[1] / "readers" / "ro_crate.py"
VERSION = re.compile(r"https://w3id\.org/ro/crate/(1\.[123])/?")


def validate_ro_crate(folder: Path) -> list[str]:
    """Return what an RO-Crate (a folder with ``ro-crate-metadata.json``) misses of what its version demands.

    Its files must lie in the folder; what it names on the web is not looked for.
    """
    version = _find_version(json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8")))
    if not version:
        return ["the descriptor conforms to no version of RO-Crate from 1.1 to 1.3"]
    findings: list[str] = json.loads(run(find_readers_python(), SCRIPT, folder, version))
    if findings:
        return findings
    crate = ROCrate(folder)
    here = [entity.id for entity in crate.data_entities if "://" not in entity.id and not entity.id.startswith("#")]
    return [f"{id} is not in the folder" for id in here if not (folder / id).exists()]


def _find_version(crate: dict[str, Any]) -> str:
    """Return the version that a crate says it keeps to, empty where it says none that we know."""
    for node in crate.get("@graph", []):
        said = node.get("conformsTo", []) if node.get("@id") == "ro-crate-metadata.json" else []
        for one in said if isinstance(said, list) else [said]:
            if found := VERSION.fullmatch(one.get("@id", "")):
                return found[1]
    return ""
