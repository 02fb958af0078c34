"""Lesson -> ExecutionResult: run the code on a real kernel, or take an earlier run that still holds."""

from courseforge.execution.failures import diagnose_results
from courseforge.execution.key import digest_environment
from courseforge.execution.pool import execute_lessons

__all__ = ["diagnose_results", "digest_environment", "execute_lessons"]
