"""What ``clean`` did, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from courseforge.diagnostics import Diagnostic
from courseforge.reporting.text import describe_diagnostics
from courseforge.reporting.wording import count, indent, join_words, printable


@dataclass(frozen=True, slots=True)
class CleanedFile:
    """One notebook.

    Attributes:
        changes: what was taken out or settled, or would be; none for a clean notebook.
        diagnostics: why it could not be cleaned.
    """

    path: str
    changes: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def describe_cleaned(
    files: Sequence[CleanedFile], *, only_look: bool, width: int | None = None, verbose: bool = False
) -> Iterator[Text]:
    """Name each notebook that is (or was) not clean, and give the sum."""
    changed = [file for file in files if file.changes]
    for file in changed:
        yield Text(printable(file.path), "bold")
        yield from map(Text, indent(f"{'has' if only_look else 'settled'}: {join_words(file.changes)}", width))
    failed = [diagnostic for file in files for diagnostic in file.diagnostics]
    yield from describe_diagnostics(failed, width=width, verbose=verbose)
    if changed or failed:
        yield Text()
    yield Text(_sum_up(files, len(changed), only_look), "bold")


def _sum_up(files: Sequence[CleanedFile], changed: int, only_look: bool) -> str:
    if not files:
        return "There are no notebooks here."
    broken = sum(bool(file.diagnostics) for file in files)
    clean = len(files) - changed - broken
    parts = (
        f"{count(changed, 'notebook')} {'to clean' if only_look else 'cleaned'}" if changed else "",
        f"{count(clean, 'notebook')} clean already" if clean else "",
        f"{count(broken, 'notebook')} left as they are, because they cannot be read" if broken > 1 else "",
        "1 notebook left as it is, because it cannot be read" if broken == 1 else "",
    )
    return f"{', '.join(filter(None, parts))}."
