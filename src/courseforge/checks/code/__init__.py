"""Facts about a lesson's code (CF5xx)."""

from courseforge.checks.code.chance import find_unseeded_chance
from courseforge.checks.code.habits import (
    find_bare_excepts,
    find_comparisons_to_none,
    find_names_like_digits,
    find_shared_defaults,
    find_unused_imports,
    find_unused_values,
    find_wide_lines,
)
from courseforge.checks.code.installations import find_installations
from courseforge.checks.code.network import find_undeclared_network
from courseforge.checks.code.packages import find_missing_packages, find_undeclared_imports
from courseforge.checks.code.paths import find_own_paths
from courseforge.checks.code.top_to_bottom import (
    find_broken_syntax,
    find_cells_out_of_order,
    find_undefined_names,
    find_unread_code,
)
from courseforge.checks.code.waiting import find_waiting
from courseforge.checks.rule import (
    ADVICE_IN_BOOKS,
    ERROR,
    ERROR_FROM_STRANGERS,
    INFO,
    WARNING,
    WARNING_IN_BOOKS,
    Rule,
)
from courseforge.checks.subject import CellSubject, LessonSubject

# A book may allow its cells to fail, and show the error.

RULES = (
    Rule("CF501", "lesson-installs-nothing", CellSubject, ERROR, find_installations),
    Rule("CF502", "cells-were-run-in-order", LessonSubject, ADVICE_IN_BOOKS, find_cells_out_of_order),
    Rule("CF503", "name-is-defined-before-use", LessonSubject, WARNING_IN_BOOKS, find_undefined_names),
    Rule("CF504", "code-can-be-read", LessonSubject, WARNING_IN_BOOKS, find_broken_syntax),
    Rule("CF505", "import-is-declared", LessonSubject, ADVICE_IN_BOOKS, find_undeclared_imports),
    Rule("CF506", "import-is-installed", LessonSubject, ADVICE_IN_BOOKS, find_missing_packages, once=True),
    Rule("CF507", "path-lies-in-the-course", LessonSubject, WARNING, find_own_paths),
    Rule("CF508", "network-use-is-declared", LessonSubject, ERROR_FROM_STRANGERS, find_undeclared_network),
    Rule("CF509", "chance-has-a-seed", LessonSubject, INFO, find_unseeded_chance),
    Rule("CF510", "nothing-waits-for-a-person", LessonSubject, WARNING, find_waiting),
    Rule("CF511", "import-is-used", LessonSubject, INFO, find_unused_imports),
    Rule("CF512", "value-is-used", LessonSubject, INFO, find_unused_values),
    Rule("CF513", "except-names-its-error", LessonSubject, WARNING, find_bare_excepts),
    Rule("CF514", "none-is-compared-with-is", LessonSubject, WARNING, find_comparisons_to_none),
    Rule("CF515", "name-looks-like-no-digit", LessonSubject, INFO, find_names_like_digits),
    Rule("CF516", "default-is-not-shared", LessonSubject, INFO, find_shared_defaults),
    Rule("CF517", "code-fits-the-page", CellSubject, INFO, find_wide_lines),
    Rule("CF518", "code-can-be-judged", LessonSubject, INFO, find_unread_code),
    # CF580 to CF599 are said while lessons run
)
