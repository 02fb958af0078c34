"""The chooser's shorter sister on home: a few sentences, each with a blank to fill in."""

from collections.abc import Iterator
from dataclasses import dataclass

from courseforge.rendering.interface import Interface
from courseforge.rendering.views.chooser import ANY, MOST_OFFERED, AnswerView, QuestionName, make_questions, time_name
from courseforge.rendering.views.facts import setting_name
from courseforge.rendering.views.sources import Sources

_BLANK = "\0"


@dataclass(frozen=True, slots=True)
class BlankView:
    """A sentence with a blank in it.

    Attributes:
        question: what the blank asks for, for those who do not see the sentence.
        answers: the first one is that it does not matter.
    """

    before: str
    after: str
    name: QuestionName
    question: str
    answers: tuple[AnswerView, ...]


def make_sentence(sources: Sources, ui: Interface) -> tuple[BlankView, ...]:
    """Make the sentences; what the chooser does not ask is not asked here."""
    if len(sources.holdings) > MOST_OFFERED:
        return ()
    return tuple(_blanks(sources, ui))


def _blanks(sources: Sources, ui: Interface) -> Iterator[BlankView]:
    asked = sources.questions
    texts = {question.name: question for question in make_questions(sources, ui)}
    times = [(str(time), time_name(time, ui)) for time in asked.times]
    places = [(setting.value, setting_name(setting, ui)) for setting in asked.settings]
    sentences: tuple[tuple[QuestionName, str, str, list[tuple[str, str]]], ...] = (
        ("interest", ui.text("Show me {answer}.", answer=_BLANK), ui.text("anything"), []),
        ("time", ui.text("I have {answer}.", answer=_BLANK), ui.text("all the time I like"), times),
        ("where", ui.text("I am {answer}.", answer=_BLANK), ui.text("anywhere"), places),
        ("kit", ui.text("I can use {answer}.", answer=_BLANK), ui.text("whatever it takes"), []),
    )
    for name, sentence, anything, inside in sentences:
        if name in texts:
            before, _, after = sentence.partition(_BLANK)
            # within a sentence some answers are written without their capital
            answers = tuple(AnswerView(*answer) for answer in inside) or texts[name].answers
            yield BlankView(before, after, name, texts[name].text, (AnswerView(ANY, anything), *answers))
