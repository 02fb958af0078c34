"""Facts about a translation beside its original (CF905 to CF908)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from courseforge.checks.freshness import list_changed
from courseforge.checks.prose import Heading
from courseforge.checks.rule import Finding
from courseforge.checks.sections import Section, list_sections
from courseforge.checks.subject import CellSubject, LessonSubject

_WORDS = 6  # of a paragraph that says the same in no two languages
_FEW = 5  # things that are named in a message
_ROLES = frozenset(
    "activity exercise hint solution checkpoint case-study reflection next-steps facilitator objectives".split()
)
_REFERENCES = frozenset("ref numref doc cite cite:p cite:t term eq".split())


def find_missing_parts(lesson: LessonSubject) -> Iterator[Finding]:
    """A translation has every heading, figure, link, code cell, role and reference of its original.

    They are compared in number, and files also by name. A picture may have a copy in the other language,
    ``steps.es.svg`` for ``steps.svg``; an address on the web may be another, as long as there is one.

    Why: whoever reads the translation gets the whole lesson, with the same hints and the same answer.

    Fails::

        the original has five headings, its translation four

    Mended::

        both have five, in the same order
    """
    original = _find_original(lesson)
    if original is not None:
        yield from _compare_headings(lesson, original)
        for name, count in _COUNTED.items():
            here, there = count(lesson), count(original)
            if missing := there - here:
                yield _say_missing(lesson, name, missing, sum(there.values()))


def _find_original(lesson: LessonSubject) -> LessonSubject | None:
    if not lesson.course.is_translation:
        return None
    return next((one for one in lesson.library.lessons_by_id[lesson.id] if not one.course.is_translation), None)


def _compare_headings(lesson: LessonSubject, original: LessonSubject) -> Iterator[Finding]:
    before: tuple[CellSubject, Heading] | None = None
    for here, there in zip_longest(lesson.headings, original.headings):
        if here is None or there is None or here[1].level != there[1].level:
            counts = f"The original has {len(original.headings)} headings, this translation {len(lesson.headings)}"
            expected = f"“{there[1].text}” (level {there[1].level})" if there else "no other"
            after = f"after “{before[1].text}” " if before else "at the beginning "
            place = here or before
            message = f"{counts}; {after}the original has {expected}."
            hint = "Bring the headings into the original's order and levels, and translate what is missing."
            yield Finding(place[0].at(place[1].line) if place else lesson.at(), message, hint)
            return
        before = here


def _say_missing(lesson: LessonSubject, name: str, missing: Counter[str], there: int) -> Finding:
    named = [thing for thing in sorted(missing) if thing]
    things = f" ({', '.join(named[:_FEW])}{', …' if len(named) > _FEW else ''})" if named else ""
    message = f"The original has {name} that are missing here: {sum(missing.values())} of {there}{things}."
    return Finding(lesson.at(), message, "Put in what is missing, or take it out of the original too.")


def _count_code(lesson: LessonSubject) -> Counter[str]:
    return Counter({"": sum(1 for _ in lesson.code_cells)})


def _count_pictures(lesson: LessonSubject) -> Counter[str]:
    return Counter(_plain(image.target, lesson) for cell in lesson.markdown_cells for image in cell.prose.images)


def _count_links(lesson: LessonSubject) -> Counter[str]:
    targets = (link.target for cell in lesson.markdown_cells for link in cell.prose.links)
    return Counter(_plain(target, lesson) for target in targets if not target.startswith("#"))


def _count_roles(lesson: LessonSubject) -> Counter[str]:
    found = Counter(d.name for cell in lesson.markdown_cells for d in cell.prose.directives if d.name in _ROLES)
    return found + Counter(tag for cell in lesson.cells for tag in cell.cell.tags if tag in _ROLES)


def _count_references(lesson: LessonSubject) -> Counter[str]:
    return Counter(
        "" if role.name in ("term", "ref") else role.content
        for cell in lesson.markdown_cells
        for role in cell.prose.roles
        if role.name in _REFERENCES
    )


_COUNTED: Mapping[str, Callable[[LessonSubject], Counter[str]]] = {
    "pictures": _count_pictures,
    "links": _count_links,
    "code cells": _count_code,
    "parts with a role": _count_roles,
    "references": _count_references,
}


def _plain(target: str, lesson: LessonSubject) -> str:
    """Return a target as the original has it: without the language; addresses on the web are only counted."""
    if "://" in target or target.startswith(("mailto:", "attachment:", "data:")):
        return ""
    return target.partition("#")[0].replace(f".{lesson.lesson.language}.", ".")


def find_stale_sections(lesson: LessonSubject) -> Iterator[Finding]:
    """A translation says what its original says today.

    Among its facts, ``translation_of`` holds a mark for each section of the original as it was when it was
    translated. Where a section has another mark today, its words have changed since.

    Why: the reader of a translation cannot see that a step is missing, or that an address is an old one.

    Fails::

        translation_of: [abcdef, bcdefg]     # and the original's second section was written anew

    Mended::

        translation_of: [abcdef, mnopab]     # the section was translated again, the line replaced
    """
    original, marks = _find_original(lesson), lesson.lesson.metadata.translation_of
    if original is None or not marks:
        return
    sections = list_sections(original)
    changed = list_changed(sections, marks)
    gone = len(set(marks) - {section.mark for section in sections}) - len(changed)
    if changed or gone > 0:
        message = f"The original has changed since it was translated: {_name(changed, gone)}."
        hint = "Bring the translation up to date. Then write at the top, in the place of the line that begins so:"
        yield Finding(lesson.at("translation_of"), message, f"{hint}\n{_line(sections)}")


def _name(changed: Sequence[Section], gone: int) -> str:
    named = [f"“{section.title}”" if section.title else "the lines at the top" for section in changed]
    more = [f"{len(named) - _FEW} more sections"] if len(named) > _FEW else []
    lost = ["a section was taken out"] if gone == 1 else [f"{gone} sections were taken out"] if gone > 1 else []
    return ", ".join((*named[:_FEW], *more, *lost))


def _line(sections: Iterable[Section]) -> str:
    return f"translation_of: [{', '.join(section.mark for section in sections)}]"


def find_unmarked_translations(lesson: LessonSubject) -> Iterator[Finding]:
    """A translation says which words of its original it was made from.

    Then courseforge can tell when the original has changed, and which section.

    Why: originals are mended often, by people who may not read the other language.

    Fails::

        title: Haz tu primer ritmo

    Mended::

        title: Haz tu primer ritmo
        translation_of: [abcdef, bcdefg]
    """
    original = _find_original(lesson)
    if original is not None and not lesson.lesson.metadata.translation_of:
        message = "Nobody can tell whether this translation is behind its original."
        hint = (
            "If it says what the original says today, add this line between the --- lines at the top:\n"
            f"{_line(list_sections(original))}"
        )
        yield Finding(lesson.at("title"), message, hint)


def find_untranslated_parts(lesson: LessonSubject) -> Iterator[Finding]:
    """A translation is in its own language.

    None of its paragraphs of six words and more says, word for word, what a paragraph of the original says. A quote
    is left as it is.

    Why: readers chose this language, and a screen reader speaks the page with its sounds.

    Fails::

        Clap the beat with both hands, first slow, then fast.

    Mended::

        Da palmas al ritmo con las dos manos, primero despacio y luego rápido.
    """
    original = _find_original(lesson)
    if original is None or _base(lesson) == _base(original):
        return
    there = {paragraph.text for cell in original.markdown_cells for paragraph in cell.prose.paragraphs}
    same = [
        (cell, paragraph)
        for cell in lesson.markdown_cells
        for paragraph in cell.prose.paragraphs
        if paragraph.kind != "quote" and len(paragraph.words.split()) >= _WORDS and paragraph.text in there
    ]
    if same:
        cell, first = same[0]
        paragraphs = "This paragraph is" if len(same) == 1 else f"This paragraph and {len(same) - 1} more are"
        message = f"{paragraphs} word for word as in the original: “{' '.join(first.text.split()[:_WORDS])} …”"
        yield Finding(
            cell.at(first.line), message, f"Translate into the lesson's language ({lesson.lesson.language})."
        )


def _base(lesson: LessonSubject) -> str:
    return lesson.lesson.language.partition("-")[0]
