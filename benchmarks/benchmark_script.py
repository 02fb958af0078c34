"""What every script does around its measuring: options, a folder to work in, a report that is shown and kept."""

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

Report = dict[str, object]


def make_parser(purpose: str | None, repeat: int = 0) -> argparse.ArgumentParser:
    """Return a parser with the options that all scripts have.

    Args:
        purpose: what ``--help`` says before the options.
        repeat: how often each thing is measured where nobody says otherwise; 0: once, whatever anybody says.
    """
    parser = argparse.ArgumentParser(description=purpose, formatter_class=argparse.RawDescriptionHelpFormatter)
    if repeat:
        times = f"how many times each; the median counts ({repeat})"
        parser.add_argument("--repeat", type=int, default=repeat, help=times)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the numbers to a file")
    return parser


def dump_report(report: Report) -> str:
    """Return a report as text."""
    return json.dumps(report, indent=2) + "\n"


def run_script(
    options: argparse.Namespace,
    measure: Callable[[argparse.Namespace, Path], Report],
    describe: Callable[[Report], str] = dump_report,
) -> None:
    """Measure in a folder that is removed afterwards, show the report, and keep it where that was asked for."""
    with tempfile.TemporaryDirectory(prefix="courseforge-benchmark-") as folder:
        report = measure(options, Path(folder))
    print(describe(report), end="")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(dump_report(report), encoding="utf-8")
