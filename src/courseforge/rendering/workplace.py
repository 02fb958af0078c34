"""Where the library lies, who makes its pages, and where everything that is built goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from courseforge.execution.executors import Cluster
from courseforge.memory import NO_MEMORY, Memory
from courseforge.rendering.shards.job import Walls


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the library lies, and where everything that is built goes.

    Attributes:
        root: the library's folder; nothing in it is written outside ``build``.
        workers: processes at the same time; one for each processor where it is None.
        cluster: who builds shards; None for this machine.
        walls: whether they are kept from the rest of the machine.
        extensions: folders of the library that hold Sphinx extensions.
        templates: of the library's own, by the name of what they replace.
        theme: another Sphinx theme than ours, for courses' pages; empty for ours.
        memory: of what was made before.
    """

    root: Path
    build: Path
    workers: int | None = None
    cluster: Cluster | None = None
    walls: Walls = Walls.WANTED
    extensions: tuple[Path, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    memory: Memory = NO_MEMORY

    def shard_folder(self, name: str) -> Path:
        """Return where a built shard is kept."""
        return self.build / "shards" / name
