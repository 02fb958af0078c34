"""Where files that take long to make are kept from one build to the next."""

from typing import Protocol


class Shelf(Protocol):
    """Holds files by their path below the site's root, each with a digest of what it was made from."""

    def holds(self, path: str, made_from: str) -> bool:
        """Tell whether the file is there, whole, and was made from the same things."""

    def load(self, path: str) -> bytes:
        """Return a file that is there."""

    def keep(self, path: str, made_from: str, data: bytes) -> None:
        """Keep a file."""


class _NoShelf:
    """Holds nothing."""

    def holds(self, path: str, made_from: str) -> bool:
        """Tell that it is not there."""
        return False

    def load(self, path: str) -> bytes:
        """Fail: nothing is there."""
        raise KeyError(path)

    def keep(self, path: str, made_from: str, data: bytes) -> None:
        """Keep nothing."""


NO_SHELF: Shelf = _NoShelf()
