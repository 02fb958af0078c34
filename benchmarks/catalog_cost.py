"""What it costs to write the catalog: every format of a library of 10,000 lessons, from records that are in memory.

Each format is made in a process of its own, so that its peak of memory is its own. Files are made one after another
and forgotten, as a build hands them on. The digest is that of all paths and bytes: two runs of the same code agree.
Formats that hold pages get none here and are left out, unless they are named.
"""

import argparse
import hashlib
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

from benchmark_script import Report, make_parser, run_script
from courseforge.catalog import EXPORTERS, Collection
from described_lessons import SETTINGS, make_described_lessons
from measured_command import describe_machine


def measure(options: argparse.Namespace, work: Path) -> Report:
    """Make one format after another."""
    names = options.formats or [name for name, row in EXPORTERS.items() if not row.needs_pages]
    formats = {name: _measure_alone(name, options.lessons) for name in names}
    return {
        **describe_machine("courseforge"),
        "lessons": options.lessons,
        "formats": formats,
        "seconds_together": round(sum(cost["seconds"] for cost in formats.values()), 2),
        "bytes_together": sum(cost["bytes"] for cost in formats.values()),
    }


def _measure_alone(name: str, lessons: int) -> dict[str, float]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(make_format, name, lessons).result()


def make_format(name: str, lessons: int) -> dict[str, float]:
    """Make the files of one format and say what they cost beyond the records."""
    records, items = make_described_lessons(lessons)
    collection = Collection(records, SETTINGS, items)
    before, start, work = _count_memory(), perf_counter(), process_time()
    files, size, largest, digest = 0, 0, 0, hashlib.sha256()
    for path, data in EXPORTERS[name].make(collection):
        files, size, largest = files + 1, size + len(data), max(largest, len(data))
        digest.update(path.encode())
        digest.update(data)
    return {
        "seconds": round(perf_counter() - start, 2),
        "work_seconds": round(process_time() - work, 2),
        "files": files,
        "bytes": size,
        "largest_file_bytes": largest,
        "memory_bytes": _count_memory() - before,
        "digest": int(digest.hexdigest()[:12], 16),
    }


def _count_memory() -> int:
    """Return the most memory that this process has had."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def describe_costs(report: Report) -> str:
    """Return the report as a table."""
    formats = report["formats"]
    assert isinstance(formats, dict)
    lines = [f"{'format':<14}{'seconds':>9}{'files':>8}{'MB':>9}{'memory MB':>11}"]
    lines += [
        f"{name:<14}{cost['seconds']:>9.2f}{cost['files']:>8}{cost['bytes'] / 1e6:>9.1f}"
        f"{cost['memory_bytes'] / 1e6:>11.1f}"
        for name, cost in formats.items()
    ]
    return "\n".join([*lines, f"{'together':<14}{report['seconds_together']:>9.2f}", ""])


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__)
    parser.add_argument("--lessons", type=int, default=10_000, help="lessons of the library (10000)")
    parser.add_argument("--formats", nargs="*", metavar="NAME", choices=list(EXPORTERS), help="only these")
    return parser.parse_args()


if __name__ == "__main__":
    run_script(parse_options(), measure, describe_costs)
