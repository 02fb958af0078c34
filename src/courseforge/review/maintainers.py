"""What a comment says to those who let contributions in."""

from collections.abc import Callable, Iterator, Mapping

from courseforge.reporting.words import Words
from courseforge.review.quoting import code
from courseforge.review.report import Matter, Report

_SHOWN = 6  # files of one kind

_SENTENCES: Mapping[Matter, Callable[[Words], str]] = {
    "workflow": lambda words: words.text(
        "What the code host or Git obeys is changed. Read every line before you take it."
    ),
    "program": lambda words: words.text("Programs outside of lessons are changed. Read them; they were not run."),
    "settings": lambda words: words.text("Settings of the library are changed."),
    "link": lambda words: words.text("These are no ordinary files but links or the like. They were not followed."),
    "huge": lambda words: words.text("These files are too large for a library of lessons. They were not read."),
    "binary": lambda words: words.text("Nobody can read these files in a browser. They were not opened."),
    "people": lambda words: words.text(
        "Names of people who are said to have edited, reviewed, translated or tested are new. Ask them."
    ),
    "state": lambda words: words.text(
        "A lesson is no longer proposed, or says that it was accepted. Who decided that?"
    ),
    "outside": lambda words: words.text("Files outside of the courses are changed."),
}


def tell_maintainers(report: Report, words: Words) -> Iterator[str]:
    """Say what a person must look at, and where."""
    if not report.flags:
        return
    yield "## " + words.text("For the maintainers")
    lines = []
    for matter, sentence in _SENTENCES.items():
        paths = sorted({flag.path for flag in report.flags if flag.matter == matter})
        if paths:
            named = ", ".join(code(path) for path in paths[:_SHOWN])
            more = len(paths) - _SHOWN
            rest = " " + words.count("and {n} more", "and {n} more", more) if more > 0 else ""
            lines.append(f"- {sentence(words)} {named}{rest}")
    if report.flags_in_all > len(report.flags):
        lines.append("- " + words.text("There are more files like these; not all are named here."))
    yield "\n".join(lines)
