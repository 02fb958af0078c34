"""Something that whoever contributes can put right at once."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from courseforge.errors import CourseforgeError
from courseforge.intake.words import open_words
from courseforge.reporting.words import Words

Field = Literal["file", "name", "consent", "form"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is not right, and how to go on.

    Attributes:
        field: of the form, to which it belongs.
        message: an English sentence with ``{placeholders}``; the catalog knows it.
        values: for the placeholders; never what somebody typed about themselves.
    """

    field: Field
    message: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def say(self, words: Words) -> str:
        """Say it in a language."""
        return words.text(self.message, **self.values)


class NotTakenError(CourseforgeError):
    """A contribution could not be taken in; nothing of it was kept."""

    def __init__(self, *complaints: Complaint) -> None:
        words = open_words("en")
        said = "\n".join(complaint.say(words) for complaint in complaints)
        super().__init__(said, "Nothing was kept. Put it right, then add it again.")
        self.complaints = complaints
