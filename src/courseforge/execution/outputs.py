"""Outputs as they are kept: plain values, and the same ones from the same code wherever a text can be made so."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

Output = Mapping[str, Any]
TextFilter = Callable[[str], str]

_ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]{6,16}\b")
_CELL_FILE = re.compile(r"ipykernel_\d+")  # warnings name the cell's file, and in it the kernel's process number
_COLOR = r"\x1b\[[0-9;:]*m"
_ESCAPE = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\)|[ -/]*[0-~])"  # ECMA-48: CSI, strings, the rest
_ESCAPES = re.compile(_ESCAPE, re.DOTALL)
_ESCAPES_BUT_COLOR = re.compile(rf"(?!{_COLOR}){_ESCAPE}", re.DOTALL)
_STREAMS = ("stdout", "stderr")


def normalize_outputs(outputs: Iterable[Output], places: Mapping[str, str]) -> tuple[Output, ...]:
    """Make outputs plain and repeatable.

    Args:
        outputs: of one cell, as nbformat has them.
        places: folders of this run, and the names that stand for them in every run.
    """
    # The way through JSON makes a fresh run and a cached one the same values.
    plain = json.loads(json.dumps(list(outputs)))
    steady = partial(steady_text, places=places)
    return tuple(_normalize(output, steady) for output in _merge_streams(plain))


def strip_escapes(text: str) -> str:
    """Take out every terminal control sequence: colors, links, titles, the clipboard."""
    return _ESCAPES.sub("", text)


def steady_text(text: str, places: Mapping[str, str]) -> str:
    """Make a text the same in every run: folders, addresses of objects, process numbers."""
    for folder, name in places.items():
        text = text.replace(folder, name)
    text = _CELL_FILE.sub("ipykernel", _ADDRESS.sub("0x…", text))
    return text.encode("utf-8", "replace").decode()  # a lone surrogate cannot be written into a page


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
            text = "".join(piece["text"] for piece in pieces if piece["name"] == name)
            if text:
                yield {"output_type": "stream", "name": name, "text": text}


def _normalize(output: Output, steady: TextFilter) -> Output:
    kind = output["output_type"]
    if kind == "stream":
        return {**output, "text": steady(_overwrite_lines(strip_escapes(output["text"])))}
    if kind == "error":
        return {
            **output,
            "evalue": steady(strip_escapes(output["evalue"])),
            "traceback": _clean_traceback(output, steady),
        }
    return {
        **output,
        "data": {mime: _clean_data(mime, value, steady) for mime, value in sorted(output["data"].items())},
    }


def _clean_traceback(output: Output, steady: TextFilter) -> list[str]:
    return [steady(_ESCAPES_BUT_COLOR.sub("", line)) for line in output["traceback"]]


def _clean_data(mime: str, value: Any, steady: TextFilter) -> Any:
    if not isinstance(value, str) or not mime.startswith("text/"):
        return value
    return steady(strip_escapes(value) if mime == "text/plain" else value)


def _overwrite_lines(text: str) -> str:
    r"""Keep of a line what a terminal would show in the end: progress bars print ``\r`` and start again."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(next((part for part in reversed(line.split("\r")) if part), "") for line in lines)
