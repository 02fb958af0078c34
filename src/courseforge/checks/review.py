"""Whether a person's look at a lesson still counts."""

from datetime import date, timedelta
from enum import StrEnum

from courseforge.model import Review

_ELSEWHERE = timedelta(days=1)  # there it is tomorrow already


class Doubt(StrEnum):
    """Why a review settles nothing."""

    UNDATED = "undated"  # its date is no day
    EARLY = "early"  # its day has not come
    STALE = "stale"  # what was looked at has changed


def find_doubt(review: Review, today: str, changed: str) -> Doubt | None:
    """Say why a review does not count; None where it does.

    Args:
        today: ISO 8601; empty where it may not be asked.
        changed: the day on which the lesson was published in other words than today's; empty where it was not.
    """
    if not review.is_dated:
        return Doubt.UNDATED
    if today and date.fromisoformat(review.date) > date.fromisoformat(today) + _ELSEWHERE:
        return Doubt.EARLY
    has_seen_before = review.date <= changed and review.date != today  # whoever looked today saw today's words
    return Doubt.STALE if has_seen_before else None
