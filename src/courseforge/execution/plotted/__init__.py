"""The numbers behind a figure, read off it in the kernel that draws it, for cells that say ``#| fig-data: true``.

They travel as one more kind of the picture's own output: matplotlib closes a figure as soon as it is shown, and what
shows it knows nothing of cells. Nothing here imports matplotlib; a lesson that does not use it pays nothing.
"""

from dataclasses import asdict
from typing import Any

from IPython.core.formatters import BaseFormatter
from traitlets import ObjectName, Unicode

from courseforge.execution.plotted.figure import read_figure
from courseforge.model import FIGURE_DATA, FigureData, asks_for_data


class _DataFormatter(BaseFormatter):
    """Gives the numbers of a figure, and of nothing else."""

    format_type = Unicode(FIGURE_DATA)
    print_method = ObjectName("_courseforge_figure_data_")
    _return_type = dict

    def __call__(self, shown: Any) -> dict[str, Any] | None:
        """Return them as JSON; None where the cell does not ask. It never raises, whatever the figure holds."""
        if not self.enabled or not _is_figure(shown):
            return None
        try:
            return asdict(read_figure(shown))
        except Exception:  # parts of a figure can be of any package, and of the lesson itself
            return asdict(FigureData((), ("shapes",)))


def offer_data(shell: Any) -> None:
    """Have a kernel that has begun add the numbers to the figures of cells that ask for them."""
    formatter = _DataFormatter(parent=shell.display_formatter, enabled=False)
    shell.display_formatter.formatters[FIGURE_DATA] = formatter

    def look_at_cell(info: Any) -> None:
        formatter.enabled = isinstance(info.raw_cell, str) and asks_for_data(info.raw_cell)

    shell.events.register("pre_run_cell", look_at_cell)


def _is_figure(shown: Any) -> bool:
    # Not registered with the formatter: matplotlib's own set-up throws out whatever is registered for figures.
    return any((kind.__module__, kind.__name__) == ("matplotlib.figure", "Figure") for kind in type(shown).__mro__)
