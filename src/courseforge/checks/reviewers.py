"""Facts about those who looked at a lesson (CF109)."""

from collections.abc import Iterator

from courseforge.checks.review import Doubt
from courseforge.checks.rule import ADVICE_IN_BOOKS, Finding, Rule
from courseforge.checks.subject import LessonSubject


def find_doubtful_reviews(lesson: LessonSubject) -> Iterator[Finding]:
    """A review is of the lesson as it is.

    The day of each entry of ``reviewed`` has come. Where a lesson is no longer what was published
    (``catalog/published.json`` knows that), somebody has looked at it after that day. A review that breaks this
    settles nothing: what a person should see is told again.

    Why: “reviewed” stands for somebody who has seen what readers get. They cannot have seen words that were written
    later.

    Fails::

        reviewed: [{role: youth librarian, date: 2099-01-31}]

    Mended::

        reviewed: [{role: youth librarian, date: 2026-10-31}]
    """
    for number, review in enumerate(lesson.lesson.metadata.reviewed):
        doubt, place = lesson.find_doubt(review), lesson.at("reviewed", number, "date")
        if doubt is Doubt.EARLY:
            message = f"The day of this review, {review.date}, has not come yet, so it does not count."
            yield Finding(place, message, "Write the day on which somebody has looked at the lesson.")
        elif doubt is Doubt.STALE:
            message = f"The lesson has changed since this review of {review.date}, so it does not count."
            hint = f"Let somebody look at it again, then write that day: date: {lesson.library.today}"
            yield Finding(place, message, hint)


RULES = (Rule("CF109", "review-is-of-the-lesson-as-it-is", LessonSubject, ADVICE_IN_BOOKS, find_doubtful_reviews),)
