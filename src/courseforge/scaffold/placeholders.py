"""``{{ title }}`` and its kind in templates, and the facts that take their place."""

import json
import re
from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, str]  # placeholder's name -> what stands for it

_PLACEHOLDER = re.compile(r"\{\{ (\w+) \}\}")
_FRONT_MATTER = re.compile(r"---\n.*?\n---(?:\n|\Z)", re.DOTALL)


def fill_notebook(text: str, facts: Facts) -> str:
    """Fill the cells of a notebook."""
    notebook: dict[str, Any] = json.loads(text)
    for cell in notebook["cells"]:
        cell["source"] = fill_markdown("".join(cell["source"]), facts).splitlines(keepends=True)
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def fill_markdown(text: str, facts: Facts) -> str:
    """Fill front matter with YAML values, and the text below it with the plain words."""
    front_matter = _FRONT_MATTER.match(text)
    end = front_matter.end() if front_matter else 0
    return fill_yaml(text[:end], facts) + _PLACEHOLDER.sub(lambda match: _fact(match, facts), text[end:])


def fill_yaml(text: str, facts: Facts) -> str:
    """Fill YAML, where every placeholder stands inside double quotes: what is true of a JSON text is true there."""
    return _PLACEHOLDER.sub(lambda match: json.dumps(_fact(match, facts), ensure_ascii=False)[1:-1], text)


def _fact(match: re.Match[str], facts: Facts) -> str:
    """Find the fact for a placeholder, on one line; an unknown placeholder stays as it is."""
    fact = facts.get(match[1])
    return match[0] if fact is None else " ".join(fact.split())
