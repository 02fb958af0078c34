"""Lesson -> ExecutionResult: run the code on a real kernel, or take an earlier run that still holds."""

from courseforge.execution.failures import diagnose_results
from courseforge.execution.isolation import Isolation, Level, diagnose_isolation
from courseforge.execution.key import digest_environment
from courseforge.execution.pool import examine_isolation, execute_lessons
from courseforge.execution.recall import recall_lessons

__all__ = [
    "Isolation",
    "Level",
    "diagnose_isolation",
    "diagnose_results",
    "digest_environment",
    "examine_isolation",
    "execute_lessons",
    "recall_lessons",
]
