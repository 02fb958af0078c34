"""What authors hear about what their readers take home."""

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import Cell, Lesson


def say_missing(lesson: Lesson, cell: Cell, name: str) -> Diagnostic:
    """Say that a cell needs a name which readers do not have."""
    return Diagnostic(
        "CF221",
        Severity.WARNING,
        f"“{name}” is used here, and only a solution defines it: the notebook that readers take home stops here.",
        Location(lesson.path, cell=cell.number),
        "Define it in a cell that is no solution, or mark this cell as a solution too.",
    )


def say_waiting(lesson: Lesson, cause: str) -> Diagnostic:
    """Say that a file with an error is given to nobody."""
    message = f"Readers get the notebook without its files as long as there is an error in {cause}."
    return Diagnostic("CF219", Severity.INFO, message, Location(lesson.path), "Mend that file.")


def say_too_large(lesson: Lesson, size: int, most: int) -> Diagnostic:
    """Say that the files are too large."""
    return Diagnostic(
        "CF220",
        Severity.WARNING,
        f"The files of this lesson ({size / 1_000_000:.0f} MB) are too large to be taken home with its notebook.",
        Location(lesson.path),
        f"Readers get the notebook alone. Up to {most // 1_000_000} MB come along: take fewer rows, "
        "a shorter sound, a smaller picture.",
    )
