"""Notebooks as programs leave them."""

import json
from collections.abc import Sequence
from typing import Any

OUTPUT = {"output_type": "stream", "name": "stdout", "text": ["hello\n"]}
PLOT = {
    "output_type": "execute_result",
    "execution_count": 7,
    "data": {"text/plain": ["2"]},
    "metadata": {},
}


def text_cell(source: str, **others: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True), **others}


def code_cell(source: str, **others: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    return {**cell, "source": source.splitlines(keepends=True), **others}


def notebook(cells: Sequence[dict[str, Any]], *, minor: int = 5, **metadata: Any) -> dict[str, Any]:
    return {"cells": [*cells], "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


def dump(document: Any, **style: Any) -> bytes:
    return (json.dumps(document, **{"indent": 1, "ensure_ascii": False, **style}) + "\n").encode()
