"""Whether a lesson runs from top to bottom."""

import ast
import re
from collections.abc import Iterator

from courseforge.checks.code.program import is_held_to_rules
from courseforge.checks.code.replacements import tell_tag
from courseforge.checks.rule import Finding
from courseforge.checks.style import NO_ANSWER, NO_SYNTAX
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.diagnostics import CleanNotebook

_WORD = re.compile(r"[^\W\d]\w*")
_ALL_WORDS = re.compile(r"\s*[\w-]+(?: +-{0,2}\w[\w./-]*){0,9}\s*")  # one line without brackets: jupyter lab
# What IPython defines while a notebook runs.
_OF_IPYTHON = re.compile(r"_+|_(?:i{1,3}|\d+|i\d+|ih|oh|dh|exit_code)|In|Out|exit|quit|get_ipython|display|__\w+__")
# IPython takes away an indentation of the whole cell, and the prompts of a session that was copied.
_IPYTHON_MENDS = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?:[ \t]+\S|>>>|In \[)")
# Where names can come from that nobody sees in the source.
_FROM_ELSEWHERE = re.compile(
    r"\b(?:exec|globals|locals|vars|run_line_magic|run_cell_magic|run_cell|load_module)\s*\("
    r"|%(?:run|load|loadpy|pylab|store|macro|recall|rerun|sql|R|Rpush|Rpull|load_ext)\b|\bimport\s+\*"
)


def find_cells_out_of_order(lesson: LessonSubject) -> Iterator[Finding]:
    """The cells of a saved notebook were run in order.

    The numbers in brackets that a notebook keeps (``[3]``) grow from the first cell to the last.

    Why: who opens the notebook runs it from top to bottom. If you ran it in another order, what you saw may be
    another thing than what they will see.

    Fails: the cells have the numbers ``[1]``, ``[5]``, ``[2]``.

    Mended by ``courseforge clean``, which takes the numbers out. Where the pages show saved outputs
    (``execute_notebooks: off``), choose *Restart Kernel and Run All Cells*, look at everything once more, and save.
    """
    last, numbered = 0, [(cell, cell.cell.execution_count) for cell in lesson.code_cells]
    for cell, count in numbered:
        if count is None:
            continue
        if count <= last:
            message = f"This cell was run as [{count}], before a cell above it ([{last}])."
            if count == last:
                message = f"This cell and one above it were both run as [{count}]."
            yield Finding(cell.at(), message, *_advise_order(lesson))
            return
        last = count


def _advise_order(lesson: LessonSubject) -> tuple[str, CleanNotebook | None]:
    """Have saved numbers taken out; where pages show what was saved, it is made again in order."""
    if lesson.library.settings.execute.execute_notebooks == "off":
        return "Choose Restart Kernel and Run All Cells, look at the results, and save.", None
    return "Take the numbers out: courseforge clean. The build runs all cells in order.", CleanNotebook(
        lesson.lesson.path
    )


def find_undefined_names(lesson: LessonSubject) -> Iterator[Finding]:
    """A name is defined before it is used.

    Every name that a code cell uses was given a value, imported or defined above it, in the order of the cells. A
    cell that shows a mistake on purpose has the tag ``raises-exception``. Nothing is said where names may come from
    elsewhere: ``from … import *``, ``%run``, ``exec``.

    Why: in your own notebook the name may still be there from a cell that you have changed or deleted. For everybody
    else the lesson stops here.

    Fails::

        print(tempo)
        tempo = 120

    Mended::

        tempo = 120
        print(tempo)
    """
    if _FROM_ELSEWHERE.search("\n".join(cell.source for cell in lesson.code_cells)):
        return
    cells = {cell.cell.number: cell for cell in lesson.code_cells}
    unseen = _list_unseen_words(lesson) | _list_shown_mistakes(lesson)
    said: set[str] = set()
    for fault in lesson.style:
        cell, name = cells[fault.cell], fault.name
        if fault.rule != "F821" or name in said or name in unseen or _OF_IPYTHON.fullmatch(name):
            continue
        if is_held_to_rules(cell) and not _shows_an_error(cell) and cell.source not in said:
            said |= {name, cell.source} if _ALL_WORDS.fullmatch(cell.source) else {name}
            later = (other.source for other in lesson.code_cells if other.cell.number >= fault.cell)
            is_late = any(map(_define(name).search, later))
            message = f"“{name}” is used here, and nothing above defines it."
            yield Finding(cell.at(fault.line), message, _advise_name(cell, fault.line, name, is_late))


def _advise_name(cell: CellSubject, line: int, name: str, is_late: bool) -> str:
    if _is_own_of_a_function(cell, line, name):
        return f"Give it a value in this function, above this line. {_say_meant(cell)}"
    if is_late:
        return f"Move the cell that defines it above this one. {_say_meant(cell)}"
    if _ALL_WORDS.fullmatch(cell.source):
        return "A command for a terminal goes into a text cell. If it is Python, check the spelling."
    return f"Write above it what it is: {name} = … {_MISSPELLED} {_say_meant(cell)}"


def _is_own_of_a_function(cell: CellSubject, line: int, name: str) -> bool:
    """Tell whether a function gives the name a value of its own, and uses it before."""
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.lineno <= line <= (node.end_lineno or line)
        and any(
            isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Store)
            for part in ast.walk(node)
        )
        for node in cell.nodes
    )


_MISSPELLED = "(or here the right name, if it is misspelled; if you cannot tell, ask whoever wrote it)."


def _say_meant(cell: CellSubject) -> str:
    return f"If the mistake is meant, {tell_tag(cell, 'raises-exception')}."


def _define(name: str) -> re.Pattern[str]:
    """Match what gives a name its value."""
    name = re.escape(name)
    given = (
        rf"^[ \t]*{name}[ \t]*=(?!=)|\b(?:def|class|for|as)[ \t]+{name}\b|^[ \t]*(?:from|import)\b[^\n]*\b{name}\b"
    )
    return re.compile(given, re.MULTILINE)


def _list_unseen_words(lesson: LessonSubject) -> frozenset[str]:
    """Name what may be defined where ruff did not look: by magics, in cells that are no Python, and by ``del``."""
    texts: list[str] = []
    for cell in lesson.code_cells:
        if cell.code.tree is None:
            texts.append(cell.source)
        texts += cell.code.commands.values()
        texts += (line for line in cell.lines if line.lstrip().startswith("del "))
    return frozenset(_WORD.findall("\n".join(texts)))


def _shows_an_error(cell: CellSubject) -> bool:
    """Tell whether the notebook was saved with the error: then it is shown, and its author has seen it."""
    return any(output.get("output_type") == "error" for output in cell.cell.outputs)


def _list_shown_mistakes(lesson: LessonSubject) -> frozenset[str]:
    """Name what saved errors say is missing, also where the name is used in a function that another cell calls."""
    outputs = (output for cell in lesson.code_cells for output in cell.cell.outputs)
    errors = (str(output.get("evalue"))[:500] for output in outputs if output.get("output_type") == "error")
    return frozenset(name for error in errors for name in re.findall(r"'(\w{1,80})'", error))


def find_broken_syntax(lesson: LessonSubject) -> Iterator[Finding]:
    """A code cell is Python that can be read.

    Brackets and quotation marks are closed, lines begin where they should. A cell that shows such a mistake on
    purpose has the tag ``raises-exception``; one in another language begins with its magic (``%%bash``).

    Why: the lesson stops here, for everybody.

    Fails::

        print("boom"

    Mended::

        print("boom")
    """
    cells = {cell.cell.number: cell for cell in lesson.code_cells}
    told: set[int] = set()
    for fault in lesson.style:
        cell = cells[fault.cell]
        error = cell.code.error
        if fault.rule != NO_SYNTAX or error is None or fault.cell in told or not is_held_to_rules(cell):
            continue
        if not _shows_an_error(cell) and not cell.code.commands and not _IPYTHON_MENDS.match(cell.source):
            told.add(fault.cell)
            message = f"Python cannot read this cell: {error[0]}."
            yield Finding(cell.at(min(error[1], len(cell.lines))), message, f"{_SYNTAX_HINT} {_say_meant(cell)}")


_SYNTAX_HINT = (
    "Look at this line and the one above for a missing bracket, quotation mark or colon, and for spaces at the "
    "beginning. What is no Python, such as a command for a terminal, goes into a text cell."
)


def find_unread_code(lesson: LessonSubject) -> Iterator[Finding]:
    """A lesson's code can be judged.

    Why: the rules about undefined names and habits see a program through ruff. Where that gives no answer, they have
    not looked.

    Fails: a line with thousands of brackets inside each other, or one that a program has written.

    Mended: the same in several lines, or as a file of data beside the lesson.
    """
    if any(fault.rule == NO_ANSWER for fault in lesson.style):
        message = "The code of this lesson could not be looked at; some rules about code know nothing of it."
        yield Finding(lesson.at(), message, "Look for a very long line, and divide it.")
