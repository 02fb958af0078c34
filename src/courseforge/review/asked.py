"""What was last asked for, kept in the comment itself, where no reader sees it."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from courseforge.review.report import Said

#: How our comment begins; what follows is checked before it is believed.
OPENING = "<!-- courseforge review 1"
_STATE = re.compile(rf"{OPENING} asked=((?:CF[0-9]{{3}}\.[0-9a-f]{{8}}(?:,|(?= ))){{0,12}}) -->")


def write_state(asked: Sequence[Said]) -> str:
    """Write down what is asked for."""
    return f"{OPENING} asked={','.join(map(name_thing, asked))} -->"


def read_state(comment: str) -> frozenset[str]:
    """Read what was asked for; nothing where the comment says nothing that can be believed."""
    match = _STATE.match(comment)
    return frozenset(filter(None, match[1].split(","))) if match else frozenset()


def count_mended(comment: str, said: Iterable[Said]) -> tuple[int, int]:
    """Count what was last asked for, and what of it is no longer the matter."""
    asked = read_state(comment)
    return len(asked), len(asked - {name_thing(one) for one in said})


def name_thing(said: Said) -> str:
    """Name what a rule asks of a file, wherever in it."""
    return f"{said.code}.{hashlib.sha256(said.path.encode(errors='replace')).hexdigest()[:8]}"
