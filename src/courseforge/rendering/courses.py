"""Shards -> the pages of every course: what is kept, and what workers make, each begun as soon as it is planned."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from courseforge.diagnostics import Diagnostic
from courseforge.model.watcher import Watcher
from courseforge.rendering.planning import Shard
from courseforge.rendering.shards.elsewhere import render_elsewhere
from courseforge.rendering.shards.job import ShardJob, ShardResult
from courseforge.rendering.shards.kept import KeptShard, keep_shard, load_shard, reopen_shard, shard_key
from courseforge.rendering.shards.workers import render_shards
from courseforge.rendering.staging.folder import write_stage
from courseforge.rendering.workplace import Workplace
from courseforge.writing import refuse_links


@dataclass(frozen=True, slots=True)
class BuiltCourse:
    """The pages of a course.

    Attributes:
        result: what its worker said; None where the pages were there.
    """

    shard: Shard
    kept: KeptShard
    result: ShardResult | None = None


def render_courses(
    planned: Iterable[Shard], count: int, workplace: Workplace, watcher: Watcher, meanwhile: Callable[[], None]
) -> tuple[BuiltCourse, ...]:
    """Return the pages of every course, in the order of the shards.

    Args:
        count: how many shards there are.
        meanwhile: called once, when all that has to be made is begun: what else there is to do.
    """
    looked: Iterator[tuple[Shard, KeptShard | None]] = ((shard, _load(shard, workplace)) for shard in planned)
    if workplace.shard_folder("").is_dir():  # it has to be seen first what is kept; else nothing is, so we can begin
        seen = list(looked)
        looked, count = iter(seen), sum(kept is None for _, kept in seen)
    watcher.stage("rendering", count)
    making = _Making(workplace, watcher)
    jobs = making.begin(looked, meanwhile)
    if count:
        _render_jobs(jobs, making, workplace)
    else:
        assert not list(jobs)
    if making.doubtful:
        again = iter([(shard, None) for shard in making.doubtful])
        _render_jobs(making.begin(again, lambda: None), making, workplace)
    return tuple(making.built[name] for name in making.names)


class _Making:
    """What has been begun, and what came of it."""

    def __init__(self, workplace: Workplace, watcher: Watcher) -> None:
        self.names: list[str] = []
        self.built: dict[str, BuiltCourse] = {}
        self.doubtful: list[Shard] = []
        self._begun: dict[str, tuple[Shard, BegunShard]] = {}
        self._workplace, self._watcher = workplace, watcher

    def begin(
        self, looked: Iterable[tuple[Shard, KeptShard | None]], meanwhile: Callable[[], None]
    ) -> Iterator[ShardJob]:
        """Give the jobs of what is not kept, each with its book written."""
        for shard, kept in looked:
            if shard.book.name not in self._begun:
                self.names.append(shard.book.name)
            if kept is None:
                begun = write_shard(shard, self._workplace)
                self._begun[shard.job.name] = (shard, begun)
                yield begun.job
            else:
                self.built[shard.book.name] = BuiltCourse(shard, kept)
        meanwhile()

    def started(self, job: ShardJob) -> None:
        """Tell who watches."""
        self._watcher.started(job.name)

    def finished(self, job: ShardJob, result: ShardResult) -> None:
        """Keep the pages of a course."""
        shard, begun = self._begun[job.name]
        folder = self._workplace.shard_folder(shard.book.name)
        if result.alike and job.renewed is not None:  # whose number is whose, only a whole build can tell
            self.doubtful.append(shard)
            shutil.rmtree(folder, ignore_errors=True)
            return
        kept = keep_shard(folder, begun.key, shard.book, job, result, earlier=begun.earlier)
        self.built[shard.book.name] = BuiltCourse(shard, kept, result)
        self._watcher.finished(job.name)


def _render_jobs(jobs: Iterable[ShardJob], making: _Making, workplace: Workplace) -> None:
    if workplace.cluster is not None:
        render_elsewhere(jobs, workplace.cluster, making.finished)
    else:
        render_shards(jobs, workers=workplace.workers, started=making.started, finished=making.finished)


@dataclass(frozen=True, slots=True)
class BegunShard:
    """A shard whose staged book was written.

    Attributes:
        key: of what was really written: somebody may have saved a file meanwhile.
        job: for the worker.
        earlier: what was said at the last build, if only some pages are made again.
    """

    key: str
    job: ShardJob
    earlier: tuple[Diagnostic, ...]


def write_shard(shard: Shard, workplace: Workplace) -> BegunShard:
    """Write a shard's staged book, and make an empty folder for its pages where all of them are to be made."""
    folder = workplace.shard_folder(shard.book.name)
    refuse_links(shard.job.folder, folder)
    kept = reopen_shard(folder, shard.book, shard.job) if workplace.cluster is None else None
    renewed, earlier = kept or (None, ())
    digests = write_stage(shard.book, workplace.root / shard.book.course.path, shard.job.folder)
    if renewed is None:
        shutil.rmtree(folder, ignore_errors=True)
        shard.job.output.mkdir(parents=True)
    return BegunShard(shard_key(shard.book, shard.job, digests), replace(shard.job, renewed=renewed), earlier)


def _load(shard: Shard, workplace: Workplace) -> KeptShard | None:
    return load_shard(workplace.shard_folder(shard.book.name), shard.key, shard.job.prefix, workplace.memory)
