"""What a page shows where a program would stand: figures of plotly, controls, and the programs these load."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from courseforge.config import SiteSettings
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import Cell, Display, Lesson
from courseforge.reading.plotly import PlotlyFigure, find_plotly, is_loader, join_lines
from courseforge.reading.widgets import WidgetView, find_widget
from courseforge.rendering.staging.controls import describe_controls
from courseforge.rendering.staging.plotly import show_figure

Output = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """What is the same for all cells of a lesson.

    Attributes:
        widgets: the kept state of its controls.
        text: translates the page's own words.
    """

    lesson: Lesson
    widgets: Mapping[str, Any]
    colors: SiteSettings
    text: Callable[..., str]


@dataclass(frozen=True, slots=True)
class StoodIn:
    """Outputs without programs, and what was said about those that had some.

    Attributes:
        display: what the cell says about what it shows; numbers of a figure of plotly always stand below it.
    """

    outputs: tuple[Output, ...]
    display: Display
    diagnostics: tuple[Diagnostic, ...]


def stand_in(outputs: Iterable[Output], cell: Cell, stage: Stage) -> StoodIn:
    """Put words, pictures and tables where figures of plotly and controls stand."""
    made: list[Output] = []
    said: list[Diagnostic] = []
    has_figures = False
    for output in _unfold(outputs, cell, stage, said):
        figure = find_plotly(output)
        if figure:
            has_figures = True
            made += show_figure(figure, cell.display, stage.colors, stage.text)
            said += _judge_figure(figure, stage.lesson, cell)
        elif not is_loader(join_lines(output.get("data", {}).get("text/html"))):
            made.append(output)
    display = replace(cell.display, data=True) if has_figures else cell.display
    return StoodIn(tuple(made), display, tuple(said))


def _unfold(outputs: Iterable[Output], cell: Cell, stage: Stage, said: list[Diagnostic]) -> Iterator[Output]:
    """Give the words for controls, and after them what the lesson's code showed for them as they stand."""
    for output in outputs:
        view = find_widget(output, stage.widgets)
        if view is None:
            yield output
            continue
        said.append(_tell_of_controls(view, stage.lesson, cell))
        if words := describe_controls(view, stage.text):
            yield words
        yield from view.outputs


def _tell_of_controls(view: WidgetView, lesson: Lesson, cell: Cell) -> Diagnostic:
    what = "what they are and how they stand" if view.controls else "that they are there"
    return Diagnostic(
        "CF741",
        Severity.INFO,
        f"Controls (widgets) cannot be moved on a page; readers are told {what}.",
        Location(lesson.path, cell=cell.number),
        "Show what they change as pictures or a table too, and the page says all of it.",
    )


def _judge_figure(figure: PlotlyFigure, lesson: Lesson, cell: Cell) -> Iterator[Diagnostic]:
    place = Location(lesson.path, cell=cell.number)
    if not figure.charts:
        left = "its title and its numbers" if figure.data.tables else "its title"
        yield Diagnostic(
            "CF741",
            Severity.WARNING,
            f"Pages cannot draw this figure of plotly; readers get {left}.",
            place,
            "Pages draw lines, points, bars, histograms and pies of up to eight series. "
            "Show one of these, draw it with matplotlib, or say in #| fig-alt: what it shows.",
        )
    elif figure.has_more:
        yield Diagnostic(
            "CF741",
            Severity.INFO,
            "The drawing of this figure of plotly on the page leaves out some of what it shows in Jupyter: "
            "sizes, shades, areas, errors, notes, moving parts, or many of its points.",
            place,
            "Say what one learns from these in the text, or draw the figure with matplotlib.",
        )
