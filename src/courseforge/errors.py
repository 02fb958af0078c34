"""What stops a command. Whatever an author can mend in a source file is a ``Diagnostic`` instead."""

from collections.abc import Sequence
from enum import IntEnum

from courseforge.diagnostics import Diagnostic


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


class ConfigurationError(CourseforgeError):
    """``_config.yml`` cannot be used.

    Attributes:
        diagnostics: what is wrong with it, place by place.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        places = "\n".join(f"  {d.location}: {d.message} {d.hint}".rstrip() for d in self.diagnostics)
        super().__init__(f"The library's settings have a fault:\n{places}", "Mend _config.yml, then try again.")


class SourceChangedError(CourseforgeError):
    """A source went away, or became unreadable, while we were at work on it."""


class NoWallsError(CourseforgeError):
    """Somebody else's work would run here without walls."""


class OutputError(CourseforgeError):
    """Something could not be written: no space, no permission, or another build is at work."""
