"""Facts about what catalogs are told (CF82x). They look at forms alone: what a term means, only people know."""

from courseforge.checks.catalog.alignments import find_strange_alignments
from courseforge.checks.catalog.reviews import find_doubtful_catalog_reviews
from courseforge.checks.catalog.settings import find_strange_settings
from courseforge.checks.catalog.subjects import find_strange_subjects, find_unplaced_subjects
from courseforge.checks.catalog.works import find_strange_works
from courseforge.checks.rule import ADVICE_IN_BOOKS, INFO, WARNING, Rule
from courseforge.checks.subject import CourseSubject, LessonSubject, LibrarySubject

RULES = (
    Rule("CF821", "subject-has-the-form-of-its-scheme", CourseSubject, ADVICE_IN_BOOKS, find_strange_subjects),
    Rule("CF822", "term-of-a-scheme-has-an-address", CourseSubject, INFO, find_unplaced_subjects),
    Rule("CF823", "alignment-leads-to-a-statement", CourseSubject, ADVICE_IN_BOOKS, find_strange_alignments),
    Rule("CF824", "work-on-the-shelves-can-be-found", LessonSubject, ADVICE_IN_BOOKS, find_strange_works),
    Rule("CF825", "record-was-reviewed-in-a-role", CourseSubject, ADVICE_IN_BOOKS, find_doubtful_catalog_reviews),
    Rule("CF826", "catalog-settings-can-be-used", LibrarySubject, WARNING, find_strange_settings),
)
