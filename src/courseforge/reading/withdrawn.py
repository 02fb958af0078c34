"""``withdrawn.yml``: what was taken back on purpose, and what readers are told about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from courseforge.model import Course, KeyPath, Withdrawal, is_day
from courseforge.reading.codes import (
    FACT_IS_UNDERSTOOD,
    FIELD_IS_OF_ITS_KIND,
    WITHDRAWN_IS_NOT_PUBLISHED,
    Fault,
    at_most,
)
from courseforge.reading.fields import read_fields
from courseforge.reading.names import check_id, is_id
from courseforge.reading.vocabulary import read_yaml_file
from courseforge.reading.wording import show
from courseforge.reading.yaml_document import YamlDocument

WITHDRAWN_FILE = "withdrawn.yml"


@dataclass(frozen=True, slots=True)
class WithdrawnReading:
    """What the file says.

    Attributes:
        withdrawn: by id, in the file's order.
        lines: key path in the file -> 1-based line.
    """

    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_withdrawn(root: Path) -> WithdrawnReading:
    """Read the file; one that is not there says nothing.

    It is a list of ids, or a mapping from ids to what is known of each. A plain text behind an id is a note of the
    library's own, which readers are not told.
    """
    document, faults = read_yaml_file(root / WITHDRAWN_FILE, mapping=False)
    if document is None or document.value is None:
        return WithdrawnReading(faults=faults)
    entries = _list_entries(document.value)
    if entries is None:
        message = "A list of ids is wanted here, such as “- sound-lab/first-beat”."
        wrong = Fault(FIELD_IS_OF_ITS_KIND, message, "Write each id on a line of its own.")
        return WithdrawnReading(faults=(*faults, wrong))
    withdrawn: dict[str, Withdrawal] = {}
    found: list[Fault] = []
    lines = dict(document.lines)
    for id, place in entries.items():
        strange = check_id(id, document.line(place))
        found += strange
        if not strange:
            withdrawn[id], about = _read_entry(document, place)
            found += about
            lines.setdefault((id,), lines.get(place, 1))
    return WithdrawnReading(withdrawn, lines, (*faults, *at_most(found)))


def say_still_there(courses: Iterable[Course], withdrawn: Mapping[str, Withdrawal]) -> Iterator[tuple[str, Fault]]:
    """Name the files of what was withdrawn that are still in their folders, by path."""
    for course in courses:
        for lesson in course.lessons:
            if lesson.id in withdrawn or course.id in withdrawn:
                message = f"This lesson is named in {WITHDRAWN_FILE}, so it is not published."
                hint = "Delete the file, or keep it as a draft. To publish the lesson again, take its line out there."
                yield lesson.path, Fault(WITHDRAWN_IS_NOT_PUBLISHED, message, hint)


def _list_entries(value: object) -> dict[str, KeyPath] | None:
    """Return where each id stands; None where this is no list of ids."""
    if isinstance(value, dict):
        right = all(isinstance(entry, str | dict | None) for entry in value.values())
        return {id: (id,) for id in value} if right else None
    if isinstance(value, list) and all(isinstance(id, str) for id in value):
        return {id: (number,) for number, id in enumerate(value)}
    return None


def _read_entry(document: YamlDocument, place: KeyPath) -> tuple[Withdrawal, tuple[Fault, ...]]:
    entry = document.value[place[0]]
    if not isinstance(entry, dict):
        return Withdrawal(note=entry or "") if isinstance(document.value, dict) else Withdrawal(), ()
    made = read_fields(Withdrawal, document, place)
    withdrawal = made.value or Withdrawal()
    faults = list(made.faults)
    if withdrawal.date and not is_day(withdrawal.date):
        message = f"“date” says {show(withdrawal.date)}, of which nothing can be made."
        hint = "Write year, month and day: date: 2027-01-31"
        faults.append(Fault(FACT_IS_UNDERSTOOD, message, hint, line=document.line((*place, "date"))))
        withdrawal = replace(withdrawal, date="")
    if withdrawal.instead and not is_id(withdrawal.instead):
        faults += check_id(withdrawal.instead, document.line((*place, "instead")))
        withdrawal = replace(withdrawal, instead="")
    return withdrawal, tuple(faults)
