"""Taking values out of JSON that anybody may have written."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from courseforge.errors import CourseforgeError
from courseforge.review import limits

T = TypeVar("T", bound=str)

_ANY = re.compile(r".*", re.DOTALL)


class HostileError(CourseforgeError):
    """An artifact is not what courseforge writes."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"This artifact is not believed: {reason}.",
            "Nothing was posted. Let the first stage run again; if that changes nothing, look at the contribution.",
        )


class Fields:
    """An object of which each value is asked for once, by name and with its bounds.

    Raises:
        HostileError: from every method, where a value is not what it should be.
    """

    def __init__(self, value: Any, name: str) -> None:
        if not isinstance(value, dict):
            raise HostileError(f"its {name} is no object")
        self._values = dict(value)
        self._name = name

    def refuse_others(self) -> None:
        """Refuse what nobody has asked for."""
        if self._values:
            raise HostileError(f"its {self._name} says what no report says")

    def words(self, name: str, longest: int, form: re.Pattern[str] = _ANY) -> str:
        """Take a text of at most so many characters and of this form."""
        value = self._take(name)
        if not isinstance(value, str) or len(value) > longest or not form.fullmatch(value):
            raise self._wrong(name)
        return value

    def words_or_none(self, name: str, longest: int) -> str | None:
        """Take a text, or nothing."""
        return self._take(name) if self._values.get(name, "") is None else self.words(name, longest)

    def path(self, name: str) -> str:
        """Take a path of a file in the repository; it is only ever shown or compared."""
        value = self.words(name, limits.PATH)
        if not value or value.startswith("/") or ".." in value.split("/") or not value.isprintable():
            raise self._wrong(name)
        return value

    def choice(self, name: str, choices: Sequence[T]) -> T:
        """Take one of these texts."""
        value = self._take(name)
        for choice in choices:
            if isinstance(value, str) and value == choice:
                return choice
        raise self._wrong(name)

    def whole(self, name: str, most: int) -> int:
        """Take a whole number from 0 on."""
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise self._wrong(name)
        return value

    def whole_or_none(self, name: str, most: int) -> int | None:
        """Take a whole number, or nothing."""
        return self._take(name) if self._values.get(name, 0) is None else self.whole(name, most)

    def number(self, name: str, most: float) -> float | None:
        """Take a number between ``-most`` and ``most``, or nothing."""
        value = self._take(name)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool) or not -most <= value <= most:
            raise self._wrong(name)
        return float(value)

    def yes_or_no(self, name: str) -> bool:
        """Take a truth value."""
        value = self._take(name)
        if not isinstance(value, bool):
            raise self._wrong(name)
        return value

    def values(self, name: str, most: int) -> list[Any]:
        """Take a list."""
        value = self._take(name)
        if not isinstance(value, list) or len(value) > most:
            raise self._wrong(name)
        return value

    def parts(self, name: str, most: int) -> Iterator["Fields"]:
        """Take a list of objects."""
        return (Fields(value, name) for value in self.values(name, most))

    def _take(self, name: str) -> Any:
        if name not in self._values:
            raise self._wrong(name)
        return self._values.pop(name)

    def _wrong(self, name: str) -> HostileError:
        return HostileError(f"“{name}” in its {self._name} is not what it should be")
