"""A lesson's file before anybody asks what its front matter means."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from courseforge.model import Cell, Origin
from courseforge.reading.codes import CELLS_ARE_NOT_TOO_MANY, KERNEL_IS_KNOWN, Fault, refuse
from courseforge.reading.front_matter import Head
from courseforge.reading.wording import show

MAX_CELLS = 2000

_KERNELS = {"python3": "python3", "python": "python3", "ipython3": "python3", "ipython": "python3"}


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The cells of a lesson's file, its front matter, and what is wrong with it."""

    cells: tuple[Cell, ...]
    head: Head
    kernel: str = "python3"
    faults: tuple[Fault, ...] = ()
    origin: Origin = field(default_factory=Origin)


def make_cell_id(number: int, source: str) -> str:
    """Make the id of a cell that has none: the same for the same text in the same place."""
    return hashlib.sha256(f"{number}\0{source}".encode()).hexdigest()[:16]


def refuse_too_many(count: int) -> None:
    """Refuse a lesson with more cells than any reader would take."""
    if count > MAX_CELLS:
        raise refuse(
            CELLS_ARE_NOT_TOO_MANY,
            f"This lesson has {count:,} cells; at most {MAX_CELLS:,} are read.",
            "Divide it into several lessons.",
        )


def read_kernel(spec: Any) -> tuple[str, tuple[Fault, ...]]:
    """Read a ``kernelspec``; a lesson may only name kernels that courseforge brings, or its author's own Python."""
    if not isinstance(spec, Mapping) or not spec.get("name") or _is_own_python(spec):
        return "python3", ()
    return check_kernel(spec["name"])


def _is_own_python(spec: Mapping[str, Any]) -> bool:
    """Tell whether a kernel is an environment of the author's, whose name (``venv``) means nothing here."""
    named = f"{spec.get('name')} {spec.get('display_name')}".lower().replace(" ", "")
    return spec.get("language") == "python" and "python2" not in named


def check_kernel(name: Any) -> tuple[str, tuple[Fault, ...]]:
    """Hold a kernel's name to the list of those that courseforge runs."""
    known = _KERNELS.get(name) if isinstance(name, str) else None
    if known:
        return known, ()
    fault = Fault(
        KERNEL_IS_KNOWN,
        f"This lesson wants the kernel {show(name)}; courseforge runs lessons with “python3” only.",
        "For Python code choose Kernel, Change Kernel, Python 3 in Jupyter, and save. Other code is only shown.",
    )
    return "python3", (fault,)
