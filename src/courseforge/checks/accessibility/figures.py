"""Figures that code draws, and the words for them (CF304, CF305)."""

from collections.abc import Iterator

from courseforge.checks.accessibility.alternative_text import suggest_option
from courseforge.checks.accessibility.drawings import Drawing, draws_elsewhere, find_drawings, shows_output
from courseforge.checks.markup import Element, read_elements
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject, ResultSubject
from courseforge.model import CellOutputs, list_picture_alts


def find_figures_without_words(lesson: LessonSubject) -> Iterator[Finding]:
    """A figure that code draws has alternative text.

    A code cell that draws with matplotlib, seaborn, pandas or plotly says at its head what one sees. The line needs
    no import, and it stays in the notebook that readers take home. Several figures in one cell have a list:
    ``#| fig-alt: ["First", "Second"]``. A figure that only decorates says ``#| fig-alt: ""``. Readers do not see
    the line.

    Why: a chart is often the point of the lesson. Who listens to the page gets all the code, and then “image”.

    Fails::

        plt.plot(beats)

    Mended::

        #| fig-alt: A line that rises from 60 to 120 beats a minute
        plt.plot(beats)
    """
    for cell, drawing in find_drawings(lesson):
        if not drawing.is_program and not _has_words(cell) and _may_show_picture(cell, lesson):
            message = "This cell draws a figure, and nothing says what it shows."
            yield Finding(cell.at(_slot(cell)), message, _say_option(cell, drawing))


def _has_words(cell: CellSubject) -> bool:
    return bool(cell.cell.display.alts)


def _may_show_picture(cell: CellSubject, lesson: LessonSubject) -> bool:
    """Tell whether a cell shows a picture, where that is known; of a lesson without any outputs it is not."""
    known = cell.library.outputs.get((lesson.id, lesson.lesson.language), ())
    own = next((given for given in known if given.number == cell.cell.number), None)
    if own is None or not any(given.outputs for given in known):
        return True
    return bool(list_picture_alts(own.outputs, cell.cell.display))


def _slot(cell: CellSubject) -> int:
    """Return the line where ``#| fig-alt:`` stands or should stand: the first, or that below ``%%time``."""
    if option := cell.code.options.get("fig-alt"):
        return option.line
    return 2 if cell.source.startswith("%%") and len(cell.lines) > 1 else 1


def _say_option(cell: CellSubject, drawing: Drawing) -> str:
    line = suggest_option(drawing, cell.language)
    where = (
        f"Finish line {_slot(cell)} of the cell"
        if "fig-alt" in cell.code.options
        else f"Write this as line {_slot(cell)} of the cell, and finish the sentence"
    )
    return f'{where} (if it only decorates: #| fig-alt: ""):\n{line}'


def find_shown_pictures(result: ResultSubject) -> Iterator[Finding]:
    """A picture that code shows has alternative text.

    This rule looks at what the code gave: every picture among the outputs has words, from ``#| fig-alt:``, from the
    cell's metadata or from the output's own (``display(figure, metadata={"image/png": {"alt": "…"}})``).

    Why: a function from elsewhere may draw too, and a cell may draw three figures where one was expected. Who listens
    to the page gets “image”, and nothing else.

    Fails::

        from drums import draw_pattern
        draw_pattern("x...x...")

    Mended::

        #| fig-alt: Eight boxes, the first and the fifth are full
        from drums import draw_pattern
        draw_pattern("x...x...")
    """
    said = {
        cell.cell.number
        for cell, drawing in find_drawings(result.lesson)
        if not drawing.is_program and not _has_words(cell)
    }
    for cell, given in result.cells:
        if cell.cell.number in said or not shows_output(cell):
            continue
        alts = list_picture_alts(given.outputs, cell.cell.display)
        without = [place for place, alt in enumerate(alts, start=1) if alt is None]
        if without and _has_words(cell):
            message = f"This cell shows {len(alts)} pictures and has words for {len(alts) - len(without)} of them."
            slots = ", ".join(['"…"'] * len(alts))
            hint = f"Make a list of line {_slot(cell)} of the cell: #| fig-alt: [{slots}]"
            yield Finding(cell.at(_slot(cell)), message, hint)
        elif without:
            message = "This cell shows a picture, and nothing says what is on it."
            yield Finding(cell.at(_slot(cell)), message, _say_option(cell, Drawing("")))
        elif any(_lacks_words(element) for element in _list_elements(given)):
            message = "This cell shows HTML with a picture that has no alternative text."
            yield Finding(cell.at(1), message, _LIVE if draws_elsewhere(result.lesson.code_cells) else _IN_HTML)


_IN_HTML = 'Write alt="What it shows" into its tag <img …>, where the code makes it.'
_LIVE = "Write %matplotlib inline in the place of the other %matplotlib, and this at the cell's head: #| fig-alt: …"


def _list_elements(given: CellOutputs) -> Iterator[Element]:
    for output in given.outputs:
        html = output["data"].get("text/html") if "data" in output else None
        if isinstance(html, str) and "<" in html:
            yield from read_elements(html)


def _lacks_words(element: Element) -> bool:
    return element.name == "img" and "alt" not in element.attributes
