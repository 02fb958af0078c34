"""What an author probably meant by a key that there is not."""

from collections.abc import Mapping

from courseforge.reading.wording import list_words, nearest, show

_MISSPELLED = 0.7  # how like a known key a word must be: “titel” is, “reviewers” is no “review_by”
_FEW = 12  # keys that are named when nobody knows what was meant

# What other systems, and people who know none, call a thing.
_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys("abstract blurb subtitle summary".split(), "description"),
    **dict.fromkeys("aims goals learning_objectives outcomes".split(), "objectives"),
    **dict.fromkeys("category categories keywords subjects tags topics".split(), "interests"),
    **dict.fromkeys("copyright rights".split(), "license"),
    **dict.fromkeys("creator creators by written_by".split(), "authors"),
    **dict.fromkeys("dependencies libraries modules packages".split(), "requirements"),
    **dict.fromkeys("audience grade grades age".split(), "ages"),
    **dict.fromkeys("difficulty".split(), "level"),
    **dict.fromkeys("length minutes teaching time".split(), "duration"),
    **dict.fromkeys("materials tools devices".split(), "equipment"),
    **dict.fromkeys("prerequisites requires".split(), "needs"),
    **dict.fromkeys("skills concepts".split(), "teaches"),
    **dict.fromkeys("heading name".split(), "title"),
    **dict.fromkeys("chapters order parts toc".split(), "lessons"),
    **dict.fromkeys("website homepage link".split(), "url"),
}
_LANGUAGE = (
    "A translation's language stands in its file's name, such as beat.es.md; that of a whole course is the language: "
    "of its course.yml."
)
_INSTEAD: Mapping[str, str] = {
    **dict.fromkeys("lang language locale".split(), _LANGUAGE),
    **dict.fromkeys("created date last_modified modified updated".split(), "courseforge keeps the dates by itself."),
    **dict.fromkeys("id permalink slug".split(), "The address comes from the names of the folder and the file."),
}


def find_meant(key: str, known: frozenset[str]) -> str:
    """Return the known key that was probably meant, or an empty text."""
    likely = _ELSEWHERE.get(key.lower().replace("-", "_"), "")
    return nearest(key, known, _MISSPELLED) or (likely if likely in known else "")


def explain_key(key: str, known: frozenset[str]) -> str:
    """Say what to do about a key that stands for no other."""
    if said := _INSTEAD.get(key.lower(), ""):
        return f"Delete it. {said}"
    if len(known) <= _FEW:
        return f"Nothing is made of it. Delete it, or write one of these: {list_words(sorted(map(show, known)))}."
    return "Nothing is made of it: delete it, or write what it says into the text."
