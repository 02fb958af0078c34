"""What a figure says besides its looks: in the text around it, or in its numbers (CF306, CF313)."""

from collections.abc import Iterator

from courseforge.checks.accessibility.drawings import find_drawings, shows_output
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject, ResultSubject
from courseforge.model import find_figure_data, find_picture


def find_unexplained_figures(lesson: LessonSubject) -> Iterator[Finding]:
    """A figure is explained in text, or shown as a table too.

    Right above or below a cell that draws a figure stands a sentence about it, or the cell says ``#| fig-data: true``
    and so has the numbers below its figure.

    Why: an alternative text says what a chart looks like, in one sentence. The numbers, and what follows from them,
    are for everybody: also for those who see the chart and do not know how to read it.

    Fails::

        two code cells that draw, one after another, without a word between

    Mended::

        Below 80 beats a minute almost nobody dances; at 120 nearly everybody does.
    """
    cells = lesson.cells
    for cell, _ in find_drawings(lesson):
        place = cells.index(cell)
        if not cell.cell.display.data and not any(_explains(other) for other in cells[max(0, place - 1) : place + 2]):
            message = "No text stands above or below this figure."
            hint = "Say in a sentence what one learns from it, or show its numbers too: #| fig-data: true"
            yield Finding(cell.at(1), message, hint)


def _explains(cell: CellSubject) -> bool:
    return any(len(paragraph.text.split()) >= 5 for paragraph in cell.prose.paragraphs)


def find_unread_figures(result: ResultSubject) -> Iterator[Finding]:
    """The numbers of a figure can be read.

    A cell that says ``#| fig-data: true`` shows below its figure a table of what was plotted. It can be read of
    lines, bars, points, histograms and pies that matplotlib, pandas or seaborn draw while courseforge runs the
    lesson; of areas, boxes, pictures and maps it cannot, nor of outputs that were saved elsewhere.

    Why: who opens the table trusts that it holds what others see.

    Fails::

        #| fig-data: true
        plt.imshow(photo)

    Mended::

        #| fig-alt: A photo of a drum, made of 20 by 20 squares
        plt.imshow(photo)
    """
    for cell, given in result.cells:
        option = cell.code.options.get("fig-data")
        if option is None or not cell.cell.display.data or not shows_output(cell):
            continue
        figures = [find_figure_data(output) for output in given.outputs if find_picture(output)]
        unread = [_NUMBERLESS[kind] for data in figures if data for kind in data.unread if kind in _NUMBERLESS]
        if not figures:
            message, hint = "This cell shows no figure whose numbers could be read.", "Delete the line fig-data."
        elif None in figures:
            message, hint = "The numbers of this figure are not known.", f"{_OF_RUNS} Otherwise s{_BY_HAND}"
        elif not all(data.tables for data in figures if data):
            message, hint = "The numbers of this figure cannot be read.", f"S{_BY_HAND}"
        elif unread:
            message = f"The table below this figure leaves out {' and '.join(dict.fromkeys(unread))}."
            hint = f"S{_BY_HAND}"
        else:
            continue
        yield Finding(cell.at(option.line), message, hint)


_NUMBERLESS = {
    "areas": "areas",
    "boxes": "boxes",
    "maps": "a picture or map",
    "shapes": "shapes",
    "more": "some of its many parts",
}
_OF_RUNS = "They are read of what matplotlib draws while courseforge runs the lesson."
_BY_HAND = "how them in a table of your own, or say in a sentence what matters, and delete the line fig-data."
