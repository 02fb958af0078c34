"""Shards: one process for each course and language, and what was built before."""
