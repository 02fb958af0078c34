"""Facts about how hard a text is to read (CF901, CF902). All of it is advice: no formula knows a reader."""

import re
from collections.abc import Iterator
from heapq import nlargest

from courseforge.checks.rule import Finding
from courseforge.checks.sentences import Sentence, can_measure, list_sentences, measure
from courseforge.checks.subject import LessonSubject
from courseforge.diagnostics import Location

_ENOUGH = 100  # words: of fewer a formula says nothing
_HARDEST = 3
_LONGEST = 5
_WHOLE = 6  # words: a shorter sentence is not what makes a text hard
_YOUNG = 14
_SHOWN = 160  # letters of a sentence


def find_hard_texts(lesson: LessonSubject) -> Iterator[Finding]:
    """A text can be read by those it is for.

    Measured are the lengths of sentences and words, with the Flesch-Kincaid grade for English and Szigriszt-Pazos'
    legibility for Spanish, against a target for the youngest of ``ages``. Code, addresses, names and words marked as
    ``{term}`` do not count. You are shown the sentences to begin with; the target stands in ``_config.yml``
    (``thresholds``: ``grade``, ``grade_to_14``, ``legibility``, ``legibility_to_14``).

    Why: somebody who reads a sentence three times has no breath left for what it says. Plain words shut nobody out.

    Fails::

        The subsequent utilization of repetitive structures facilitates considerably more sophisticated compositions.

    Mended::

        Loops let you build longer songs. Use one now.
    """
    language, sentences = lesson.lesson.language, _list_enough(lesson)
    if not sentences:
        return
    youngest = _youngest(lesson.lesson.metadata.ages)
    if measure(sentences, language) <= _target(lesson, language, youngest):
        return
    whole = {sentence.text: sentence for sentence in sentences if len(sentence.words) >= _WHOLE}
    hardest = nlargest(_HARDEST, whole.values(), key=lambda sentence: measure((sentence,), language))
    if hardest:
        whom = f"from {youngest} years on" if youngest else "of all kinds"
        shown = "\n".join(f"- {_shorten(sentence.text)}" for sentence in hardest)
        hint = f"Begin with these sentences. Make two of one, and take everyday words:\n{shown}"
        yield Finding(_at(hardest[0]), f"Readers {whom} may find this lesson hard to read.", hint)


def rate_lesson(lesson: LessonSubject) -> float | None:
    """Return how hard a lesson is to read, as ``measure`` counts; None of what no formula can tell."""
    sentences = _list_enough(lesson)
    return measure(sentences, lesson.lesson.language) if sentences else None


def _list_enough(lesson: LessonSubject) -> tuple[Sentence, ...]:
    """List the sentences of a lesson; none where they say nothing about it."""
    sentences = tuple(list_sentences(lesson)) if can_measure(lesson.lesson.language) else ()
    return sentences if sum(len(sentence.words) for sentence in sentences) >= _ENOUGH else ()


def _youngest(ages: str) -> int | None:
    match = re.match(r"\s*(\d{1,2})", ages)
    return int(match[1]) if match else None


def _target(lesson: LessonSubject, language: str, youngest: int | None) -> float:
    limits, young = lesson.library.thresholds, youngest is not None and youngest <= _YOUNG
    if language.lower().startswith("en"):
        return limits.grade_to_14 if young else limits.grade
    return 100 - (limits.legibility_to_14 if young else limits.legibility)


def find_long_sentences(lesson: LessonSubject) -> Iterator[Finding]:
    """A sentence can be read aloud in one breath.

    At most 40 words, as set in ``_config.yml`` (``thresholds: {sentence_words: 40}``). Code does not count. The five
    longest sentences of a lesson are shown.

    Why: at the end of a long sentence its beginning is forgotten, first by those who read in a second language.

    Fails::

        When the loop has been played, which happens as soon as the cell is run, provided that the sound is on, …

    Mended::

        Run the cell. If the sound is on, you hear the loop.
    """
    limit = lesson.library.thresholds.sentence_words
    long = (sentence for sentence in list_sentences(lesson) if len(sentence.words) > limit)
    for sentence in nlargest(_LONGEST, long, key=lambda sentence: len(sentence.words)):
        message = f"This sentence has {len(sentence.words)} words: “{_shorten(sentence.text)}”"
        yield Finding(_at(sentence), message, "Make two or three of it.")


def _at(sentence: Sentence) -> Location:
    return sentence.cell.at(sentence.line)


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rpartition(" ")[0] + " …"
