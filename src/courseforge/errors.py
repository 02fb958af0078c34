"""What stops a command. Whatever an author can mend in a source file is a ``Diagnostic`` instead."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command tells the shell."""

    CLEAN = 0
    CONTENT = 1  # some content has errors
    CANNOT_RUN = 2  # usage, configuration, or a source that is not there
    BUG = 3  # courseforge itself failed
    INTERRUPTED = 130


class CourseforgeError(Exception):
    """The command cannot go on.

    Attributes:
        message: what is wrong, in words for a librarian.
        hint: what to do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotALibraryError(CourseforgeError):
    """The folder holds no library: no ``_config.yml``, or no ``courses`` folder."""


class OutputError(CourseforgeError):
    """Something could not be written: no space, no permission, or another build is at work."""
