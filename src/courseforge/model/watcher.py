"""Whoever wants to know how far long work has come."""

from typing import Protocol


class Watcher(Protocol):
    """Is told how far the work is."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins (``reading``, ``running``, ``rendering``, ``writing``) with so many things to do."""

    def started(self, what: str) -> None:
        """Work on one of them begins."""

    def finished(self, what: str) -> None:
        """Work on it is done."""


class _Silent:
    def stage(self, name: str, total: int) -> None: ...
    def started(self, what: str) -> None: ...
    def finished(self, what: str) -> None: ...


SILENT: Watcher = _Silent()
