"""What is printed when courseforge itself fails: short, to be pasted, with nothing personal in it."""

import platform
import re
import traceback
from pathlib import Path
from types import TracebackType

from courseforge import __version__

_PACKAGE = Path(__file__).parent.parent
# A name of two words ends at the next separator; the last part of a path ends at a space.
_HOMES = re.compile(
    r"""(?:[a-z]:)?[\\/]{1,2}(?:users|home)[\\/]{1,2}(?:[^\\/'":\n]+(?=[\\/])|[^\\/\s'":]+)""", re.IGNORECASE
)


def describe_bug(error: BaseException, *, verbose: bool) -> str:
    """Say that it is not the author's fault, and give a developer what is needed to begin.

    The author's own words are left out: no argument, no line of a lesson; home folders are shortened to ``~``.
    """
    lines = [
        "courseforge itself has failed. This is a fault in courseforge, not in your courses.",
        "Your files are as they were. Please give the lines below to whoever maintains courseforge.",
        "",
        f"  courseforge {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        f"  {type(error).__name__}: {error}",
        *(f"  at {place}" for place in _places(error.__traceback__)),
    ]
    if verbose:
        lines += ["", *traceback.format_exception(error)]
    else:
        lines += ["", "The same command with --verbose shows more."]
    return shorten_homes("\n".join(lines).rstrip())


def shorten_homes(text: str) -> str:
    """Write ``~`` for every home folder: this user's, wherever it lies, and any other in the usual places."""
    home = str(Path.home())
    for spelling in {home, home.replace("\\", "\\\\"), home.replace("\\", "/")}:
        if len(spelling) > 1:
            text = re.sub(re.escape(spelling) + r"(?![\w.-])", "~", text, flags=re.IGNORECASE)
    return _HOMES.sub("~", text)


def _places(trace: TracebackType | None) -> list[str]:
    """Name the last steps inside courseforge, without the folder it is installed in."""
    places = []
    for frame in traceback.extract_tb(trace):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            places.append(f"{path.relative_to(_PACKAGE).as_posix()}:{frame.lineno} in {frame.name}")
    return places[-5:]
