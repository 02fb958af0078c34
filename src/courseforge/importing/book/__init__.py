"""A Jupyter Book 1 project -> a course: its pages become lessons, in the order of its table of contents."""

from courseforge.importing.book.imported import ImportedBook
from courseforge.importing.book.source import find_book
from courseforge.importing.book.writer import import_book

__all__ = ["ImportedBook", "find_book", "import_book"]
