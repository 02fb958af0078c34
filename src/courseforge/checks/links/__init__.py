"""Facts about links (CF4xx)."""

from courseforge.checks.links.addresses import find_insecure_links, find_own_addresses
from courseforge.checks.links.clouds import find_cloud_documents
from courseforge.checks.links.files import find_missing_files
from courseforge.checks.links.pages import find_dead_links
from courseforge.checks.links.places import find_unknown_anchors
from courseforge.checks.links.spaces import find_spaced_targets
from courseforge.checks.rule import ADVICE_IN_BOOKS, INFO, WARNING, Rule
from courseforge.checks.subject import CellSubject

RULES = (
    Rule("CF401", "files-of-a-lesson-are-there", CellSubject, WARNING, find_missing_files),
    Rule("CF402", "link-leads-somewhere", CellSubject, WARNING, find_dead_links),
    Rule("CF403", "part-of-a-page-is-there", CellSubject, WARNING, find_unknown_anchors),
    Rule("CF404", "linked-name-has-no-spaces", CellSubject, WARNING, find_spaced_targets),
    Rule("CF405", "link-is-encrypted", CellSubject, INFO, find_insecure_links),
    Rule("CF406", "own-pages-are-linked-by-file", CellSubject, WARNING, find_own_addresses),
    Rule("CF407", "material-lies-in-the-course", CellSubject, ADVICE_IN_BOOKS, find_cloud_documents),
)
