"""What each lesson's last run was made from. It serves for words, and for knowing what is still of use.

It is never a reason to believe anything: without it, or with a wrong one, the same lessons run.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from courseforge.execution.folder_store import FolderStore
from courseforge.execution.key import Ingredients

FILE = "last-runs"


@dataclass(frozen=True, slots=True)
class LastRun:
    """How a lesson was run last."""

    ingredients: Ingredients
    failed: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The last run of each lesson.

    Attributes:
        runs: by the lesson's path.
        lists: what the digests of file names and of environments stand for.
    """

    runs: Mapping[str, LastRun] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_history(folder: FolderStore) -> History:
    """Read what is known; nothing where it cannot be read."""
    try:
        kept = json.loads(folder.read(FILE) or b"{}")
        runs = {path: LastRun(Ingredients(**run["ingredients"]), run["failed"]) for path, run in kept["runs"].items()}
        return History(runs, {digest: tuple(map(str, names)) for digest, names in kept["lists"].items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return History()


def update_history(before: History, now: History, root: Path) -> History:
    """Put what happened now over what was known, and forget lessons that are gone.

    One that could not be read this time, or was left out for its faults, is not gone.
    """
    others = {path: run for path, run in before.runs.items() if path not in now.runs and (root / path).is_file()}
    runs = {**others, **now.runs}
    used = {digest for run in runs.values() for digest in (run.ingredients.files, run.ingredients.environment)}
    lists = {digest: names for digest, names in {**before.lists, **now.lists}.items() if digest in used}
    return History(dict(sorted(runs.items())), dict(sorted(lists.items())))


def dump_history(history: History) -> bytes:
    """Write it down."""
    runs = {path: asdict(run) for path, run in history.runs.items()}
    return json.dumps({"runs": runs, "lists": history.lists}, indent=0).encode()


def explain_run(path: str, before: History, now: History) -> str:
    """Say why a lesson runs although nothing is wrong with any entry."""
    if path not in before.runs:
        return "no earlier run is kept"
    differences = _list_differences(before.runs[path], now.runs[path].ingredients, {**before.lists, **now.lists})
    return next(differences, "what was kept of its last run is gone")


def _list_differences(last: LastRun, now: Ingredients, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    before = last.ingredients
    if now.code != before.code:
        yield "its code changed"
    if now.kernel != before.kernel:
        yield "its kernel changed"
    if now.network != before.network:
        yield "it may use the network now" if now.network else "it may not use the network any more"
    if now.files != before.files:
        yield _describe_files(lists.get(before.files, ()), lists.get(now.files, ()))
    if now.environment != before.environment:
        changes = _list_packages(lists.get(before.environment, ()), lists.get(now.environment, ()))
        yield f"installed packages changed ({_join(changes)})"
    if now.format != before.format:
        yield "courseforge changed how it keeps runs"
    if last.failed:
        yield "its last run failed"


def _describe_files(before: Sequence[str], now: Sequence[str]) -> str:
    added, gone = sorted(set(now) - set(before)), sorted(set(before) - set(now))
    return _join([*(f"{name} was added" for name in added), *(f"{name} is gone" for name in gone)])


def _list_packages(before: Sequence[str], now: Sequence[str]) -> list[str]:
    old, new = (dict(name.rpartition(" ")[::2] for name in names) for names in (before, now))
    return [
        f"{name} {old[name]}, now {new[name]}" if name in old and name in new
        else f"{name} {new[name]} is new" if name in new
        else f"{name} is gone"
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]  # fmt: skip


def _join(changes: Sequence[str], most: int = 2) -> str:
    more = [f"{len(changes) - most} more"] if len(changes) > most else []
    return "; ".join([*changes[:most], *more])
