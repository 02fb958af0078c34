"""What lies in the folder, and whose it is: decides how strict courseforge is with it."""

from enum import StrEnum


class Mode(StrEnum):
    """How a folder is treated."""

    LIBRARY = "library"  # courses/*/course.yml: our own lessons
    BOOK = "book"  # _toc.yml: a Jupyter Book 1 project, built as it is
    UNTRUSTED = "untrusted"  # somebody else's contribution: nothing runs without walls, nothing is taken on trust
