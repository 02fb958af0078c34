"""A fault of our own, told to the desk: never with what was sent, which may stand in the error's words."""

import traceback
from pathlib import Path


def name_fault(error: Exception) -> str:
    """Say where in our program it happened."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
