"""Small libraries written to disk, for tests that go the whole way from files to a site."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from courseforge.checks import RULES

# These lessons are about what becomes of a page; no rule about good lessons leaves one out.
_GENTLE = ", ".join(f"{rule.code}: info" for rule in RULES)

CONFIG = f"""\
title: Your Next Skill
execute: {{execute_notebooks: "off"}}
courseforge:
  languages: [en, es]
  check: {{severity: {{{_GENTLE}}}}}
  publisher: {{name: Larkfield Public Library}}
"""

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # one pixel


def markdown(source: str, *, tags: Iterable[str] = (), **extra: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": _tagged(tags), "source": source, **extra}


def code(source: str, *outputs: Mapping[str, Any], tags: Iterable[str] = (), **metadata: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "source": source, "outputs": list(outputs), "execution_count": None}
    return {**cell, "metadata": {**_tagged(tags), **metadata}}


def display(**data: Any) -> dict[str, Any]:
    """Make an output; ``text__html`` stands for ``text/html``, ``image__svg_xml`` for ``image/svg+xml``."""
    kinds = {name.replace("__", "/").replace("svg_xml", "svg+xml"): value for name, value in data.items()}
    return {"output_type": "display_data", "data": kinds, "metadata": {}}


def notebook(*cells: Mapping[str, Any], title: str = "A lesson", front: str = "", **metadata: Any) -> str:
    head = {"cell_type": "raw", "metadata": {}, "source": f"---\ntitle: {json.dumps(title)}\n{front}---"}
    numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate((head, *cells))]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    content = {"cells": numbered, "metadata": kernel | metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False)


def write_library(root: Path, files: Mapping[str, str | bytes], config: str = CONFIG) -> Path:
    """Write files below ``courses``; a course without a ``course.yml`` gets one."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "_config.yml").write_text(config, encoding="utf-8")
    for name, content in files.items():
        path = root / "courses" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        described = root / "courses" / name.split("/")[0] / "course.yml"
        if not described.exists():
            described.write_text(f"title: {name.split('/')[0].title()}\n", encoding="utf-8")
    return root


def _tagged(tags: Iterable[str]) -> dict[str, Any]:
    return {"tags": list(tags)} if tags else {}
