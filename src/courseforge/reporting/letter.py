"""A letter to whoever wrote a lesson, as a mentor would write it: what works, a few things to mend, then the rest.

Markdown, for a pull request or an e-mail. An author's words stand in code or with their signs escaped: what was sent
in by a stranger neither draws pictures in a letter nor calls anybody by name.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courseforge.checks.subject import LessonSubject
from courseforge.diagnostics import Diagnostic, Location, ReplaceLines, Severity, sort_diagnostics
from courseforge.reporting.excerpts import NOTHING, Excerpts, is_private
from courseforge.reporting.praise import list_strengths
from courseforge.reporting.rule_words import name_explanation
from courseforge.reporting.wording import printable, shorten
from courseforge.reporting.words import Words

#: Nobody is asked to mend more at once.
MOST = 3
_WIDEST = 240
_SIGNS = re.compile(r"[\\`*_\[\]<>~$&]")
_WEIGHTS = tuple(Severity)
_FAMILIES = (
    "735402198"  # what hurts readers most: their safety, what they cannot see, what does not run, what is lost
)

Thing = tuple[Diagnostic, ...]  # everything that one rule says of one lesson


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter is about.

    Attributes:
        path: of the file.
        language: in which the letter is written.
        lesson: None for a file that is no lesson, or cannot be read as one.
        diagnostics: what is said of it.
    """

    path: str
    language: str
    lesson: LessonSubject | None
    diagnostics: tuple[Diagnostic, ...]


def write_letter(letter: Letter, excerpts: Excerpts) -> str:
    """Write the letter."""
    words = Words(letter.language)
    things = sort_things(letter.diagnostics)
    chosen = [thing for thing in things if thing[0].severity is not Severity.INFO][:MOST]
    rest = [thing for thing in things if thing not in chosen]
    title = letter.lesson.lesson.metadata.title if letter.lesson else ""
    parts = (
        f"# {_escape(title or letter.path)}",
        _greet(letter, words),
        *_praise(letter, words),
        *_list_chosen(chosen, letter, excerpts, words),
        *_fold(rest, chosen, words),
        words.text("A machine wrote this, and it does not know everything. If something is unclear or wrong, ask."),
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def sort_things(diagnostics: Sequence[Diagnostic]) -> list[Thing]:
    """Put together what one rule says, and what weighs most first."""
    by_code: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in sort_diagnostics(diagnostics):
        by_code[diagnostic.code].append(diagnostic)
    things = [tuple(sorted(same, key=lambda d: _WEIGHTS.index(d.severity))) for same in by_code.values()]
    return sorted(things, key=lambda thing: (_WEIGHTS.index(thing[0].severity), _rank(thing[0].code), thing[0].code))


def _rank(code: str) -> int:
    return _FAMILIES.find(code[2]) % (len(_FAMILIES) + 1)


def _greet(letter: Letter, words: Words) -> str:
    if letter.lesson is None:
        return words.text("Hello! This is about the file {path}.", path=_code(letter.path))
    return words.text("Hello, and thank you for this lesson! It lies in {path}.", path=_code(letter.path))


def _praise(letter: Letter, words: Words) -> Iterator[str]:
    codes = {diagnostic.code for diagnostic in letter.diagnostics}
    if letter.lesson and (strengths := list_strengths(letter.lesson, codes, words)):
        yield "## " + words.text("What already works")
        yield "\n".join(f"- {strength}" for strength in strengths)


def _list_chosen(chosen: Sequence[Thing], letter: Letter, excerpts: Excerpts, words: Words) -> Iterator[str]:
    if not chosen:
        yield words.text("Nothing has to be mended: no known problem was found. A person should still read it.")
        return
    yield "## " + words.count("One thing to mend", "{n} things to mend, the most helpful first", len(chosen))
    if chosen[0][0].severity is Severity.ERROR:
        yield words.text("The lesson can be published when what is marked with ⛔ is mended.")
    for number, thing in enumerate(chosen, start=1):
        yield from _describe_thing(number, thing, letter, excerpts, words)


def _describe_thing(number: int, thing: Thing, letter: Letter, excerpts: Excerpts, words: Words) -> Iterator[str]:
    first = thing[0]
    mark = " ⛔" if first.severity is Severity.ERROR else ""
    yield f"### {number}. {_escape(words.rule(first.code, first.message))}{mark}"
    if place := name_place(first.location, words):
        yield f"{place}{name_others(thing[1:], words)}"
    yield from _show_change(first, letter, excerpts, words)
    yield words.text("To read more: {command}", command=_code(name_explanation(first.code)))


def _show_change(diagnostic: Diagnostic, letter: Letter, excerpts: Excerpts, words: Words) -> Iterator[str]:
    """Show the line now and then, where that is known and nobody's private matter; else say how."""
    fix = diagnostic.fix
    private = is_private(diagnostic.location, letter.diagnostics)
    if isinstance(fix, ReplaceLines) and not private and not _touches_private(fix, letter.diagnostics):
        if fix.old:
            yield words.text("Now:") + "\n\n" + _fence(fix.old)
        yield words.text("Better:") + "\n\n" + _fence(fix.new) if fix.new else words.text("Delete this line.")
    else:
        if diagnostic.location.line and (line := excerpts.get(diagnostic.location, NOTHING).text):
            yield words.text("Now:") + "\n\n" + _fence(shorten(line, _WIDEST))
        if diagnostic.hint:
            yield _tell_how(words.rule(diagnostic.code, diagnostic.hint), words)
    if fix is not None:
        yield words.text("{command} does it for you.", command=_code("courseforge check --fix"))


def _tell_how(hint: str, words: Words) -> str:
    """Say what to do; lines to paste stand in code."""
    first, _, rest = hint.partition("\n")
    told = words.text("What helps:") + f" {_escape(first)}"
    return f"{told}\n\n{_fence(rest)}" if rest else told


def _touches_private(fix: ReplaceLines, diagnostics: Sequence[Diagnostic]) -> bool:
    lines = range(fix.first, fix.first + max(1, fix.old.count("\n") + 1))
    return any(is_private(Location(fix.path, line, fix.cell), diagnostics) for line in lines)


def _fold(rest: Sequence[Thing], chosen: Sequence[Thing], words: Words) -> Iterator[str]:
    if not rest:
        return
    opening = (
        words.count("{n} more, for when these are done", "{n} more, for when these are done", len(rest))
        if chosen
        else words.count("{n} thing that is good to know", "{n} things that are good to know", len(rest))
    )
    lines = [f"- {_sum_up(thing, words)}" for thing in rest]
    yield f"<details>\n<summary>{opening}</summary>\n\n" + "\n".join(lines) + "\n\n</details>"


def _sum_up(thing: Thing, words: Words) -> str:
    first = thing[0]
    place = name_place(first.location, words)
    told = _escape(words.rule(first.code, first.message))
    hint = words.rule(first.code, first.hint)
    how = " " + words.text("What helps:") + f" {_escape(hint)}" if hint else ""
    return f"{place + ': ' if place else ''}{told}{how} ({first.code}{name_others(thing[1:], words)})"


def name_place(place: Location, words: Words) -> str:
    """Say where in a file it is; empty for the whole file."""
    if place.cell and place.line:
        return words.text("Cell {cell}, line {line}", cell=place.cell, line=place.line)
    if place.cell:
        return words.text("Cell {cell}", cell=place.cell)
    return words.text("Line {line}", line=place.line) if place.line else ""


def name_others(others: Sequence[Diagnostic], words: Words) -> str:
    """Say in how many more places the same is the matter."""
    if not others:
        return ""
    return ", " + words.count("and {n} more place like this", "and {n} more places like this", len(others))


def _escape(text: str) -> str:
    """Show a text in Markdown as it is; nobody whose name follows an @ is called."""
    escaped = _SIGNS.sub(lambda match: f"\\{match[0]}", printable(text))
    return _one_line(escaped).replace("@", "@<!-- -->")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _code(text: str) -> str:
    return f"`{printable(text).replace('`', '')}`"


def _fence(text: str) -> str:
    """Put an author's lines into a block that nothing in them can end."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}text\n{printable(text)}\n{ticks}"
