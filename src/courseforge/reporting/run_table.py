"""What came of running the lessons, in words and a short table."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from courseforge.diagnostics import Diagnostic
from courseforge.model import ExecutionResult, ExecutionStatus
from courseforge.reporting.text import describe_diagnostics, describe_summary
from courseforge.reporting.wording import count, indent, join_words

_LONGEST_TABLE = 10
_WORTH_A_ROW = (ExecutionStatus.RAN, ExecutionStatus.FAILED)
_WORDS = {
    ExecutionStatus.RAN: ("ran", "green"),
    ExecutionStatus.CACHED: ("unchanged", "dim"),
    ExecutionStatus.FAILED: ("failed", "bold red"),
    ExecutionStatus.SKIPPED: ("skipped", "dim"),
}
_NARROW = 60  # columns; below, there is no room for columns
_NAME_COLUMN = 24  # status and time stand before it


def describe_run(
    results: Sequence[ExecutionResult],
    diagnostics: Sequence[Diagnostic],
    *,
    width: int | None = None,
    verbose: bool = False,
) -> Iterator[Text]:
    """Say how many lessons ran, which were the slowest and why, and what to mend; all of it when asked for more."""
    yield Text(summarize_run(results), "bold")
    rows = sorted(results, key=lambda result: (-result.seconds, result.lesson_id, result.language))
    if not verbose:
        rows = [row for row in rows if row.status in _WORTH_A_ROW]
    shown = rows if verbose else rows[:_LONGEST_TABLE]
    reasons = {row.reason for row in shown}
    shared = len(shown) > 1 and len(reasons) == 1 and any(reasons)
    if shared:
        yield from map(Text, indent(f"Why they ran: {shown[0].reason}.", width))
    for row in shown:
        yield from _describe_row(row, "" if shared or not row.reason else f": {row.reason}", width)
    if len(shown) < len(rows):
        yield Text(f"  These are the slowest; {len(rows) - len(shown)} more are listed with --verbose.", "dim")
    if diagnostics:
        yield from describe_diagnostics(diagnostics, width=width, verbose=verbose)
        yield Text()
        yield from describe_summary(diagnostics, width=width)


def summarize_run(results: Sequence[ExecutionResult], noun: str = "lesson") -> str:
    """Say the sum in one sentence, such as ``3 lessons: 2 ran and 1 unchanged``."""
    found = Counter(result.status for result in results)
    if not found:
        return "There are no lessons to run."
    why = sorted({result.reason for result in results if result.status is ExecutionStatus.SKIPPED and result.reason})
    words = {status: word for status, (word, _) in _WORDS.items()}
    if why:
        words[ExecutionStatus.SKIPPED] += f" ({join_words(why)})"
    parts = join_words(f"{found[status]} {word}" for status, word in words.items() if found[status])
    return f"{count(len(results), noun)}: {parts}."


def _describe_row(result: ExecutionResult, reason: str, width: int | None) -> Iterator[Text]:
    word, style = _WORDS[result.status]
    took = f"{result.seconds:.1f} s" if result.seconds else ""
    network = ", with the network" if result.network else ""
    name = f"{result.lesson_id} ({result.language}){network}{reason}"
    if width is not None and width < _NARROW:
        yield from map(Text, indent(f"{', '.join(filter(None, (word, took)))}: {name}", width))
        return
    lines = indent(name, width, " " * _NAME_COLUMN)
    first, *others = (line[_NAME_COLUMN:] for line in lines)
    yield Text.assemble("  ", (f"{word:<10}", style), f"{took:>10}  ", first)
    yield from (Text(" " * _NAME_COLUMN + line, "dim") for line in others)
