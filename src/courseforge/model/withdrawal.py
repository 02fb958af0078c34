"""A lesson or a course that was taken back on purpose (``withdrawn.yml``)."""

from dataclasses import dataclass

from courseforge.model.vocabulary import LocalizedText


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What readers are told who come to the old address.

    Attributes:
        reason: why, as the public may read it.
        instead: id of what to read now.
        date: ISO 8601 day on which it was taken back; empty: the day of the first build without it.
        note: for the library's own staff; it is published nowhere.
    """

    reason: LocalizedText = ""
    instead: str = ""
    date: str = ""
    note: str = ""
