"""The fields of the form: each with its label, what it is for, and what is not right with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from courseforge.intake.complaint import Complaint, Field
from courseforge.intake.limits import COMPANIONS, UPLOAD_BYTES
from courseforge.reporting.words import Words

_ACCEPTED = ".ipynb,.md,.png,.jpg,.jpeg,.webp,.csv,.tsv,.txt,.json"
_QUIET = 'autocomplete="off" autocapitalize="off" spellcheck="false"'


@dataclass(frozen=True, slots=True)
class Question:
    """A field with one line to fill in."""

    field: Field
    label: str
    hint: str
    value: str
    longest: int


def write_line(question: Question, complaints: Sequence[str]) -> str:
    """Write a field for one line."""
    name = question.field
    return (
        f'{_open(name, question.label, question.hint, complaints)}<input type="text" id="{name}" name="{name}" '
        f'value="{escape(question.value)}" maxlength="{question.longest}" required {_QUIET}'
        f"{_describe(name, complaints)}></p>\n"
    )


def write_files(words: Words, complaints: Sequence[str], *, again: bool) -> str:
    """Write the field for files; a browser never fills it a second time."""
    hint = words.text(
        "A notebook (.ipynb) or a text (.md). Choose its pictures and tables with it: up to {n} files, {size} MB.",
        n=COMPANIONS,
        size=UPLOAD_BYTES // 10**6,
    )
    more = f" {words.text('Choose your files once more: the browser has forgotten them.')}" if again else ""
    opening = _open("file", words.text("Your lesson"), hint + more, complaints)
    return (
        f'{opening}<input type="file" id="file" name="file" '
        f'multiple required accept="{_ACCEPTED}"{_describe("file", complaints)}></p>\n'
    )


def write_agreement(words: Words) -> str:
    """Write the box to tick for a name that looks like first and last name."""
    label = escape(words.text("Use this name. Those who look after me know."))
    box = '<input type="checkbox" id="agreed" name="agreed" value="yes">'
    return f'<p class="box">{box}<label for="agreed">{label}</label></p>\n'


def choose_complaints(words: Words, complaints: Sequence[Complaint], field: Field) -> list[str]:
    """Say what is not right with one field."""
    return [complaint.say(words) for complaint in complaints if complaint.field == field]


def _open(name: Field, label: str, hint: str, complaints: Sequence[str]) -> str:
    told = (
        f'<span class="complaint" id="{name}-complaint">{escape(" ".join(complaints))}</span>' if complaints else ""
    )
    return (
        f'<p class="field"><label for="{name}">{escape(label)}</label>'
        f'<span class="hint" id="{name}-hint">{escape(hint)}</span>{told}'
    )


def _describe(name: Field, complaints: Sequence[str]) -> str:
    if not complaints:
        return f' aria-describedby="{name}-hint"'
    return f' aria-invalid="true" aria-describedby="{name}-hint {name}-complaint"'
