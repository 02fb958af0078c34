"""What in a library needs a look, for its staff: in words and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from rich.text import Text

from courseforge.records.holdings import Year
from courseforge.reporting.json_report import Document
from courseforge.reporting.standing import Standing, count_stages, describe_standings, standing_document
from courseforge.reporting.wording import count, indent, join_words, printable, sentence

_SHOWN = 8  # of a topic; the others are only counted


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that somebody should look at.

    Attributes:
        id: of the lesson or course.
        path: of the author's file; empty where there is none any more.
        day: ISO 8601, where the matter has one.
        note: what there is to know, in a few words.
    """

    id: str
    language: str
    path: str = ""
    title: str = ""
    day: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A reason to look at something, and all that has it.

    Attributes:
        name: a word that stays the same from version to version.
        title: the same for people.
        advice: what to do.
    """

    name: str
    title: str
    advice: str
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How a library stands on a day.

    Attributes:
        library: its title.
        day: ISO 8601.
        asked: the day on which other sites were last asked about links; empty: never.
        year: what happened in a year that was asked for.
        standings: how far each lesson has come.
        language: the library's own (BCP 47).
        unreadable: ids of lessons whose files cannot be read.
    """

    library: str
    day: str
    courses: int
    lessons: int
    topics: tuple[Topic, ...]
    asked: str = ""
    year: Year | None = None
    standings: tuple[Standing, ...] = ()
    unreadable: tuple[str, ...] = ()
    language: str = "en"


def upkeep_document(upkeep: Upkeep) -> Document:
    """Return what ``status --format json`` prints."""
    return {
        "day": upkeep.day,
        "courses": upkeep.courses,
        "lessons": upkeep.lessons,
        "asked": upkeep.asked,
        "topics": [{"name": topic.name, "needs": [asdict(need) for need in topic.needs]} for topic in upkeep.topics],
        "summary": {topic.name: len(topic.needs) for topic in upkeep.topics},
        "board": [standing_document(standing) for standing in upkeep.standings],
        "states": count_stages(upkeep.standings),
        **({"year": asdict(upkeep.year)} if upkeep.year else {}),
    }


def describe_upkeep(upkeep: Upkeep, *, width: int | None = None, verbose: bool = False) -> Iterator[Text]:
    """Go through what needs a look, topic by topic, and end with what is in order."""
    there = f"{count(upkeep.lessons, 'lesson')} in {count(upkeep.courses, 'course')}"
    yield Text(printable(f"{upkeep.library} on {upkeep.day}: {there}"), "bold")
    if upkeep.year:
        yield Text(_tell_year(upkeep.year))
    for topic in upkeep.topics:
        if topic.needs:
            yield Text()
            yield from _describe(topic, width, verbose)
    yield Text()
    yield from describe_standings(upkeep.standings, width=width, verbose=verbose)
    yield Text()
    yield from _describe_end(upkeep, width)


def _describe(topic: Topic, width: int | None, verbose: bool) -> Iterator[Text]:
    yield Text(f"{topic.title} ({len(topic.needs)})", "bold underline")
    shown = topic.needs if verbose else topic.needs[:_SHOWN]
    column = max(len(need.id) + len(need.language) for need in shown) + 3
    for need in shown:
        name = f"{need.id} ({need.language})"
        about = need.note or need.title
        line = "  ".join(part for part in (need.day, f"{name:<{column}}", about) if part)
        yield Text(f"  {printable(line)}".rstrip())
    if len(shown) < len(topic.needs):
        yield Text(f"  and {len(topic.needs) - len(shown)} more; --verbose shows them all", "dim")
    yield from (Text(line, "green") for line in indent(topic.advice, width, "  "))


def _describe_end(upkeep: Upkeep, width: int | None) -> Iterator[Text]:
    else_ = " else" if any(topic.needs for topic in upkeep.topics) else ""
    yield Text(f"Nothing{else_} needs a look.", "bold green")
    asked = f"Other sites were last asked about links on {upkeep.asked}." if upkeep.asked else _NEVER_ASKED
    yield from (Text(line, "dim") for line in indent(asked, width, ""))


_NEVER_ASKED = "Nobody has asked other sites about links yet: courseforge check --external"


def _tell_year(year: Year) -> str:
    told = (
        count(year.new, "new lesson"),
        f"{year.translated or 'none'} translated",
        f"{year.changed or 'none'} changed",
        f"{year.withdrawn or 'none'} withdrawn",
    )
    return sentence(f"{year.year}: {join_words(told)}.")
