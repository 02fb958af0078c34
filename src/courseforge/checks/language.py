"""Facts about the language of lessons (CF9xx)."""

from courseforge.checks.readability import find_hard_texts, find_long_sentences
from courseforge.checks.rule import ADVICE_IN_BOOKS, INFO, Rule
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.checks.translation import (
    find_missing_parts,
    find_stale_sections,
    find_unmarked_translations,
    find_untranslated_parts,
)
from courseforge.checks.wording import find_words_that_leave_out, find_words_that_talk_down

RULES = (
    Rule("CF901", "text-can-be-read-by-its-readers", LessonSubject, INFO, find_hard_texts),
    Rule("CF902", "sentence-takes-one-breath", LessonSubject, INFO, find_long_sentences),
    Rule("CF903", "words-leave-nobody-out", CellSubject, ADVICE_IN_BOOKS, find_words_that_leave_out),
    Rule("CF904", "words-do-not-talk-down", CellSubject, INFO, find_words_that_talk_down),
    Rule("CF905", "translation-is-whole", LessonSubject, ADVICE_IN_BOOKS, find_missing_parts),
    Rule("CF906", "translation-is-not-stale", LessonSubject, ADVICE_IN_BOOKS, find_stale_sections),
    Rule("CF907", "translation-says-of-what", LessonSubject, INFO, find_unmarked_translations),
    Rule("CF908", "translation-is-in-its-language", LessonSubject, ADVICE_IN_BOOKS, find_untranslated_parts),
)
