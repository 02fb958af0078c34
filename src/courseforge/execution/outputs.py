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
# ECMA-48: control sequences, strings (a terminal's title, links, the clipboard), short ones, and an ESC by itself.
_ESCAPE = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]|)"
_ESCAPES = re.compile(_ESCAPE)
_ESCAPES_BUT_COLOR = re.compile(rf"(?!{_COLOR}){_ESCAPE}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]")  # no page and no XML may hold them
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
    """Take out whatever is meant for a terminal and not for a reader."""
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


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
    match output["output_type"]:
        case "stream":
            text = _overwrite_lines(_erase_backward(_ESCAPES.sub("", output["text"])))
            return {**output, "text": steady(_CONTROLS.sub("", text))}
        case "error":
            traceback = [steady(_CONTROLS.sub("", _ESCAPES_BUT_COLOR.sub("", line))) for line in output["traceback"]]
            return {**output, "evalue": steady(strip_escapes(output["evalue"])), "traceback": traceback}
        case _:
            data = {mime: _clean_data(mime, value, steady) for mime, value in sorted(output["data"].items())}
            return {**output, "data": data}


def _clean_data(mime: str, value: Any, steady: TextFilter) -> Any:
    if not isinstance(value, str) or not mime.startswith("text/"):
        return value
    return steady(strip_escapes(value) if mime == "text/plain" else value)


def _overwrite_lines(text: str) -> str:
    r"""Keep of a line what a terminal would show in the end: progress bars print ``\r`` and start again."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(next((part for part in reversed(line.split("\r")) if part), "") for line in lines)


def _erase_backward(text: str) -> str:
    r"""Let ``\b`` take back the character before it, as the other kind of progress bar expects."""
    if "\b" not in text:
        return text
    kept: list[str] = []
    for character in text:
        if character != "\b":
            kept.append(character)
        elif kept and kept[-1] != "\n":
            kept.pop()
    return "".join(kept)
