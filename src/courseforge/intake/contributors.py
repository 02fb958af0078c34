"""``contributors.yml`` with one more person in it: lines are added, and everything else stays, notes and all."""

import json
from collections.abc import Mapping

from courseforge.errors import CourseforgeError
from courseforge.intake.answers import Answers
from courseforge.model import Contributor
from courseforge.reading.codes import FaultError
from courseforge.reading.names import is_slug
from courseforge.reading.vocabulary import read_entries
from courseforge.reading.wording import slugify
from courseforge.reading.yaml_document import read_mapping

FILE = "contributors.yml"


def propose_key(name: str) -> str:
    """Make a key of a chosen name: ``Paper Moon`` gives ``paper-moon``."""
    key = slugify(name, otherwise="contributor")
    return key if is_slug(key) else f"{key[:50]}-contributor"


def read_contributors(text: str) -> Mapping[str, Contributor]:
    """Read who stands in the file.

    Raises:
        CourseforgeError: it cannot be read.
    """
    if not text.strip():
        return {}
    try:
        entries, _ = read_entries(Contributor, read_mapping(text))
    except FaultError:
        entries = {}
    if not entries and any(line[:1].isalnum() for line in text.splitlines()):
        raise CourseforgeError(
            f"{FILE} cannot be read.", "Say courseforge check, and mend what it says of this file."
        )
    return entries


def choose_key(text: str, answers: Answers, wanted: str) -> str:
    """Choose the key under which somebody stands, or will stand.

    Args:
        text: of the file.
        wanted: a key that stands there already, for somebody who has contributed before; empty for a new one.

    Raises:
        CourseforgeError: somebody else seems to have this name.
    """
    known = read_contributors(text)
    if wanted:
        if wanted not in known:
            raise CourseforgeError(f"{FILE} has nobody with the key {wanted}.", "Look there for the right one.")
        return wanted
    key = propose_key(answers.name)
    same = next((other for other, person in known.items() if person.name.casefold() == answers.name.casefold()), "")
    taken = same or (key if key in known else "")
    if not taken:
        return key
    if known[taken].consent == answers.consent:
        return taken
    raise CourseforgeError(
        f"{FILE} has somebody of this name already, with another paper: {taken}.",
        f"If they are one person: --contributor {taken}. If not, ask for another name, and take the lesson in again.",
    )


def write_entry(text: str, key: str, answers: Answers, *, confirmed: bool) -> str:
    """Return the file's text with a person added at its end; unchanged where the key stands there.

    Raises:
        CourseforgeError: the file is not written so that lines can be added.
    """
    before = read_contributors(text)
    if key in before:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    lines = [f"{key}:", f"  name: {_quote(answers.name)}", f"  consent: {_quote(answers.consent)}"]
    lines += ["  credit: confirmed"] if confirmed else []
    joint = "" if not text else end if text.endswith(end) else end * 2
    made = f"{text}{joint}{end.join(lines)}{end}"
    after = _try_to_read(made)
    if (
        {name: after.get(name) for name in before} != dict(before)
        or key not in after
        or after[key].name != answers.name
    ):
        told = "\n".join(lines)
        raise CourseforgeError(
            f"Nobody can be added to {FILE} as it is written.", f"Add these lines yourself:\n{told}"
        )
    return made


def _try_to_read(text: str) -> dict[str, Contributor]:
    try:
        entries, _ = read_entries(Contributor, read_mapping(text.replace("\r\n", "\n")))
    except FaultError:
        return {}
    return entries


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
