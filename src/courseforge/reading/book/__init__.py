"""A Jupyter Book 1 project -> ``Library``: one course, whose lessons are the pages of its table of contents."""

from courseforge.reading.book.project import is_book
from courseforge.reading.book.reading import read_book

__all__ = ["is_book", "read_book"]
