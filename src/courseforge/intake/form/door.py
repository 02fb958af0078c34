"""What stands behind the form: the library, its box, and how an answer is made of what was sent."""

import sys
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from threading import BoundedSemaphore, Lock

from courseforge.errors import CourseforgeError
from courseforge.intake.answers import FULL_NAME, Answers
from courseforge.intake.complaint import Complaint, NotTakenError
from courseforge.intake.fault import name_fault
from courseforge.intake.form.pace import Pace
from courseforge.intake.form.page_tokens import PageTokens
from courseforge.intake.form.pages import Filled, write_form, write_notice
from courseforge.intake.form.receipt_page import write_receipt_page
from courseforge.intake.form.submission import Submission
from courseforge.intake.limits import CHECK_SECONDS
from courseforge.intake.taking_in import Receipt, take_in
from courseforge.intake.words import open_words
from courseforge.reporting.words import Words

_UPLOADS = 4  # at the same time; each may fill the memory with one parcel
_PATIENCE = float(_UPLOADS * CHECK_SECONDS)  # to wait until those before have been looked at


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, and how it is sent."""

    status: HTTPStatus
    page: str


@dataclass(frozen=True, slots=True)
class Door:
    """One form, open to many.

    Attributes:
        library: the name on its pages.
        uploads: seats for those who send something right now.
        desk: one lesson is looked at after the other.
        seconds: that the check of one may take.
    """

    root: Path
    box: Path
    library: str
    tokens: PageTokens = field(default_factory=PageTokens)
    pace: Pace = field(default_factory=Pace)
    uploads: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_UPLOADS))
    desk: Lock = field(default_factory=Lock)
    seconds: float = CHECK_SECONDS

    def show_form(self, language: str) -> Answer:
        """Return the empty form."""
        return Answer(HTTPStatus.OK, write_form(open_words(language), self.library, self.tokens.make()))

    def receive(self, language: str, submission: Submission) -> Answer:
        """Take in what was sent, or say what is missing."""
        words = open_words(language)
        if not self.tokens.is_good(submission.fields.get("token", "")):
            return self.refuse(
                words,
                HTTPStatus.FORBIDDEN,
                words.text("This page was open for too long, or was sent already. Begin with a new one."),
            )
        if not self.pace.allow():
            return self.refuse(
                words,
                HTTPStatus.TOO_MANY_REQUESTS,
                words.text("Many lessons come in right now. Wait a minute, then send yours again."),
            )
        if not self.tokens.use(submission.fields["token"]):
            return self.refuse(words, HTTPStatus.FORBIDDEN, words.text("It was sent already."))
        return self._take(words, submission)

    def refuse(self, words: Words, status: HTTPStatus, text: str) -> Answer:
        """Say why something did not work."""
        return Answer(status, write_notice(words, self.library, words.text("That did not work"), text))

    def _take(self, words: Words, submission: Submission) -> Answer:
        fields = submission.fields
        answers = Answers(
            fields.get("name", ""), fields.get("consent", ""), words.language, fields.get("agreed") == "yes"
        )
        if not self.desk.acquire(timeout=_PATIENCE):
            return self._apologize(words, HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            receipt = take_in(self.root, self.box, submission.files, answers, seconds=self.seconds)
        except NotTakenError as error:
            return self._ask_again(words, answers, error.complaints)
        except CourseforgeError:
            return self._apologize(words, HTTPStatus.SERVICE_UNAVAILABLE)
        except Exception as error:
            _tell_desk(error)
            return self._apologize(words, HTTPStatus.INTERNAL_SERVER_ERROR)
        finally:
            self.desk.release()
        if not receipt.checked:
            _tell_unchecked(receipt)
        return Answer(HTTPStatus.OK, write_receipt_page(words, self.library, receipt))

    def _ask_again(self, words: Words, answers: Answers, complaints: tuple[Complaint, ...]) -> Answer:
        ask_name = answers.name_agreed or FULL_NAME in complaints
        filled = Filled(answers.name, answers.consent, ask_name, complaints)
        page = write_form(words, self.library, self.tokens.make(), filled)
        return Answer(HTTPStatus.UNPROCESSABLE_ENTITY, page)

    def _apologize(self, words: Words, status: HTTPStatus) -> Answer:
        said = words.text(
            "The library's computer cannot take your lesson right now. Nothing was kept. Please tell the desk."
        )
        return self.refuse(words, status, said)


def _tell_desk(error: Exception) -> None:
    """Say on the desk's screen where we failed."""
    print(f"A lesson could not be taken in: {name_fault(error)}.", file=sys.stderr, flush=True)


def _tell_unchecked(receipt: Receipt) -> None:
    """Say on the desk's screen which lesson somebody has to read."""
    why = f" ({receipt.fault})" if receipt.fault else ""
    look = f"Look at it: courseforge intake show {receipt.code}"
    print(f"The check of {receipt.code} did not come to its end{why}. {look}", file=sys.stderr, flush=True)
