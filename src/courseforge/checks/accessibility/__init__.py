"""Facts about what those get who do not see, do not hear, or do not see colors (CF3xx)."""

from courseforge.checks.accessibility.color import find_color_alone
from courseforge.checks.accessibility.figure_data import find_unexplained_figures, find_unread_figures
from courseforge.checks.accessibility.figures import find_figures_without_words, find_shown_pictures
from courseforge.checks.accessibility.links import find_bare_addresses, find_links_that_say_nothing
from courseforge.checks.accessibility.media import find_frames_without_title, find_media_without_words
from courseforge.checks.accessibility.pictures import (
    find_long_words,
    find_pictures_without_words,
    find_words_that_say_nothing,
)
from courseforge.checks.accessibility.tables import find_tables_without_headers
from courseforge.checks.rule import ADVICE_IN_BOOKS, INFO, WARNING, WARNING_IN_BOOKS, Rule
from courseforge.checks.subject import CellSubject, LessonSubject, ResultSubject

RULES = (
    Rule("CF301", "picture-has-alternative-text", CellSubject, WARNING_IN_BOOKS, find_pictures_without_words),
    Rule("CF302", "alternative-text-says-what-one-sees", CellSubject, WARNING, find_words_that_say_nothing),
    Rule("CF303", "alternative-text-is-short", CellSubject, ADVICE_IN_BOOKS, find_long_words),
    Rule("CF304", "drawn-figure-has-alternative-text", LessonSubject, WARNING_IN_BOOKS, find_figures_without_words),
    Rule(
        "CF305",
        "shown-picture-has-alternative-text",
        ResultSubject,
        WARNING_IN_BOOKS,
        find_shown_pictures,
    ),
    Rule("CF306", "figure-is-explained", LessonSubject, INFO, find_unexplained_figures),
    Rule("CF307", "table-has-headers", CellSubject, WARNING, find_tables_without_headers),
    Rule("CF308", "link-says-where-it-leads", CellSubject, WARNING, find_links_that_say_nothing),
    Rule("CF309", "link-is-words", CellSubject, INFO, find_bare_addresses),
    Rule("CF310", "frame-has-a-title", CellSubject, WARNING, find_frames_without_title),
    Rule("CF311", "media-have-captions-and-transcript", CellSubject, WARNING, find_media_without_words),
    Rule("CF312", "color-is-not-the-only-signal", ResultSubject, INFO, find_color_alone),
    Rule("CF313", "numbers-of-a-figure-can-be-read", ResultSubject, WARNING, find_unread_figures),
)
