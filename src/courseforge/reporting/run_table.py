"""What came of running the lessons, in words and a short table."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from courseforge.diagnostics import Diagnostic
from courseforge.model import ExecutionResult, ExecutionStatus
from courseforge.reporting.text import describe_diagnostics, describe_summary
from courseforge.reporting.wording import count, join_words, printable

_LONGEST_TABLE = 10
_WORTH_A_ROW = (ExecutionStatus.RAN, ExecutionStatus.FAILED)
_WORDS = {
    ExecutionStatus.RAN: ("ran", "green"),
    ExecutionStatus.CACHED: ("unchanged", "dim"),
    ExecutionStatus.FAILED: ("failed", "bold red"),
    ExecutionStatus.SKIPPED: ("skipped", "dim"),
}


def describe_run(
    results: Sequence[ExecutionResult],
    diagnostics: Sequence[Diagnostic],
    *,
    width: int | None = None,
    verbose: bool = False,
) -> Iterator[Text]:
    """Say how many lessons ran, which were the slowest, and what to mend; every lesson when asked for more."""
    yield Text(summarize_run(results), "bold")
    rows = sorted(results, key=lambda result: (-result.seconds, result.lesson_id, result.language))
    if not verbose:
        rows = [row for row in rows if row.status in _WORTH_A_ROW][:_LONGEST_TABLE]
    yield from (_row(row, verbose) for row in rows)
    if diagnostics:
        yield from describe_diagnostics(diagnostics, width=width, verbose=verbose)
        yield Text()
        yield from describe_summary(diagnostics)


def summarize_run(results: Sequence[ExecutionResult]) -> str:
    """Say the sum in one sentence, such as ``3 lessons: 2 ran and 1 unchanged``."""
    found = Counter(result.status for result in results)
    if not found:
        return "There are no lessons to run."
    why = sorted({result.reason for result in results if result.status is ExecutionStatus.SKIPPED and result.reason})
    words = {status: word for status, (word, _) in _WORDS.items()}
    if why:
        words[ExecutionStatus.SKIPPED] += f" ({join_words(why)})"
    parts = join_words(f"{found[status]} {word}" for status, word in words.items() if found[status])
    return f"{count(len(results), 'lesson')}: {parts}."


def _row(result: ExecutionResult, verbose: bool) -> Text:
    word, style = _WORDS[result.status]
    took = f"{result.seconds:8.1f} s" if result.seconds else " " * 10
    reason = f": {result.reason}" if verbose and result.reason else ""
    name = f"{result.lesson_id} ({result.language})" + (", with the network" if result.network else "")
    return Text.assemble("  ", (f"{word:<10}", style), took, "  ", printable(name + reason))
