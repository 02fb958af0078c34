"""Values that a whole book gives to names (``myst_substitutions``): each lesson that uses one has it at its top."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from courseforge.importing.draft import Facts

_USED = re.compile(r"\{\{[ \t]{0,9}(\w{1,100})[ \t]{0,9}\}\}")


def read_values(stated: Mapping[str, Any]) -> dict[str, str]:
    """Return the names and texts that a book's settings give; in two places they can."""
    parse, sphinx = stated.get("parse"), stated.get("sphinx")
    config = sphinx.get("config") if isinstance(sphinx, Mapping) else None
    sections = (section for section in (config, parse) if isinstance(section, Mapping))
    given = [values for one in sections if isinstance(values := one.get("myst_substitutions"), Mapping)]
    return {str(k): str(v) for values in given for k, v in values.items() if isinstance(v, str | int | float)}


def give_values(facts: Facts, texts: Sequence[str], stated: Mapping[str, Any]) -> Facts:
    """Write the values that a page uses among its facts, unless it has values of its own."""
    values = read_values(stated)
    used = dict.fromkeys(name for text in texts for name in _USED.findall(text) if name in values)
    if not used or "myst" in facts.kept:
        return facts
    lines = (f"    {json.dumps(name)}: {json.dumps(values[name], ensure_ascii=False)}" for name in used)
    return replace(facts, kept={**facts.kept, "myst": "\n".join(("myst:", "  substitutions:", *lines))})
