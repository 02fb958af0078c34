"""The table of rules.

A code is never used again for something else. Taken elsewhere: CF0xx in ``reading`` (its table is in
``reading/codes.py``), CF077 in ``rendering``, CF090 in ``records``, CF095 to CF097 in ``catalog``; CF210 to CF213,
CF216 to CF219, CF740 to CF744, CF749 and CF799 in ``rendering``; CF222 in ``publishing``; CF580 to CF599 in
``execution``.
"""

from typing import Any

from courseforge.checks import (
    acceptance,
    accessibility,
    catalog,
    code,
    hygiene,
    language,
    links,
    metadata,
    moves,
    prerequisites,
    privacy,
    reviewers,
    rights,
    structure,
)
from courseforge.checks.rule import Rule

RULES: tuple[Rule[Any], ...] = (
    *metadata.RULES,  # CF1xx
    *prerequisites.RULES,
    *reviewers.RULES,
    *acceptance.RULES,
    *moves.RULES,
    *structure.RULES,  # CF2xx
    *accessibility.RULES,  # CF3xx
    *links.RULES,  # CF4xx
    *code.RULES,  # CF5xx
    *hygiene.RULES,  # CF6xx
    *privacy.RULES,  # CF7xx
    *rights.RULES,  # CF8xx
    *catalog.RULES,  # CF82x
    *language.RULES,  # CF9xx
)
