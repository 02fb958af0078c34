"""A page as the search knows it: what results show of it, and how much it is about each word."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courseforge.model import Level, Record
from courseforge.records.addresses import page_path
from courseforge.rendering.interface import Interface, capitalize
from courseforge.rendering.search.passages import PageText, Passage
from courseforge.rendering.search.words import STOP_WORDS, find_words
from courseforge.rendering.views.facts import level_name

MOST_WEIGHT = 35
SPOKEN = 2  # the least weight of a word that stands in a text; a word of code alone has less
HEADING = 7  # the least weight of a word that stands in a title, a heading or a summary
_TITLE, _SUMMARY, _GOALS, _COURSE, _PEOPLE, _EQUIPMENT = 16, HEADING, 6, 5, 5, 3
_LONGEST_TEXT = 8_000  # characters of one page that are kept to show what was found


@dataclass(frozen=True, slots=True)
class Entry:
    """One page.

    Attributes:
        key: four letters that stand for it in the index; they depend on its id alone.
        path: below the site's root.
        place: the course a lesson belongs to, or what a course consists of.
        facts: time, level and equipment, as far as they are known.
        weights: each word -> how much the page is about it, 1 to 35.
    """

    key: str
    path: str
    title: str
    place: str
    facts: str
    description: str
    passages: tuple[Passage, ...]
    weights: Mapping[str, int]


def make_entry(key: str, record: Record, text: PageText, default_language: str) -> Entry:
    """Bring together what is known about a page and what it says."""
    ui = Interface(record.language)
    goals = (text.goals,) if text.goals else ()
    return Entry(
        key=key,
        path=page_path(record.kind, record.id, record.language, default_language),
        title=record.title,
        place=_place(record, ui),
        facts=_facts(record, ui),
        description=record.description,
        passages=_shorten((*goals, *text.passages)),
        weights=weigh_words(record, text),
    )


def choose_keys(ids: Iterable[str]) -> dict[str, str]:
    """Give each id four letters that it keeps, whatever else comes or goes (but for the rare two that meet)."""
    taken: dict[str, str] = {}
    for item_id in sorted(ids):
        attempt = 0
        while (key := _draw_key(item_id, attempt)) in taken:
            attempt += 1
        taken[key] = item_id
    return {item_id: key for key, item_id in taken.items()}


def weigh_words(record: Record, text: PageText) -> dict[str, int]:
    """Say how much a page is about each of its words: where a word stands counts, and a little how often.

    No other page has a part in it, so that an edit changes the weights of the words that were edited, and no more.
    """
    weights: Counter[str] = Counter()
    people = " ".join(credit.name for credit in record.credits)
    for weight, words in (
        (_TITLE, record.title),
        (_SUMMARY, record.description),
        (_SUMMARY, " ".join((*record.teaches, *record.interests, *(p.heading for p in text.passages)))),
        (_GOALS, " ".join((*record.objectives, text.goals.text if text.goals else ""))),
        (_COURSE, record.course_title),
        (_PEOPLE, people),
        (_EQUIPMENT, " ".join(record.equipment)),
    ):
        weights.update(dict.fromkeys(find_words(words), weight))
    for word, times in Counter(find_words(" ".join(p.text for p in text.passages))).items():
        weights[word] += SPOKEN + (times > 1) + (times > 3)
    for word in set(find_words(text.code)) - weights.keys():
        weights[word] = 1
    stop = frozenset(STOP_WORDS.get(record.language.partition("-")[0], "").split())
    return {word: min(weight, MOST_WEIGHT) for word, weight in weights.items() if word not in stop}


def _draw_key(item_id: str, attempt: int) -> str:
    number = int.from_bytes(hashlib.sha256(f"{attempt} {item_id}".encode()).digest()[:4])
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[number >> shift & 31] for shift in (0, 5, 10, 15))


def _place(record: Record, ui: Interface) -> str:
    if record.kind == "course":
        return ui.count("A course in {n} lesson", "A course in {n} lessons", len(record.parts))
    return record.course_title


def _facts(record: Record, ui: Interface) -> str:
    known = (
        ui.duration(record.minutes) if record.minutes else "",
        level_name(Level(record.level), ui) if record.level else "",
        capitalize(", ".join(record.equipment)),
    )
    return " · ".join(fact for fact in known if fact)


def _shorten(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Keep as much of very long pages as a phone should load for one line."""
    kept, room = [], _LONGEST_TEXT
    for passage in passages:
        text = passage.text if len(passage.text) <= room else passage.text[:room].rpartition(" ")[0]
        kept.append(Passage(passage.anchor, passage.heading, text))
        room -= len(text)
    return tuple(kept)
