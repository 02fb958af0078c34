"""Earlier runs: kept on this computer, and shared with others where ``_config.yml`` names a store.

A computer's own entries come first, so that a build of what it knows asks nobody; what a store gives is then kept
here too. The shared store belongs to others as well: nothing there is ever removed.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from courseforge.config import CONFIG_FILE
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.errors import CourseforgeError, OutputError
from courseforge.execution.cache import LARGEST
from courseforge.execution.folder_store import FolderStore
from courseforge.execution.shared_store import SharedStore, UnreachableError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://.*")
_UNREACHABLE = "CF580", Severity.WARNING, "cannot be reached, so this computer's own earlier runs have to do"
_READ_ONLY = "CF581", Severity.INFO, "does not take what was run here, so others will run it again"


class Shared(Protocol):
    """A place that others reach too."""

    def fetch(self, names: Sequence[str]) -> Mapping[str, bytes]:
        """Return those of the entries that are there."""

    def write(self, name: str, data: bytes) -> None:
        """Keep an entry."""


@dataclass(slots=True)
class Store:
    """Where entries lie.

    Attributes:
        shared: None where there is no such place, or it does not answer.
        address: of the shared place, as ``_config.yml`` has it.
        said: what went wrong with it, by code.
    """

    local: FolderStore
    shared: Shared | None = None
    address: str = ""
    said: dict[str, Diagnostic] = field(default_factory=dict)

    def read(self, name: str) -> bytes | None:
        """Return what this computer has under a name (``FolderStore.read``)."""
        return self.local.read(name)

    def fetch(self, names: Sequence[str]) -> Mapping[str, bytes]:
        """Return those of the entries that the shared place has."""
        if self.shared is None:
            return {}
        try:
            return self.shared.fetch(names)
        except UnreachableError as error:
            self.shared = None
            self._say(*_UNREACHABLE, error)
            return {}

    def write(self, name: str, data: bytes) -> None:
        """Keep an entry, here and in the shared place."""
        self.write_here(name, data)
        if self.shared is None or _READ_ONLY[0] in self.said or len(data) > LARGEST:
            return
        try:
            self.shared.write(name, data)
        except (UnreachableError, OutputError) as error:
            self._say(*_READ_ONLY, error)

    def write_here(self, name: str, data: bytes) -> None:
        """Keep an entry on this computer."""
        # A cache that cannot be written costs the next build some time; it is no reason to lose this one.
        with suppress(OutputError):
            if len(data) <= LARGEST:
                self.local.write(name, data)

    def _say(self, code: str, severity: Severity, what: str, error: CourseforgeError) -> None:
        message = f"The store {self.address} {what}: {error.message.rstrip('.')}."
        self.said[code] = Diagnostic(code, severity, message, Location(CONFIG_FILE), error.hint)


def open_store(cache: Path, root: Path, address: str) -> Store:
    """Open the store; nothing is read yet, and nobody is asked.

    Args:
        cache: this computer's own folder.
        root: the library's folder.
        address: of the shared place: empty for none, a folder (relative to the library's), or a URL.
    """
    local = FolderStore(cache)
    if _URL.fullmatch(address):
        return Store(local, SharedStore(address), address)
    folder = root / address
    return Store(local, FolderStore(folder) if address and folder != cache else None, address)
