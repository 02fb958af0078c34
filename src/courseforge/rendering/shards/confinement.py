"""Walls for the workers: a page is made of what an author wrote, by extensions that `_config.yml` may name."""

import multiprocessing
import os
from collections.abc import Iterable
from pathlib import Path

from courseforge.config import CONFIG_FILE, Settings
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import Mode
from courseforge.rendering.shards.environment import keep_harmless
from courseforge.rendering.shards.job import ShardJob, ShardResult, Walls


def go_behind_walls(job: ShardJob, answers: int, seconds: float) -> None:
    """Keep the rest of this worker from everything but its staged book, to read, and its pages, to write.

    Args:
        answers: descriptor that leads to courseforge.
        seconds: of a processor, that it may take.

    Raises:
        OSError: the system has no walls.
        GapError: they do not hold.
    """
    # Linux only; elsewhere there is nothing to import that could work.
    from courseforge.execution.walls.enclosure import Enclosure, enter_walls  # noqa: PLC0415
    from courseforge.execution.walls.file_system import HOME, TEMPORARY  # noqa: PLC0415
    from courseforge.execution.walls.limits import Limits  # noqa: PLC0415

    place, trees = (job.output.with_name(f"{job.output.name}.{name}") for name in ("room", "doctrees"))
    pictures = job.output.with_name("jupyter_execute")  # where MyST-NB puts those of outputs
    for folder in (place, trees, pictures):
        folder.mkdir(exist_ok=True)
    own = {"HOME": HOME, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), TEMPORARY)}
    enclosure = Enclosure(
        str(place),
        reads=(str(job.folder), *(str(folder) for folder in job.extensions if folder.is_dir())),
        writes=(str(job.output), str(trees), str(pictures)),
        hidden=str(job.folder),
        environment=keep_harmless(os.environ) | own,
    )
    parent = multiprocessing.parent_process()
    assert parent is not None
    limits = Limits(cpu_seconds=int(seconds), open_files=1024)
    enter_walls(enclosure, limits, kept={answers}, watched=parent.sentinel)


def choose_walls(settings: Settings, mode: Mode) -> Walls:
    """Say what a library wants for its own pages; a stranger is not asked."""
    if mode is Mode.UNTRUSTED:
        return Walls.REQUIRED
    return Walls.OFF if settings.courseforge.execute.sandbox == "off" else Walls.WANTED


def find_extension_folders(settings: Settings, root: Path) -> tuple[Path, ...]:
    """List the folders in the library that hold Sphinx extensions (Jupyter Book's ``sphinx.local_extensions``)."""
    sphinx = settings.book.get("sphinx")
    stated = sphinx.get("local_extensions") if isinstance(sphinx, dict) else None
    root = root.resolve()
    named = {(root / str(path)).resolve() for path in (stated.values() if isinstance(stated, dict) else ())}
    return tuple(sorted(folder for folder in named if root in folder.parents and folder.is_dir()))


def diagnose_walls(results: Iterable[ShardResult]) -> tuple[Diagnostic, ...]:
    """Say once that pages were made without walls."""
    if not any(result.walls is False for result in results):
        return ()
    return (
        Diagnostic(
            "CF217",
            Severity.INFO,
            "The pages were made without walls: a Sphinx extension could do what you can do on this computer.",
            Location(CONFIG_FILE),
            "Name only extensions in _config.yml that you trust. `courseforge doctor` says why there are no walls.",
        ),
    )
