"""Facts about how a lesson is built (CF2xx)."""

from courseforge.checks.rule import ADVICE_IN_BOOKS, INFO, WARNING, Rule
from courseforge.checks.structure.bold_lines import find_bold_headings, find_bold_headings_in_welcome
from courseforge.checks.structure.empty_parts import find_empty_parts
from courseforge.checks.structure.exercises import find_checkpoints_without_answer, find_exercises_without_solution
from courseforge.checks.structure.headings import find_empty_headings, find_twin_headings
from courseforge.checks.structure.length import find_lessons_of_strange_length, find_long_cells
from courseforge.checks.structure.levels import find_skipped_levels
from courseforge.checks.structure.openings import find_unclosed_directives
from courseforge.checks.structure.template_words import find_template_words, find_template_words_in_course
from courseforge.checks.structure.title import find_other_titles
from courseforge.checks.subject import CellSubject, CourseSubject, LessonSubject

RULES = (
    Rule("CF201", "lesson-has-one-title", LessonSubject, ADVICE_IN_BOOKS, find_other_titles),
    Rule("CF202", "heading-levels-do-not-skip", LessonSubject, WARNING, find_skipped_levels),
    Rule("CF203", "headings-beside-each-other-differ", LessonSubject, WARNING, find_twin_headings),
    Rule(
        "CF204",
        "heading-is-no-bold-line",
        LessonSubject,
        WARNING,
        find_bold_headings,
        {CourseSubject: find_bold_headings_in_welcome},
    ),
    Rule("CF205", "exercise-has-a-solution", LessonSubject, ADVICE_IN_BOOKS, find_exercises_without_solution),
    Rule("CF206", "checkpoint-has-an-answer", LessonSubject, ADVICE_IN_BOOKS, find_checkpoints_without_answer),
    Rule("CF207", "code-fits-a-screen", CellSubject, ADVICE_IN_BOOKS, find_long_cells),
    Rule("CF208", "lesson-fits-a-sitting", LessonSubject, INFO, find_lessons_of_strange_length),
    Rule("CF209", "heading-has-words", CellSubject, WARNING, find_empty_headings),
    # CF210 to CF213 are said while pages are made
    Rule("CF214", "directive-has-an-end", CellSubject, WARNING, find_unclosed_directives),
    Rule("CF215", "heading-has-something-below", LessonSubject, WARNING, find_empty_parts),
    # CF216 to CF222 are said elsewhere
    Rule(
        "CF223",
        "words-of-the-template-are-replaced",
        LessonSubject,
        WARNING,
        find_template_words,
        {CourseSubject: find_template_words_in_course},
    ),
)
