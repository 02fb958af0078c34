"""Lesson -> ExecutionResult: run the code on a real kernel, or take an earlier run that still holds."""

from courseforge.execution.failures import diagnose_isolation, diagnose_results
from courseforge.execution.pool import execute_lessons

__all__ = ["diagnose_isolation", "diagnose_results", "execute_lessons"]
