"""Facts about whose work it is (CF8xx)."""

from courseforge.checks.rights.media import (
    find_forbidden_changes,
    find_media_less_free,
    find_media_without_author,
    find_media_without_source,
)
from courseforge.checks.rights.originals import find_broken_terms, find_half_named_originals, find_unnamed_originals
from courseforge.checks.rule import ADVICE_IN_BOOKS, WARNING_IN_BOOKS, Rule
from courseforge.checks.subject import CellSubject, CourseSubject, LessonSubject

RULES = (
    Rule("CF801", "media-have-a-source-and-a-license", CourseSubject, ADVICE_IN_BOOKS, find_media_without_source),
    Rule("CF802", "media-name-their-authors", CourseSubject, ADVICE_IN_BOOKS, find_media_without_author),
    Rule("CF803", "media-are-changed-only-where-allowed", CourseSubject, WARNING_IN_BOOKS, find_forbidden_changes),
    Rule("CF804", "media-are-as-free-as-the-lessons", CourseSubject, ADVICE_IN_BOOKS, find_media_less_free),
    Rule("CF805", "license-is-allowed-by-the-original", LessonSubject, WARNING_IN_BOOKS, find_broken_terms),
    Rule("CF806", "original-is-named-in-full", LessonSubject, ADVICE_IN_BOOKS, find_half_named_originals),
    Rule("CF807", "adapted-lesson-names-its-original", CellSubject, ADVICE_IN_BOOKS, find_unnamed_originals),
)
