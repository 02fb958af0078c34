"""What was made before, so that what is made of the same things is not made again.

A process that builds a site again and again (``serve``) passes one memory along. Whoever makes something asks it
first, by a name and with everything that the result depends on. A process that builds once remembers nothing, and
goes the same way. Nothing of it lies on a disk, where somebody could write something else.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
Things = tuple[object, ...]

_EQUAL_IS_SAME = (str, bytes, int, bool, frozenset)  # of which every part is seen when two are compared


@dataclass(frozen=True, slots=True)
class _Made:
    of: Things
    result: Any


class Memory:
    """Remembers what was made, by name, together with what it was made of."""

    def __init__(self, *, lasting: bool) -> None:
        self._lasting = lasting
        self._earlier: dict[Hashable, _Made] = {}
        self._now: dict[Hashable, _Made] = {}

    def forget_unused(self) -> None:
        """Forget what nobody has asked for since the last time; the work is done."""
        self._earlier, self._now = self._now, {}

    def recall(self, name: Hashable, of: Things, make: Callable[[], T]) -> T:
        """Return what was made under a name of the same things, or make it.

        Args:
            of: everything that decides what is made. Texts, whole numbers and sets are the same where they are equal,
                all else where it is the same object: 1 and 1.0 are equal in two cells, and not the same on a page.
        """
        if not self._lasting:
            return make()
        made = self._find(name, of) or _Made(of, make())
        self._now[name] = made
        result: T = made.result
        return result

    def knows(self, name: Hashable, of: Things) -> bool:
        """Tell whether ``recall`` would make nothing."""
        return self._find(name, of) is not None

    def _find(self, name: Hashable, of: Things) -> _Made | None:
        made = self._now.get(name) or self._earlier.get(name)
        return made if made is not None and _is_same(made.of, of) else None

    def recognize(self, name: Hashable, value: T) -> T:
        """Return, in the place of a small value, the one that was there before if both are written out alike."""
        return self.recall(name, (repr(value),), lambda: value)


NO_MEMORY = Memory(lasting=False)


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return one is other or (type(one) is type(other) and isinstance(one, _EQUAL_IS_SAME) and one == other)
