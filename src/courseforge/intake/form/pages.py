"""The pages of the form: what is asked, and what did not work."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from courseforge.intake.complaint import Complaint
from courseforge.intake.form.fields import Question, choose_complaints, write_agreement, write_files, write_line
from courseforge.intake.form.frame import write_page
from courseforge.intake.limits import NAME_LETTERS
from courseforge.reporting.words import Words

_LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form.

    Attributes:
        ask_name: the box to tick for a name that looks like first and last name is there.
        complaints: what was not right the last time.
    """

    name: str = ""
    consent: str = ""
    ask_name: bool = False
    complaints: Sequence[Complaint] = ()


EMPTY = Filled()


def write_form(words: Words, library: str, token: str, filled: Filled = EMPTY) -> str:
    """Write the form."""
    heading = words.text("Hand in a lesson")
    title = f"{words.text('Something to mend')}: {heading}" if filled.complaints else heading
    opening = words.text(
        "You need no account. We ask for a lesson, a name to credit, and the number of a paper: nothing else."
    )
    promise = words.text(
        "We take out of your files what tells who you are, where you were, and on which computer. What you wrote in "
        "the lesson itself stays: leave out real names, schools and addresses."
    )
    body = (
        f"<h1>{escape(heading)}</h1>\n{_sum_up(words, filled.complaints)}<p>{escape(opening)}</p>\n"
        f'<form method="post" action="/{words.language}" enctype="multipart/form-data">\n'
        f'<input type="hidden" name="token" value="{token}">\n{_write_fields(words, filled)}'
        f"<p>{escape(promise)}</p>\n"
        f'<button type="submit">{escape(words.text("Hand it in"))}</button>\n</form>'
    )
    return write_page(words, library, title, body)


def write_notice(words: Words, library: str, heading: str, text: str) -> str:
    """Write a page that says why something did not work."""
    body = (
        f'<h1 tabindex="-1" autofocus>{escape(heading)}</h1>\n<p>{escape(text)}</p>\n'
        f'<p><a href="/{words.language}">{escape(words.text("Back to the form"))}</a></p>'
    )
    return write_page(words, library, heading, body)


def _write_fields(words: Words, filled: Filled) -> str:
    name = Question(
        "name",
        words.text("A name to credit you by"),
        words.text("It can be made up. Everyone can read it beside your lesson, so it should not be your real name."),
        filled.name,
        NAME_LETTERS,
    )
    consent = Question(
        "consent",
        words.text("The number of your paper"),
        words.text("You get it at the desk, and the paper stays there. It looks like this: c-0141."),
        filled.consent,
        _LONGEST_NUMBER,
    )
    said = filled.complaints
    return (
        write_files(words, choose_complaints(words, said, "file"), again=bool(said))
        + write_line(name, choose_complaints(words, said, "name"))
        + (write_agreement(words) if filled.ask_name else "")
        + write_line(consent, choose_complaints(words, said, "consent"))
    )


def _sum_up(words: Words, complaints: Sequence[Complaint]) -> str:
    if not complaints:
        return ""
    items = "".join(f'<li><a href="#{one.field}">{escape(one.say(words))}</a></li>' for one in complaints)
    heading = escape(words.text("Almost. Please look at this:"))
    return f'<div class="complaints" role="alert" tabindex="-1" autofocus><h2>{heading}</h2><ul>{items}</ul></div>\n'
