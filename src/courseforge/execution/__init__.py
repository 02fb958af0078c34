"""Lesson -> ExecutionResult: run the code on a real kernel, or take an earlier run that still holds.

``pool.execute_lessons`` runs, ``recall.recall_lessons`` only looks up what earlier runs gave.
"""
