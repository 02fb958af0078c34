"""``{{ title }}`` and its kind in templates, and the facts that take their place."""

import json
import re
from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, str | tuple[str, ...]]  # placeholder's name -> what stands for it; a tuple fills a list

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
    return fill_yaml(text[:end], facts) + _PLACEHOLDER.sub(lambda match: ", ".join(_fill(match, facts)), text[end:])


def fill_yaml(text: str, facts: Facts) -> str:
    """Fill YAML, where every placeholder stands inside double quotes: what is true of a JSON text is true there.

    Each item of a list gets quotes of its own: ``["{{ languages }}"]`` becomes ``["fr", "en"]``.
    """

    def quote(match: re.Match[str]) -> str:
        return ", ".join(json.dumps(fact, ensure_ascii=False) for fact in _fill(match, facts))[1:-1]

    return _PLACEHOLDER.sub(quote, text)


def _fill(match: re.Match[str], facts: Facts) -> tuple[str, ...]:
    """Find what stands for a placeholder, each on one line; an unknown placeholder stays as it is."""
    fact = facts.get(match[1], match[0])
    return tuple(" ".join(item.split()) for item in ((fact,) if isinstance(fact, str) else fact))
