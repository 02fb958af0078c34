"""Shards built on a cluster: the staged book goes there by content, and its pages come back as bytes."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.execution.executors import Cluster, work_through
from courseforge.execution.key import hash_files
from courseforge.execution.outpost import Outpost, write_below
from courseforge.rendering.shards.job import ShardJob, ShardResult
from courseforge.rendering.shards.workers import fail_shard, prepare_template, render_shard

_NOWHERE = Path()


@dataclass(frozen=True, slots=True)
class BuiltShard:
    """A shard as it comes back: what was said, and the pages by their path below the job's output folder."""

    result: ShardResult
    files: Mapping[str, bytes]


def render_elsewhere(
    jobs: Sequence[ShardJob], cluster: Cluster, finished: Callable[[ShardJob], None]
) -> tuple[ShardResult, ...]:
    """Have every shard built on the cluster; results are in the order of the jobs."""

    def submit(job: ShardJob) -> Future[BuiltShard]:
        files = (path.relative_to(job.folder).as_posix() for path in job.folder.rglob("*") if path.is_file())
        order = replace(job, folder=_NOWHERE, output=_NOWHERE)
        return cluster.submit(build_there, order, job.folder, hash_files(job.folder, files))

    results: dict[int, ShardResult] = {}
    for number, built in work_through(submit, dict(enumerate(jobs)), lambda job: BuiltShard(fail_shard(job), {})):
        for name, content in built.files.items():
            write_below(jobs[number].output, name, content)
        results[number] = built.result
        finished(jobs[number])
    return tuple(results[number] for number in sorted(results))


def build_there(outpost: Outpost, folder: Path, order: ShardJob) -> BuiltShard:
    """Build one shard, on the worker, in a process of its own as everywhere."""
    prepare_template()
    with tempfile.TemporaryDirectory(prefix="cf-", dir=folder.parent) as place:
        output = Path(place).resolve() / "pages"
        output.mkdir()
        result = render_shard(replace(order, folder=folder, output=output), outpost.stopped)
        return BuiltShard(result, dict(_read_files(output)))


def _read_files(folder: Path) -> list[tuple[str, bytes]]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]
