"""A course in one language as a small Jupyter Book that any Jupyter Book 1 can build."""
