"""What nobody has said yet about a record, as questions somebody who catalogs can answer, and the lines to write.

No answer is proposed. Words to search with are the site's own; whether a heading fits, a person decides.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from courseforge.model import CatalogFacts, Record, Vocabulary
from courseforge.model.vocabulary import localize
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.page import Fact

_SEARCH_LANGUAGE = "en"  # of the headings of the Library of Congress
_SEARCH = "https://id.loc.gov/search/?q={}&q=cs%3Ahttp%3A%2F%2Fid.loc.gov%2Fauthorities%2Fsubjects"
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the record does not say.

    Attributes:
        key: which fact of the source would say it; below ``catalog:`` with a dot.
        lines: YAML that would say it, its blanks marked with an ellipsis.
    """

    key: str
    text: str
    lines: tuple[str, ...]


def ask_questions(record: Record, ui: Interface, *, reviewed: bool) -> tuple[Question, ...]:
    """Ask for what is missing, the most wanted first."""
    return tuple(question for missing, question in _list_questions(record, ui, reviewed=reviewed) if missing)


def _list_questions(record: Record, ui: Interface, *, reviewed: bool) -> Iterator[tuple[bool, Question]]:
    facts = record.catalog
    is_lesson = record.kind == "lesson"
    chosen = any(subject.scheme != "local" for subject in record.subjects)
    yield (
        not chosen,
        Question(
            "subjects",
            ui.text("Under which subject headings do readers find it?"),
            ('- {term: "…", scheme: lcsh, uri: "http://id.loc.gov/authorities/subjects/…"}',),
        ),
    )
    ask = ui.text("Which call number does it get?")
    yield not facts.call_number, Question("catalog.call_number", ask, ('call_number: "…"',))
    ask = ui.text("Which genre or form is it?")
    yield not facts.genres, Question("catalog.genres", ask, ('genres: ["…"]',))
    ask = ui.text("For which ages is it?")
    yield is_lesson and not record.ages and not facts.audience, Question("ages", ask, ('ages: "…"',))
    ask = ui.text("What is it about, in one sentence?")
    said = bool(record.description or facts.summary)
    yield not said, Question("description", ask, ('description: "…"',))
    ask = ui.text("Who made it, by the name they chose?")
    yield not record.credits, Question("authors", ask, ('authors: ["…"]',))
    ask = ui.text("Which statement of a school standard does it serve?")
    alignment = ('- {framework: "…", code: "…", url: "https://…"}',)
    yield not record.alignments, Question("alignments", ask, alignment)
    ask = ui.text("Which works on your shelves go with it?")
    yield is_lesson and not record.resources, Question("resources", ask, ('- {title: "…", isbn: "…"}',))
    ask = ui.text("Have you looked at all of it? Then say so, with your role and the day.")
    yield not reviewed, Question("catalog.reviewed", ask, ('reviewed: {role: "…", date: "YYYY-MM-DD"}',))


def write_lines(record: Record, questions: Sequence[Question], ui: Interface) -> str:
    """Write the YAML that answers the questions, ready to be filled in; what is already there is not repeated."""
    lines: list[str] = []
    below = [question for question in questions if question.key.startswith("catalog.")]
    for question in questions:
        if question not in below:
            lines += _write_list(record, question, ui) if question.lines[0].startswith("- ") else question.lines
    if below:
        lines += ["catalog:" if record.catalog == CatalogFacts() else _say_below("catalog", ui)]
        lines += [f"  {line}" for question in below for line in question.lines]
    return "\n".join(lines)


def _write_list(record: Record, question: Question, ui: Interface) -> list[str]:
    there = getattr(record, question.key)
    head = _say_below(question.key, ui) if there else f"{question.key}:"
    return [head, *(f"  {line}" for line in question.lines)]


def _say_below(key: str, ui: Interface) -> str:
    words = ui.text("below {key}, which is there already:", key=f"{key}:")
    return f"# {words}"


def search_words(record: Record, teaches: Iterable[str], known: Vocabulary) -> tuple[Fact, ...]:
    """Link words of a record to a search among the headings of the Library of Congress: interests, then skills.

    Args:
        teaches: keys of the skills.
        known: their names.
    """
    names = [known.interests[key].name for key in record.interest_ids if key in known.interests]
    names += [known.skills[key].name for key in teaches if key in known.skills]
    words = dict.fromkeys(localize(name, _SEARCH_LANGUAGE) for name in names)
    language = "" if record.language == _SEARCH_LANGUAGE else _SEARCH_LANGUAGE
    return tuple(Fact(word, _SEARCH.format(quote(word, safe="")), language) for word in words if word)[:_MOST_WORDS]
