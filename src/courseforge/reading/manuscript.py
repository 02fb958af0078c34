"""A lesson's file before anybody asks what its front matter means."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from courseforge.model import Cell, Origin
from courseforge.reading.codes import CELLS_ARE_NOT_TOO_MANY, KERNEL_IS_KNOWN, Fault, refuse
from courseforge.reading.front_matter import Head
from courseforge.reading.wording import escape, show

MAX_CELLS = 2000

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
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
    """Read a ``kernelspec``: the name of a kernel, or of its author's own Python; running tells if it is there."""
    if not isinstance(spec, Mapping) or not spec.get("name") or _is_own_python(spec):
        return "python3", ()
    return check_kernel(spec["name"])


def _is_own_python(spec: Mapping[str, Any]) -> bool:
    """Tell whether a kernel is an environment of the author's, whose name (``venv``) means nothing here."""
    named = f"{spec.get('name')} {spec.get('display_name')}".lower().replace(" ", "")
    return spec.get("language") == "python" and "python2" not in named


def check_kernel(name: Any) -> tuple[str, tuple[Fault, ...]]:
    """Hold a kernel's name to the form that Jupyter gives it."""
    if isinstance(name, str) and _NAME.fullmatch(name):
        return _KERNELS.get(name, name), ()
    fault = Fault(
        KERNEL_IS_KNOWN,
        f"This lesson wants the kernel {show(name)}; no kernel can have that name.",
        "For Python code choose Kernel, Change Kernel, Python 3 in Jupyter, and save.",
    )
    return "python3", (fault,)


def check_language(language: str, kernel: str) -> tuple[Fault, ...]:
    """See that a cell for a language does not go to Python; what other kernels speak is not known here."""
    if kernel != "python3" or language in _KERNELS:
        return ()
    fault = Fault(
        KERNEL_IS_KNOWN,
        f"This cell is in {show(language)}, and the lesson's kernel is “python3”.",
        f"Write ```{escape(language)} instead: the code is shown, and not run. To run it, name the lesson's kernel "
        "under `kernelspec:` in the front matter.",
    )
    return (fault,)
