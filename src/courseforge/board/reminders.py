"""Reminders to paste into a message: for each thing that waits, a few kind words to whoever can help."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from courseforge.board.words import choose_language, name_lesson, name_people, open_words, show
from courseforge.model import Role
from courseforge.rendering.interface import Interface
from courseforge.reporting.standing import Standing, Wait
from courseforge.reporting.words import Words

_BUILD = "build"
_MOST = 12  # lessons that one message names

#: Of these it helps to know who made the lesson; others are told to those who know.
_BY = frozenset({"reader", "second-reader", "own-reader", "decision", _BUILD})

#: Whom to ask where nobody is named: as they are called on the board, and as they are greeted.
GROUPS = {
    "readers": ("Everybody who reads lessons", "Hello to everybody who reads our lessons!"),
    "staff": ("The library's own people", "Hello, dear colleagues!"),
    "mentors": ("Mentors", "Hello, dear mentors!"),
    "translators": ("Everybody who translates", "Hello to everybody who translates our lessons!"),
}
#: What a lesson waits for -> who is asked: people in these roles, or else this group.
ASKED: dict[str, tuple[tuple[Role, ...], str]] = {
    "author": (("mentor", "editor"), "mentors"),
    "reader": ((), "readers"),
    "second-reader": ((), "readers"),
    "own-reader": ((), "staff"),
    "decision": (("reviewer", "editor"), "staff"),
    "error": (("author",), "staff"),
    "error-elsewhere": ((), "staff"),
    "update": (("editor", "author"), "staff"),
    "review": (("editor", "reviewer"), "staff"),
    "translation": (("translator",), "translators"),
}
MESSAGES = {
    "author": "{lesson} is with us, and nobody has said yet who made it. Could you ask them for the name that "
    "they want to be credited by? A made-up name is best. It goes behind authors: in {path}.",
    "reader": "Somebody gave us a new lesson: {lesson}. Nobody has read it yet, and whoever made it would love "
    "to hear from us. Could one of you read it this week? It is here: {path}. Then write your chosen name "
    "behind reviewers: at its top.",
    "second-reader": "{lesson} has found a first reader: {readers}. Two people decide about each lesson that "
    "comes from outside, so nobody has to decide alone. Could one of you be the second? It is here: {path}. "
    "Then write your chosen name behind reviewers: at its top.",
    "own-reader": "These people have read {lesson}: {readers}. Before readers get it, one of us at the library "
    "reads it too. Could you do that this week? It is here: {path}. Then write your key of contributors.yml "
    "behind editors: at its top.",
    "decision": "Thank you for looking at {lesson}. Is it ready for readers? Then write state: accepted at the "
    "top of {path}, and readers get it with the next build. Is something missing? Then tell whoever made it "
    "what that is, and what you liked.",
    "error": "Thank you for {lesson}! Before readers get it as it is now, something has to be mended. We can "
    "print you a letter that says what, and how: courseforge check --format letter. If you get stuck, come by. "
    "We look at it together.",
    "error-elsewhere": "Readers cannot get {lesson} as it is now: something has to be mended first. This command "
    "says what: courseforge check. Could you look into it?",
    "update": "{lesson} needs an update: somebody has marked it so. Could you look at what has changed since it was "
    "written: programs, links, names? When all is right again, take state: needs update out of {path}.",
    "review": "It is time to look at {lesson} again: the day for it was {day}. Do its links still lead somewhere? Do "
    "the programs and places still exist? Afterwards write the next day behind review_by: in {path}.",
    "translation": "Since {lesson} was translated, its original has changed. Sections that differ: {number}. This "
    "command names them: courseforge check. Could you look at them when you have time? The file is {path}.",
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to send to somebody.

    Attributes:
        to: whom, by chosen names or by what they do.
        about: ids and languages of the lessons.
        waits: the name of what is waited for.
        text: plain text of a few lines.
    """

    to: str
    about: tuple[tuple[str, str], ...]
    waits: str
    text: str


def write_reminders(standings: Sequence[Standing], language: str, library: str) -> tuple[Reminder, ...]:
    """Write a reminder for each thing that waits, and one for all that the next build will publish.

    Args:
        language: of the reminders.
        library: its title, which signs them.
    """
    words = open_words(choose_language(language))
    single = (_write(one, wait, words, library) for one in standings for wait in one.waits if wait.name != _BUILD)
    return (*single, *_write_build(standings, words, library))


def _write(one: Standing, wait: Wait, words: Words, library: str) -> Reminder:
    roles, group = ASKED[wait.name]
    names = one.find_people(*roles)
    label, greeting = GROUPS[group]
    to = name_people(names, words) if names else words.text(label)
    greeted = words.text("Hello, {names}!", names=to) if names else words.text(greeting)
    day = Interface(words.language).date(wait.day) if wait.day else ""
    told = words.text(
        MESSAGES["error-elsewhere" if wait.name == "error" and not names else wait.name],
        lesson=name_lesson(one if wait.name in _BY else replace(one, people=()), words),
        path=one.path,
        readers=name_people(one.readers, words),
        day=day,
        number=wait.number,
    )
    is_own = wait.name == "error" and bool(names)  # nobody else mends somebody's lesson over their head
    text = _sign(greeted, told, words, library, is_own=is_own)
    return Reminder(to, ((one.id, one.language),), wait.name, text)


def _write_build(standings: Sequence[Standing], words: Words, library: str) -> Iterator[Reminder]:
    ready = [one for one in standings if any(wait.name == _BUILD for wait in one.waits)]
    if not ready:
        return
    label, greeting = GROUPS["staff"]
    told = words.text(
        "These lessons are ready, and readers get them with the next build. Could you build the site and put it on "
        "the web? This command builds it: courseforge build"
    )
    lines = [f"- {name_lesson(one, words)}" for one in ready[:_MOST]]
    if len(ready) > _MOST:
        lines.append("- " + words.count("and {n} more", "and {n} more", len(ready) - _MOST))
    text = "\n".join((told, "", *lines))
    about = tuple((one.id, one.language) for one in ready)
    yield Reminder(words.text(label), about, _BUILD, _sign(words.text(greeting), text, words, library))


def _sign(greeting: str, told: str, words: Words, library: str, *, is_own: bool = False) -> str:
    others = words.text("If you cannot do it right now, just say so: somebody else will.")
    closing = words.text("There is no hurry.") if is_own else others
    return f"{greeting}\n\n{told}\n\n{closing} {words.text('Thank you!')}\n\n{show(library)}"
