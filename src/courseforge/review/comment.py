"""The one comment of a contribution, in a mentor's voice: what works, a few things to mend, how it looks.

Every sentence is one of ours. Of what a rule says, only the pattern is believed, as far as the rule is known to say
it; an author's words in it stand as code.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.reporting.letter import MOST, name_others, name_place, sort_things
from courseforge.reporting.praise import Strength, say_strengths
from courseforge.reporting.rule_words import name_explanation, name_rule
from courseforge.reporting.words import LOCALE_FOLDER, Words
from courseforge.review.asked import count_mended, write_state
from courseforge.review.facts import say_level, say_seconds
from courseforge.review.maintainers import tell_maintainers
from courseforge.review.quoting import bracket, code, fence, quote, show, unbracket
from courseforge.review.report import Report, ReviewedLesson, Said
from courseforge.review.words import open_words

_PRAISED = 2  # lessons of which more than a number is told
_SHOWN = 10  # lessons whose pages are named
_FOLDED = 30
_QUOTED = 400  # characters of what a check says


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the comment knows that is not in the artifact.

    Attributes:
        earlier: our comment as it stands now; empty where there is none.
        preview: address of the pages where they can be read at once; empty where they cannot, or
        download: of the artifact, to be unpacked; empty where it is not known.
    """

    earlier: str = ""
    preview: str = ""
    download: str = ""


Thing = tuple[Said, ...]


def write_comment(report: Report, around: Surroundings) -> str:
    """Write the comment."""
    words, letter = open_words(report.language), Words(report.language, LOCALE_FOLDER)
    things = _sort(report.said)
    chosen = [thing for thing in things if thing[0].severity is not Severity.INFO][:MOST]
    rest = [thing for thing in things if thing not in chosen]
    parts = (
        write_state([thing[0] for thing in chosen]),
        _greet(report, words, letter),
        _count_mended(report, around, words),
        *_praise(report, words, letter),
        *_list_chosen(chosen, report, words, letter),
        *_fold(rest, chosen, words, letter),
        *_show_pages(report, around, words),
        *tell_maintainers(report, words),
        letter.text("A machine wrote this, and it does not know everything. If something is unclear or wrong, ask."),
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def _sort(said: Sequence[Said]) -> list[Thing]:
    """Put together what one rule says of one file, what weighs most first."""
    found: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        found.setdefault((one.code, one.path), []).append(one)
    ranks = {thing[0].code: rank for rank, thing in enumerate(sort_things([_as_diagnostic(one) for one in said]))}
    weights = tuple(Severity)
    order = sorted(found.values(), key=lambda thing: (weights.index(thing[0].severity), ranks[thing[0].code]))
    return [tuple(sorted(thing, key=lambda one: weights.index(one.severity))) for thing in order]


def _as_diagnostic(said: Said) -> Diagnostic:
    return Diagnostic(said.code, said.severity, said.message, Location(said.path, said.line, said.cell), said.hint)


def _greet(report: Report, words: Words, letter: Words) -> str:
    lessons = [lesson for lesson in report.lessons if lesson.kind != "gone"]
    if len(lessons) == 1 and report.lessons_in_all == 1:
        title = quote(lessons[0].title or lessons[0].path)
        path = code(lessons[0].path)
        if lessons[0].kind == "new":
            greeting = letter.text("Hello, and thank you for this lesson! It lies in {path}.", path=path)
        else:
            greeting = words.text("Hello, and thank you for working on this lesson! It lies in {path}.", path=path)
        return f"# {title}\n\n{greeting}"
    title = words.text("Your contribution")
    if not report.lessons_in_all:
        return f"# {title}\n\n" + words.text("Hello, and thank you! No lesson is changed here.")
    told = words.count(
        "Hello, and thank you! This is about {n} lesson.",
        "Hello, and thank you! This is about {n} lessons.",
        report.lessons_in_all,
    )
    return f"# {title}\n\n{told}"


def _count_mended(report: Report, around: Surroundings, words: Words) -> str:
    asked, mended = count_mended(around.earlier, report.said)
    if not asked or not mended:
        return ""
    if asked == mended:
        return words.count(
            "The one thing from last time is mended. Well done!",
            "All {n} things from last time are mended. Well done!",
            asked,
        )
    return words.text("Of the {asked} things from last time, {mended} are mended.", asked=asked, mended=mended)


def _praise(report: Report, words: Words, letter: Words) -> Iterator[str]:
    praised = [lesson for lesson in report.lessons if lesson.strengths and lesson.kind != "gone"]
    if not praised:
        return
    yield "## " + letter.text("What already works")
    several = len(praised) > 1
    for lesson in praised[:_PRAISED]:
        strengths = [Strength(name, number) for name, number in lesson.strengths]
        lines = "\n".join(f"- {told}" for told in say_strengths(strengths, letter))
        yield f"{quote(lesson.title or lesson.path)}:\n\n{lines}" if several else lines
    if len(praised) > _PRAISED:
        yield words.count(
            "And {n} more lesson has things that work.",
            "And {n} more lessons have things that work.",
            len(praised) - _PRAISED,
        )


def _list_chosen(chosen: Sequence[Thing], report: Report, words: Words, letter: Words) -> Iterator[str]:
    if not chosen:
        if report.lessons_in_all:
            yield letter.text("Nothing has to be mended: no known problem was found. A person should still read it.")
        return
    yield "## " + letter.count("One thing to mend", "{n} things to mend, the most helpful first", len(chosen))
    if chosen[0][0].severity is Severity.ERROR:
        yield letter.text("The lesson can be published when what is marked with ⛔ is mended.")
    several = len({lesson.path for lesson in report.lessons} | {thing[0].path for thing in chosen}) > 1
    for number, thing in enumerate(chosen, start=1):
        yield from _describe(number, thing, words, letter, several=several)


def _describe(number: int, thing: Thing, words: Words, letter: Words, *, several: bool) -> Iterator[str]:
    first = thing[0]
    mark = " ⛔" if first.severity is Severity.ERROR else ""
    yield f"### {number}. {_tell(first, words, letter)}{mark}"
    place = name_place(Location(first.path, first.line, first.cell), letter)
    others = name_others([_as_diagnostic(one) for one in thing[1:]], letter)
    where = ", ".join(filter(None, (code(first.path) if several else "", place)))
    if where:
        yield f"{where}{others}"
    if quoted := _quote_check(first, words, letter):
        yield quoted
    if first.now:
        yield letter.text("Now:") + "\n\n" + fence(first.now)
    if first.better:
        yield letter.text("Better:") + "\n\n" + fence(first.better)
    elif first.better == "" and first.now:
        yield letter.text("Delete this line.")
    elif help_told := _tell_how(first, letter):
        yield help_told
    if first.fixable:
        yield letter.text("{command} does it for you.", command="`courseforge check --fix`")
    yield letter.text("To read more: {command}", command=f"`{name_explanation(first.code)}`")


def _tell(said: Said, words: Words, letter: Words) -> str:
    """Say what the rule says where it is known to say that; else name the rule."""
    told = letter.known_rule(said.code, said.message, bracket)
    return show(told) if told else words.text("This is not so yet: {rule}", rule=_name_rule(said.code))


def _name_rule(code_of_rule: str) -> str:
    return name_rule(code_of_rule).replace("-", " ") or code_of_rule


def _quote_check(said: Said, words: Words, letter: Words) -> str:
    """Show what the check has said word for word, where nobody knows whether it says such things."""
    if letter.known_rule(said.code, said.message, bracket):
        return ""
    lines = textwrap.wrap(" ".join(filter(None, (said.message, said.hint)))[:_QUOTED], 100)
    return words.text("The check says:") + "\n\n" + fence("\n".join(lines)) if lines else ""


def _tell_how(said: Said, letter: Words) -> str:
    """Say what to do as the rule says it; lines to paste stand in code."""
    line, _, rest = said.hint.partition("\n")
    whole = letter.known_rule(said.code, said.hint, bracket) if rest else None
    if whole:
        line, _, rest = whole.partition("\n")
    told = line if whole else letter.known_rule(said.code, line, bracket) if line else None
    if not told:
        return ""
    opening = letter.text("What helps:") + f" {show(told)}"
    return f"{opening}\n\n{fence(unbracket(rest))}" if rest else opening


def _fold(rest: Sequence[Thing], chosen: Sequence[Thing], words: Words, letter: Words) -> Iterator[str]:
    if not rest:
        return
    opening = (
        letter.count("{n} more, for when these are done", "{n} more, for when these are done", len(rest))
        if chosen
        else letter.count("{n} thing that is good to know", "{n} things that are good to know", len(rest))
    )
    lines = [f"- {_sum_up(thing, words, letter)}" for thing in rest[:_FOLDED]]
    if len(rest) > _FOLDED:
        more = len(rest) - _FOLDED
        lines.append("- " + words.count("{n} more is in the artifact.", "{n} more are in the artifact.", more))
    yield f"<details>\n<summary>{opening}</summary>\n\n" + "\n".join(lines) + "\n\n</details>"


def _sum_up(thing: Thing, words: Words, letter: Words) -> str:
    first = thing[0]
    place = name_place(Location(first.path, first.line, first.cell), letter)
    others = name_others([_as_diagnostic(one) for one in thing[1:]], letter)
    where = ", ".join(filter(None, (code(first.path), place)))
    return f"{where}: {_tell(first, words, letter)} ({first.code}{others})"


def _show_pages(report: Report, around: Surroundings, words: Words) -> Iterator[str]:
    shown = [lesson for lesson in report.lessons if lesson.page or lesson.change]
    waiting = [lesson for lesson in report.lessons if not lesson.page and lesson.kind != "gone"]
    if shown or waiting:
        yield "## " + words.text("How it looks")
    if waiting:
        yield words.text("A page is made when what is marked with ⛔ is mended.")
    if not shown:
        return
    if around.preview:
        link = "[" + words.text("the pages") + f"]({around.preview})"
        yield words.text("Here are {link} as readers would see them.", link=link)
    elif around.download:
        link = "[" + words.text("this file") + f"]({around.download})"
        yield words.text("Download {link} and unpack it. In it lies what is named here:", link=link)
    else:
        yield words.text("The pages lie in the artifact of this run: download it and unpack it.")
    lines = [_name_pages(lesson, around, words) for lesson in shown[:_SHOWN]]
    yield "\n".join(f"- {line}" for line in lines)


def _name_pages(lesson: ReviewedLesson, around: Surroundings, words: Words) -> str:
    parts = [
        words.text("the page is {page}", page=_point_at(lesson.page, around)) if lesson.page else "",
        words.text("what is different: {page}", page=_point_at(lesson.change, around)) if lesson.change else "",
        words.text("its code runs: {seconds}", seconds=seconds) if (seconds := say_seconds(lesson, words)) else "",
        words.text("its text reads like: {level}", level=level) if (level := say_level(lesson, words)) else "",
    ]
    return f"{quote(lesson.title or lesson.path)}: {'; '.join(filter(None, parts))}"


def _point_at(page: str, around: Surroundings) -> str:
    return f"[{code(page)}]({around.preview.rstrip('/')}/{page})" if around.preview else code(page)
