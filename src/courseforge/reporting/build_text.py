"""What a build made, in words."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from courseforge.diagnostics import Diagnostic
from courseforge.model import ExecutionResult
from courseforge.reporting.run_table import summarize_run
from courseforge.reporting.text import describe_diagnostics, describe_emptiness, describe_summary
from courseforge.reporting.wording import count, sentence


def describe_build(
    diagnostics: Sequence[Diagnostic],
    results: Sequence[ExecutionResult],
    *,
    site: str,
    pages: int,
    lessons: int,
    written: int,
    removed: int,
    kept: bool = False,
    width: int | None = None,
    verbose: bool = False,
) -> Iterator[Text]:
    """Say what is to mend, then where the site lies, what it holds, and what changed since the last build.

    A site without a lesson is nothing to be proud of, and after a fault it is a surprise: it is not called ready.
    """
    if results:
        yield Text(summarize_run(results))
    if diagnostics:
        yield from describe_diagnostics(diagnostics, width=width, verbose=verbose)
        yield Text()
        yield from describe_summary(diagnostics, width=width)
    elif not lessons:
        yield from describe_emptiness()
    if lessons:
        opening = "The site is ready" if written or removed else "Nothing changed"
        yield Text(f"{opening}: {count(pages, 'page')} with {count(lessons, 'lesson')}, in {site}.", "bold green")
    elif kept:
        yield Text(
            f"Nothing can be published until this is mended. The site in {site} stays as it was.", "bold yellow"
        )
    else:
        yield Text(f"The site in {site} has no lessons.", "bold yellow")
    if written or removed:
        yield Text(_changes(written, removed))


def _changes(written: int, removed: int) -> str:
    gone = f", {count(removed, 'file')} taken away" if removed else ""
    return sentence(f"{count(written, 'file')} written{gone}.")
