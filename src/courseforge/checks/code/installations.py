"""What a lesson installs."""

import re
from collections.abc import Iterator

from courseforge.checks.python_code import blank_words
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject
from courseforge.model import CellKind

_SCRIPT = re.compile(r"\s*%%(?:!|(?:bash|sh|sx|system|script)\b)")
_TEXT = re.compile(r"\s*%%(?:file|html|HTML|javascript|js|latex|markdown|svg|SVG|writefile)\b")
_SHELL = re.compile(r"\s*(?:[^\W\d]\w*\s*=\s*)?(?:!!?|%)(.*)")
_BARE = re.compile(r"\s*((?:pip3?|conda|mamba)[ \t]+install\b.*)")  # a magic needs no sign
_NEXT_COMMAND = re.compile(r"[;&|]")
_INSTALLS = re.compile(
    r"\s*(?:sudo\s+)?(?:\S+\s+-m\s+)?(?:\S*/)?"
    r"(?:(?:pip[\d.]*|uv|conda|mamba|micromamba|brew|npm)\s(?:.*\s)?install\b|apt(?:-get)?\b)"
)
_LONGEST = 1000  # part of a line that is looked at
_SHOWN = 60
_ASKS = re.compile(r"\s(?:--help|-h|--version|--dry-run)\b")  # installs nothing
_NAMES = re.compile(r"\binstall\b(.*)")
_NAME = re.compile(r"[A-Za-z][\w.-]{0,80}\Z")
_HINT = (
    "Delete this line, {declare}and ask whoever runs courseforge for your library to install it. "
    "If readers must install it themselves, tell them so in a text cell."
)


def find_installations(cell: CellSubject) -> Iterator[Finding]:
    """A lesson installs nothing.

    No code cell calls ``pip``, ``conda``, ``apt`` or another installer: not as a shell command (``!pip install``),
    not as a magic (``%pip install``), not in a cell that is a shell script (``%%bash``). A cell that is not run
    (tag ``skip-execution``) may show such a command.

    Why: the command would run each time the lesson runs, and needs an internet that a lesson does not have. What it
    installs may be another version tomorrow, and the lesson would show something else.

    Fails::

        !pip install numpy
        import numpy

    Mended, with ``requirements: [numpy]`` among the facts, once it is installed where courseforge runs::

        import numpy
    """
    if cell.cell.kind is CellKind.CODE and "skip-execution" not in cell.cell.tags:
        for line in _list_installing_lines(cell.source):
            written = cell.lines[line - 1].strip()
            shown = written if len(written) <= _SHOWN else written[: _SHOWN - 1] + "…"
            yield Finding(cell.at(line), f"Lessons cannot install packages: `{shown}`.", _advise(written))


def _advise(written: str) -> str:
    """Say where the packages are declared instead, if the line names any."""
    match = _NAMES.search(written[:_LONGEST])
    words = re.split(r"\s#|[;&|]", match[1])[0].split() if match and "pip" in written else []
    names = [re.split(r"[<>=~!\[]", word.strip("\"'"))[0] for word in words]
    packages = ", ".join(dict.fromkeys(name for name in names if _NAME.match(name)))
    return _HINT.format(
        declare=f"write requirements: [{packages}] between the --- lines at the top, " if packages else ""
    )


def _list_installing_lines(source: str) -> Iterator[int]:
    code = blank_words(source)
    if _TEXT.match(code):
        return
    script = _SCRIPT.match(code) is not None
    for number, line in enumerate(code.split("\n"), start=1):
        command = _SHELL.match(line[:_LONGEST]) or _BARE.match(line[:_LONGEST])
        called = command[1] if command else line[:_LONGEST] if script else ""
        if any(_INSTALLS.match(part) and not _ASKS.search(part) for part in _NEXT_COMMAND.split(called)):
            yield number
