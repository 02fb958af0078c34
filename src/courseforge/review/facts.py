"""What is told of each lesson besides its problems: how long it runs, how hard it is to read."""

from courseforge.reporting.words import Words
from courseforge.review.report import ReviewedLesson

_A_MINUTE = 60


def say_seconds(lesson: ReviewedLesson, words: Words) -> str:
    """Say how long the code runs; empty where it was not run."""
    if lesson.outcome == "failed":
        return words.text("it stops with an error")
    if lesson.seconds is None:
        return ""
    now = _spell(lesson.seconds, words)
    if lesson.seconds_before is None:
        return now
    return words.text("{now} (before: {before})", now=now, before=_spell(lesson.seconds_before, words))


def say_level(lesson: ReviewedLesson, words: Words) -> str:
    """Say how hard the text is to read, as the formula of its language counts; empty where there is none."""
    if lesson.level is None:
        return ""
    spanish = lesson.language.lower().startswith("es")
    now, before = (_count(level, spanish) for level in (lesson.level, lesson.level_before))
    told = (
        words.text("legibility {number} of 100, more is easier", number=now)
        if spanish
        else words.text("school year {number}", number=now)
    )
    if before is None:
        return told
    return words.text("{now} (before: {before})", now=told, before=before)


def _count(level: float | None, spanish: bool) -> int | None:
    if level is None:
        return None
    return max(0, round(100 - level)) if spanish else max(1, round(level))


def _spell(seconds: float, words: Words) -> str:
    if seconds < 1:
        return words.text("less than a second")
    if seconds < 2 * _A_MINUTE:
        return words.count("{n} second", "{n} seconds", round(seconds))
    return words.count("{n} minute", "{n} minutes", round(seconds / _A_MINUTE))
