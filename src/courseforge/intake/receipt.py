"""The receipt: a code, what happens next, and the letter."""

import re

from courseforge.intake.taking_in import Receipt
from courseforge.intake.words import open_words
from courseforge.reporting.words import Words

# Of the letter's own marks: a reader of plain text, or of a page without these tags, has no use for them.
_FOLD = re.compile(r"(?m)^<details>\n<summary>(.*?)</summary>$")


def say_next(receipt: Receipt, words: Words) -> tuple[str, ...]:
    """Say what whoever contributed should know, one sentence or two each."""
    private = words.text(
        "First mend what the letter says about people. Until then your lesson stays in the library's box."
    )
    unchecked = words.text(
        "Our computer could not look through all of your lesson in time. Nothing is lost: it is in the library's box."
    )
    return (
        *((unchecked,) if not receipt.checked else ()),
        *((private,) if receipt.private else ()),
        words.text("Keep this code. At the desk it stands for your lesson, so nobody needs your name."),
        words.text("Someone at the library reads your lesson. Then two people decide whether it is published."),
        words.text("You can take your lesson back whenever you like: say the code at the desk."),
        words.text("A published lesson has a free license, and copies that others made stay with them."),
    )


def plain_letter(letter: str) -> str:
    """Return the letter without the tags that fold a part of it."""
    unfolded = _FOLD.sub(r"## \1", letter)
    return re.sub(r"(?m)^</details>\n*", "", unfolded).replace("@<!-- -->", "@")


def write_receipt(receipt: Receipt) -> str:
    """Write the receipt as text."""
    words = open_words(receipt.language)
    lines = (
        words.text("Your code: {code}", code=receipt.code),
        words.text("Lesson: {title}", title=receipt.title),
        words.text("Credited to: {name}", name=receipt.name),
        "",
        *(f"- {sentence}" for sentence in say_next(receipt, words)),
    )
    return "\n".join(lines) + f"\n\n{plain_letter(receipt.letter)}"
