"""Diagnostics in words, for the person who wrote the lesson."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rich.text import Text

from courseforge.diagnostics import Diagnostic, Severity, sort_diagnostics
from courseforge.errors import ConfigurationError, CourseforgeError
from courseforge.model.course import BOOK_FILE
from courseforge.reporting.excerpts import NOTHING, Excerpts
from courseforge.reporting.rule_words import is_fixable, name_rule
from courseforge.reporting.wording import count, indent, join_words, name_places, printable, sentence, shorten

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SHOWN_IN_A_FILE = 3  # of one rule; the others are only counted
_SHOWN_WITH_REMEDY = 12  # of one rule, in the whole report; by then everybody knows it
_WIDEST_LINE = 96  # of an author, where the report is not for a terminal
_MARGIN = "    "


def describe_emptiness() -> Iterator[Text]:
    """Say that nobody has written a lesson yet, and how to begin."""
    yield Text("There are no lessons yet.", "bold")
    yield Text('  Begin a course: courseforge new course "My course"', "green")


def describe_diagnostics(
    diagnostics: Iterable[Diagnostic],
    *,
    excerpts: Excerpts | None = None,
    width: int | None = None,
    verbose: bool = False,
) -> Iterator[Text]:
    """Give each diagnostic its place, its message and its remedy, file by file; what repeats itself is folded."""
    told: Counter[str] = Counter()
    for path, group in groupby(sort_diagnostics(diagnostics), key=lambda d: d.location.path):
        yield Text()
        yield Text(printable(path), "bold underline")
        of_code: dict[str, list[Diagnostic]] = defaultdict(list)
        for diagnostic in group:
            of_code[diagnostic.code].append(diagnostic)
        for diagnostic in _choose_shown(of_code, verbose):
            told[diagnostic.code] += 1
            brief = not verbose and told[diagnostic.code] > _SHOWN_WITH_REMEDY
            yield from _describe(diagnostic, {} if brief or excerpts is None else excerpts, width, verbose, brief)
            same = of_code[diagnostic.code]
            if not verbose and len(same) > _SHOWN_IN_A_FILE and diagnostic is same[_SHOWN_IN_A_FILE - 1]:
                yield from _describe_rest(same[_SHOWN_IN_A_FILE:], width)


def describe_summary(diagnostics: Sequence[Diagnostic], *, width: int | None = None) -> Iterator[Text]:
    """Say in a sentence or two what all of it comes to."""
    found = Counter(d.severity for d in diagnostics)
    if not found:
        yield Text("No known problem found.", "bold green")
        return
    files = len({d.location.path for d in diagnostics})
    kinds = join_words(count(found[kind], name) for kind, name in _NAMES.items() if found[kind])
    told = f"{sentence(kinds)} in {count(files, 'file')}. {_consequence(found)}"
    yield from (Text(line, "bold") for line in indent(told, width, ""))


def describe_error(error: CourseforgeError, *, width: int | None = None, verbose: bool = False) -> Iterator[Text]:
    """Say why a command cannot go on, and what to do."""
    if isinstance(error, ConfigurationError):
        book = any(d.location.path == BOOK_FILE for d in error.diagnostics)
        told = "The book cannot be made as it is." if book else "The library's settings cannot be used as they are."
        yield Text(told, "bold red")
        yield from describe_diagnostics(error.diagnostics, width=width, verbose=verbose)
        return
    yield from (Text(line, "bold red") for line in indent(error.message, width, ""))
    if error.hint:
        yield from (Text(line, "green") for line in indent(error.hint, width, first="To mend: "))


def _choose_shown(of_code: Mapping[str, Sequence[Diagnostic]], verbose: bool) -> Sequence[Diagnostic]:
    most = None if verbose else _SHOWN_IN_A_FILE
    return sort_diagnostics(diagnostic for same in of_code.values() for diagnostic in same[:most])


def _describe(
    diagnostic: Diagnostic, excerpts: Excerpts, width: int | None, verbose: bool, brief: bool
) -> Iterator[Text]:
    name, style = _NAMES[diagnostic.severity], _STYLES[diagnostic.severity]
    place = name_places([diagnostic.location])
    rule = name_rule(diagnostic.code)
    heading = Text.assemble("  ", (f"{place}: " if place else "", "bold"), (name, style), f" {diagnostic.code}")
    fits = width is None or len(heading) + 1 + len(rule) <= width
    yield heading.append(f" {rule}".rstrip()) if fits else heading
    if not fits:
        yield Text(f"{_MARGIN}{rule}")
    if line := excerpts.get(diagnostic.location, NOTHING).text:
        yield Text(f"{_MARGIN}> {shorten(line, (width or _WIDEST_LINE) - len(_MARGIN) - 2)}", "cyan")
    yield from map(Text, indent(diagnostic.message, width, _MARGIN))
    if diagnostic.hint and not brief:
        yield from (Text(line, "green") for line in indent(diagnostic.hint, width, _MARGIN, first="To mend: "))
    if is_fixable(diagnostic) and not brief:
        yield Text(f"{_MARGIN}“check --fix” mends this.", "green")
    if verbose and diagnostic.detail:
        yield from (Text(line, "dim") for line in indent(diagnostic.detail, None, margin=f"{_MARGIN}  | "))


def _describe_rest(rest: Sequence[Diagnostic], width: int | None) -> Iterator[Text]:
    places = name_places(d.location for d in rest)
    where = f" ({places})" if places else ""
    told = f"and {len(rest)} more like this{where}; --verbose shows all"
    yield from (Text(line, "dim") for line in indent(told, width, _MARGIN))


def _consequence(found: Counter[Severity]) -> str:
    if found[Severity.ERROR]:
        return "What has an error is not published until it is mended; the rest is."
    if found[Severity.WARNING]:
        return "There is no error; please look at the warnings."
    return "There is nothing you must do."
