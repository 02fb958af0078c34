"""What a build made, in words."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from courseforge.diagnostics import Diagnostic
from courseforge.model import ExecutionResult
from courseforge.reporting.made import Made
from courseforge.reporting.run_table import summarize_run
from courseforge.reporting.text import describe_diagnostics, describe_emptiness, describe_summary
from courseforge.reporting.wording import count, sentence


def describe_build(
    diagnostics: Sequence[Diagnostic],
    results: Sequence[ExecutionResult],
    made: Made,
    *,
    width: int | None = None,
    verbose: bool = False,
) -> Iterator[Text]:
    """Say what is to mend, then where the site lies, what it holds, and what changed since the last build.

    A site without a lesson is nothing to be proud of, and after a fault it is a surprise: it is not called ready.
    """
    if results:
        yield Text(summarize_run(results, "page" if made.is_book else "lesson"))
    if diagnostics:
        yield from describe_diagnostics(diagnostics, width=width, verbose=verbose)
        yield Text()
        yield from describe_summary(diagnostics, width=width)
    elif not made.lessons:
        yield from describe_emptiness()
    if made.lessons:
        opening = "The site is ready" if made.written or made.removed else "Nothing changed"
        lessons = count(made.lessons, "page of the book", "pages of the book") if made.is_book else _count_pages(made)
        yield Text(f"{opening}: {lessons}, in {made.site}.", "bold green")
    elif made.kept:
        yield Text(
            f"Nothing can be published until this is mended. The site in {made.site} stays as it was.", "bold yellow"
        )
    else:
        yield Text(f"The site in {made.site} has no lessons.", "bold yellow")
    if made.written or made.removed:
        yield Text(_changes(made))


def _count_pages(made: Made) -> str:
    return f"{count(made.pages, 'page')} with {count(made.lessons, 'lesson')}"


def _changes(made: Made) -> str:
    gone = f", {count(made.removed, 'file')} taken away" if made.removed else ""
    return sentence(f"{count(made.written, 'file')} written{gone}.")
