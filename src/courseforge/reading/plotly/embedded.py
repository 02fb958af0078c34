"""A figure inside HTML: Colab, and whoever shows a figure as a page, keep it in the call of a script."""

import json
import re
from collections.abc import Mapping
from typing import Any

_CALL = "Plotly.newPlot("
_BETWEEN = re.compile(r"[\s,]*")
_READER = json.JSONDecoder()
_LOADING = "window.PlotlyConfig"


def find_embedded(html: str) -> Mapping[str, Any] | None:
    """Read what a script would draw; nothing of it runs."""
    start = html.rfind(_CALL)  # the program itself may stand before it
    if start < 0:
        return None
    try:
        _, place = _read_next(html, start + len(_CALL))  # the name of the element it would be drawn in
        data, place = _read_next(html, place)
        layout, _ = _read_next(html, place)
    except (ValueError, RecursionError):
        return None
    return {"data": data, "layout": layout}


def _read_next(text: str, place: int) -> tuple[Any, int]:
    between = _BETWEEN.match(text, place)
    return _READER.raw_decode(text, between.end() if between else place)


def is_loader(html: str) -> bool:
    """Tell whether HTML is only the program with which plotly would draw, before its first figure."""
    text = html.strip()
    return text.startswith("<script") and text.endswith("</script>") and _LOADING in text


def join_lines(given: Any) -> str:
    """Return a text that a notebook may keep as a list of lines; an empty one for anything else."""
    lines = given if isinstance(given, list) else [given]
    return "".join(lines) if all(isinstance(line, str) for line in lines) else ""
