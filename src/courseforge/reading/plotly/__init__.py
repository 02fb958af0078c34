"""A figure of plotly, as Jupyter keeps it: JSON that says what stands where, and that a program would draw.

It comes from a lesson's code, so nothing in it is believed, and no more of it is read than a page can show.
"""

from courseforge.reading.plotly.embedded import is_loader, join_lines
from courseforge.reading.plotly.figure import PLOTLY, PlotlyFigure, find_plotly

__all__ = ["PLOTLY", "PlotlyFigure", "find_plotly", "is_loader", "join_lines"]
