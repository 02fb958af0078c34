"""Outputs as they are kept: plain values, and the same ones from the same code wherever a text can be made so."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from courseforge.execution.plain_text import (
    show_in_the_end,
    steady_text,
    strip_escapes,
    strip_escapes_but_color,
)  # fmt: skip
from courseforge.execution.widgets import replace_names

Output = Mapping[str, Any]
TextFilter = Callable[[str], str]

_STREAMS = ("stdout", "stderr")


def normalize_outputs(
    outputs: Iterable[Output], places: Mapping[str, str], models: Mapping[str, str] | None = None
) -> tuple[Output, ...]:
    """Make outputs plain and repeatable.

    Args:
        outputs: of one cell, as nbformat has them.
        places: folders of this run, and the names that stand for them in every run.
        models: names of the lesson's widgets, and those that stand for them in every run.
    """
    # The way through JSON makes a fresh run and a cached one the same values.
    plain = json.loads(replace_names(json.dumps(list(outputs)), models or {}))
    steady = partial(steady_text, places=places)
    normal = (_normalize(output, steady) for output in _merge_streams(plain))
    return tuple(output for output in normal if output.get("text") != "")  # it was meant for a terminal only


def _merge_streams(outputs: Iterable[Output]) -> Iterator[Output]:
    """Join what was printed between two other outputs: one text for each stream, the order of the two fixed.

    A kernel sends the streams in pieces whose number and interleaving depend on how busy the machine is.
    """
    for is_stream, run in groupby(outputs, lambda output: output["output_type"] == "stream"):
        if not is_stream:
            yield from run
            continue
        pieces = list(run)
        for name in _STREAMS:
            text = "".join(part for piece in pieces if piece["name"] == name for part in _list_parts(piece))
            if text:
                yield {"output_type": "stream", "name": name, "text": text}


def _list_parts(piece: Output) -> list[str]:
    return [piece["text"]] if isinstance(piece["text"], str) else piece["text"]


def _normalize(output: Output, steady: TextFilter) -> Output:
    match output["output_type"]:
        case "stream":
            return {**output, "text": steady(show_in_the_end(output["text"]))}
        case "error":
            traceback = [steady(strip_escapes_but_color(line)) for line in output["traceback"]]
            return {**output, "evalue": steady(strip_escapes(output["evalue"])), "traceback": traceback}
        case _:
            data = {mime: _clean_data(mime, value, steady) for mime, value in sorted(output["data"].items())}
            return {**output, "data": data}


def _clean_data(mime: str, value: Any, steady: TextFilter) -> Any:
    if not isinstance(value, str) or not mime.startswith("text/"):
        return value
    return steady(strip_escapes(value) if mime == "text/plain" else value)
