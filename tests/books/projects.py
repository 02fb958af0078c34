"""Small Jupyter Books written to disk."""

from collections.abc import Mapping
from pathlib import Path

PROGRAM = "---\nkernelspec: {name: python3, display_name: Python 3}\n---\n"  # what makes a page with code of a text


def write_book(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a book's files; one without a ``_config.yml`` gets one that runs nothing."""
    for name, content in {"_config.yml": 'title: A book\nexecute: {execute_notebooks: "off"}\n', **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
