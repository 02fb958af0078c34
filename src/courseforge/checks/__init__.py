"""Library -> Diagnostics: the facts that should hold about lessons."""

from courseforge.checks.code import LESSON_INSTALLS_NOTHING
from courseforge.checks.rule import Rule
from courseforge.diagnostics import Diagnostic
from courseforge.model import Library

RULES: tuple[Rule, ...] = (LESSON_INSTALLS_NOTHING,)


def check_library(library: Library) -> tuple[Diagnostic, ...]:
    """Hold every lesson to every rule."""
    return tuple(found for lesson in library.lessons for rule in RULES for found in rule.check(lesson))
