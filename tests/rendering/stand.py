"""A cell whose outputs would run a program, and what a page shows in their place."""

from collections.abc import Mapping
from typing import Any

from courseforge.config import SiteSettings
from courseforge.model import Cell, CellKind, Display
from courseforge.reading.plotly import PLOTLY
from courseforge.rendering.assembly import make_file
from courseforge.rendering.firewall import inspect_file
from courseforge.rendering.interface import Interface
from courseforge.rendering.staging.figure_data import show_data
from courseforge.rendering.staging.outputs import StagedOutputs, stage_outputs
from courseforge.rendering.staging.stand_ins import Stage, stand_in

from .shelf import BARE


def figure(*traces: Any, **layout: Any) -> dict[str, Any]:
    return output({PLOTLY: {"data": list(traces), "layout": layout}})


def output(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": dict(data), "metadata": {}}


def show(
    *outputs: Any, alts: tuple[str, ...] = (), language: str = "en", widgets: Mapping[str, Any] | None = None
) -> StagedOutputs:
    """Go the whole way from outputs to what is staged, tables included; the last gate likes every drawing."""
    text = Interface(language).text
    cell = Cell(1, CellKind.CODE, "show()", "a", display=Display(alts=alts))
    stood = stand_in(outputs, cell, Stage(BARE, widgets or {}, SiteSettings(), text))
    staged = stage_outputs(stood.outputs, BARE, cell)
    shown = tuple(show_data(staged.outputs, stood.display, text))
    for drawn in pictures(shown):
        assert inspect_file(make_file("a.svg", drawn.encode()), (), ()) == []
    return StagedOutputs(shown, (*stood.diagnostics, *staged.diagnostics))


def pictures(outputs: Any) -> list[str]:
    return [one["data"]["image/svg+xml"] for one in outputs if "image/svg+xml" in one.get("data", {})]


def html(staged: StagedOutputs) -> str:
    return "".join(one["data"].get("text/html", "") for one in staged.outputs if "data" in one)
