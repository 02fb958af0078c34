"""Cells -> the text of an ``.ipynb`` file."""

import json
from collections.abc import Iterable
from typing import Any

Cell = dict[str, Any]


def write_notebook(cells: Iterable[Cell]) -> str:
    """Return a Python notebook with these cells; each gets an id by its place."""
    notebook = {
        "cells": [{"id": f"cell-{place}", **cell} for place, cell in enumerate(cells, start=1)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1) + "\n"
