"""Habits that learners pick up from the code they read. All but the last are seen by ruff."""

import re
import sys
from collections.abc import Iterator

from courseforge.checks.code.program import is_held_to_rules
from courseforge.checks.code.replacements import name_expected_error
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.model import PACKAGES, CellKind


def find_unused_imports(lesson: LessonSubject) -> Iterator[Finding]:
    """What is imported is used.

    Why: a reader looks for the place where it is needed, and does not find it.

    Fails::

        import random
        import math
        math.sqrt(9)

    Mended::

        import math
        math.sqrt(9)
    """
    used = _USED_BY_IMPORTING | _list_words_of_magics(lesson)
    for cell, line, name in _list_faults(lesson, "F401"):
        if name.rpartition(".")[2] not in used and not _works_by_being_imported(lesson, cell, line, name):
            hint = "Delete it, if readers don't need it."
            yield Finding(cell.at(line), f"“{name}” is imported and never used.", hint)


_USED_BY_IMPORTING = frozenset({"Axes3D", "mplot3d", "this", "antigravity", "readline", "annotations"})
_OF_IPYTHON = frozenset(
    "alias autoawait automagic autoreload autosave bash capture cd colors conda config debug dirs doctest_mode "
    "edit env file gui history hist html javascript js latex less load load_ext logstart lprun ls lsmagic "
    "macro magic mamba man markdown matplotlib memit mkdir more mprun notebook page pastebin pdb pdef pdoc "
    "perl pfile pinfo pip popd pprint precision prun psearch psource pushd pwd pylab python python3 quickref "
    "recall rehashx reload_ext rep rerun reset ruby run save sc script set_env sh store sx svg system tb time "
    "timeit unalias unload_ext uv who whos writefile xdel xmode".split()
)


def _list_words_of_magics(lesson: LessonSubject) -> frozenset[str]:
    """Name what a magic may use (``%mprun -f beat beat(4)``, ``beat?``); ruff does not look there."""
    commands = (command for cell in lesson.code_cells for command in cell.code.commands.values())
    return frozenset(word for command in commands for word in re.findall(r"\w+", _read_given(command)))


def _read_given(command: str) -> str:
    """Return what stands behind a magic's own name; nothing of a command for a terminal, which installs or lists."""
    if command.startswith("%"):
        name, _, given = command.lstrip("%").partition(" ")
        return "" if name in ("pip", "conda", "matplotlib") else given
    return command if "?" in (command[0], command[-1]) else ""


def _works_by_being_imported(lesson: LessonSubject, cell: CellSubject, line: int, name: str) -> bool:
    """Tell whether a module may be there for what its import does: it is shown alone, or brings magics."""
    top = name.partition(".")[0]
    if top in PACKAGES or top in sys.stdlib_module_names:
        return False
    is_alone = sum(bool(line.strip()) for line in cell.lines) == 1
    is_whole = cell.lines[line - 1].split()[:2] == ["import", name]
    return is_alone or (is_whole and any(map(_has_foreign_magic, lesson.code_cells)))


def _has_foreign_magic(cell: CellSubject) -> bool:
    names = (re.match(r"%{1,2}(\w+)", command) for command in cell.code.commands.values())
    return any(name is not None and name[1] not in _OF_IPYTHON for name in names)


def find_unused_values(lesson: LessonSubject) -> Iterator[Finding]:
    """A value that a function computes is used.

    Why: often another name was meant, and the function does not do what the text says.

    Fails::

        def area(width, height):
            size = width * height
            return width

    Mended::

        def area(width, height):
            size = width * height
            return size
    """
    for cell, line, name in _list_faults(lesson, "F841"):
        message = f"“{name}” gets a value in this function, and nothing uses it."
        yield Finding(cell.at(line), message, "Was another name meant? If not, take it out.")


def find_bare_excepts(lesson: LessonSubject) -> Iterator[Finding]:
    """An ``except`` says which error it expects.

    Why: without a name it also hides typing mistakes and the stop button, and readers learn that habit.

    Fails::

        try:
            steps = int(text)
        except:
            steps = 16

    Mended::

        try:
            steps = int(text)
        except ValueError:
            steps = 16
    """
    for cell, line, _ in _list_faults(lesson, "E722"):
        hint = name_expected_error(cell.nodes, line)
        yield Finding(cell.at(line), "This except catches every error, also the ones nobody thought of.", hint)


def find_comparisons_to_none(lesson: LessonSubject) -> Iterator[Finding]:
    """A comparison with ``None`` uses ``is``.

    Why: ``== None`` asks the other value what it thinks of that; a table from pandas answers for each cell.

    Fails::

        if beat == None:
            beat = 1

    Mended::

        if beat is None:
            beat = 1
    """
    for cell, line, _ in _list_faults(lesson, "E711"):
        yield Finding(cell.at(line), "None is compared with == or != here.", "Write is None, or is not None.")


def find_names_like_digits(lesson: LessonSubject) -> Iterator[Finding]:
    """No name can be mistaken for a digit.

    No variable is called ``l``, ``O`` or ``I``.

    Why: on many screens they look like 1 and 0, and who types the code from the page types those.

    Fails::

        l = 16

    Mended::

        length = 16
    """
    for cell, line, name in _list_faults(lesson, "E741"):
        yield Finding(cell.at(line), f"The name “{name}” looks like a digit.", "Give it a longer name.")


def find_shared_defaults(lesson: LessonSubject) -> Iterator[Finding]:
    """A default is no list or dictionary that all calls share.

    Why: Python makes it once. What the first call puts in is still there at the second, which surprises everybody.

    Fails::

        def add(beat, beats=[]):
            beats.append(beat)
            return beats

    Mended::

        def add(beat, beats=None):
            beats = [] if beats is None else beats
            beats.append(beat)
            return beats
    """
    for cell, line, _ in _list_faults(lesson, "B006"):
        hint = "Write None as the default, and make the list or dictionary inside the function."
        yield Finding(cell.at(line), "This default is made once, and all calls share it.", hint)


def _list_faults(lesson: LessonSubject, rule: str) -> Iterator[tuple[CellSubject, int, str]]:
    cells = {cell.cell.number: cell for cell in lesson.code_cells}
    for fault in lesson.style:
        if fault.rule == rule and is_held_to_rules(cells[fault.cell]):
            yield cells[fault.cell], fault.line, fault.name


def find_wide_lines(cell: CellSubject) -> Iterator[Finding]:
    """A line of code fits the page.

    It has at most 88 characters; the number is ``code_characters`` in ``courseforge: check: thresholds:``. An address
    of the web may be longer.

    Why: who must scroll sideways loses the beginning of the line, and on paper the end is cut off.

    Fails::

        beats = [beat for beat in recording if beat.strength > 0.5 and beat.time < 60 and beat.kind == "kick"]

    Mended::

        strong = [beat for beat in recording if beat.strength > 0.5 and beat.time < 60]
        beats = [beat for beat in strong if beat.kind == "kick"]
    """
    most = cell.library.thresholds.code_characters
    if cell.cell.kind is not CellKind.CODE or cell.is_hidden:
        return
    wide = [n for n, line in enumerate(cell.lines, 1) if _is_wide(line, most)]
    if wide:
        others = f" (and {len(wide) - 1} more in this cell)" if len(wide) > 1 else ""
        message = f"This line has {len(cell.lines[wide[0] - 1])} characters{others}; {most} fit the page."
        yield Finding(cell.at(wide[0]), message, "Break it inside brackets, or give a part of it a name.")


def _is_wide(line: str, most: int) -> bool:
    return len(line.rstrip()) > most and "://" not in line and not line.startswith("#|")
