"""Shards built on a cluster: the staged book goes there by content, and its pages come back as bytes."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.execution.executors import Cluster, work_through
from courseforge.execution.key import hash_files
from courseforge.execution.outpost import Outpost, write_below
from courseforge.rendering.shards.job import ShardJob, ShardResult
from courseforge.rendering.shards.workers import fail_shard, prepare_template, remember, render_shard

_NOWHERE = Path()


@dataclass(frozen=True, slots=True)
class BuiltShard:
    """A shard as it comes back: what was said, and the pages by their path below the job's output folder."""

    result: ShardResult
    files: Mapping[str, bytes]


def render_elsewhere(
    jobs: Iterable[ShardJob], cluster: Cluster, finished: Callable[[ShardJob, ShardResult], None]
) -> tuple[ShardResult, ...]:
    """Have every shard built on the cluster; results are in the order of the jobs."""

    def submit(job: ShardJob) -> Future[BuiltShard]:
        above, order = _make_order(job)
        files = [name for folder in (order.folder, *order.extensions) for name in _list_files(above, folder)]
        return cluster.submit(build_there, order, above, hash_files(above, files))

    begun: list[ShardJob] = []
    results: dict[int, ShardResult] = {}
    tasks = enumerate(remember(jobs, begun))
    for number, built in work_through(submit, tasks, lambda job: BuiltShard(fail_shard(job), {})):
        for name, content in built.files.items():
            write_below(begun[number].output, name, content)
        results[number] = built.result
        finished(begun[number], built.result)
    return tuple(results[number] for number in sorted(results))


def build_there(outpost: Outpost, folder: Path, order: ShardJob) -> BuiltShard:
    """Build one shard, on the worker, in a process of its own as everywhere."""
    prepare_template()
    with tempfile.TemporaryDirectory(prefix="cf-", dir=folder.parent) as place:
        output = Path(place).resolve() / "pages"
        output.mkdir()
        extensions = tuple(folder / extension for extension in order.extensions)
        job = replace(order, folder=folder / order.folder, output=output, extensions=extensions)
        result = render_shard(job, outpost.stopped)
        return BuiltShard(result, {name: (output / name).read_bytes() for name in _list_files(output, Path())})


def _make_order(job: ShardJob) -> tuple[Path, ShardJob]:
    """Name the book and the library's own extensions from the folder above them all; they travel, it does not."""
    book, extensions = job.folder.resolve(), [folder.resolve() for folder in job.extensions]
    above = Path(os.path.commonpath([book, *extensions]))
    there = tuple(folder.relative_to(above) for folder in extensions)
    return above, replace(job, folder=book.relative_to(above), output=_NOWHERE, extensions=there)


def _list_files(above: Path, folder: Path) -> list[str]:
    paths = (path for path in sorted((above / folder).rglob("*")) if path.is_file() and not path.is_symlink())
    return [path.relative_to(above).as_posix() for path in paths if "__pycache__" not in path.parts]
