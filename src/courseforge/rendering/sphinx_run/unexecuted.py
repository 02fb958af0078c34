"""Nothing runs while pages are made: what MyST-NB would run notebooks with is not there, and need not be loaded.

It knows three ways, of which one brings along a database and all of them a client for kernels. They take a quarter of
the time in which a template process gets ready.
"""

import sys
from types import ModuleType

_WAYS = {"cache": "NotebookClientCache", "direct": "NotebookClientDirect", "inline": "NotebookClientInline"}


class Refused:
    """Stands for a way to run a notebook; ``nb_execution_mode`` is off, so nobody takes it."""

    def __init__(self, *_given: object, **_named: object) -> None:
        raise RuntimeError("No code runs while pages are made.")


def leave_out_execution() -> None:
    """Put them in the place of MyST-NB's modules, before these are imported."""
    for name, client in _WAYS.items():
        module = ModuleType(f"myst_nb.core.execute.{name}")
        setattr(module, client, Refused)
        sys.modules.setdefault(module.__name__, module)
