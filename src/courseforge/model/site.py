"""The published site, as bytes with names."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of the site.

    Attributes:
        path: POSIX path below the site's root.
        sha256: of its bytes, hexadecimal.
        size: in bytes.
        source: where the bytes lie until the site is written: in memory, or in a work file.
    """

    path: str
    sha256: str
    size: int
    source: bytes | Path

    def read_bytes(self) -> bytes:
        """Return the content."""
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that readers will be given.

    Attributes:
        files: sorted by path, each path once.
    """

    files: tuple[SiteFile, ...]
