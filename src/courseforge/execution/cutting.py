"""Outputs cut to what a page can hold: who prints a million lines by mistake still has a page."""

from collections.abc import Iterable, Mapping
from typing import Any

Output = Mapping[str, Any]

MOST_TEXT = 1_000_000  # characters of plain text that a page shows of one cell
_MOST_OF_A_KIND = 5_000_000  # characters of another kind of text, which can't be cut: it is there or not
_MOST_OF_A_LINE = 100_000  # characters of an error's message


def cut_outputs(outputs: Iterable[Output], left_out: int) -> tuple[tuple[Output, ...], int]:
    """Cut what no reader will read to its end, with a note in signs that need no language.

    Args:
        outputs: of one cell.
        left_out: how many characters of it are missing already.

    Returns:
        What is left, and how many characters are missing in all.
    """
    kept: list[Output] = []
    room = MOST_TEXT
    for output in outputs:
        short, size = _cut(output, room)
        left_out += _measure(output) - _measure(short)
        room -= size
        if size or short["output_type"] == "error" or short.get("data"):
            kept.append(short)
    if left_out:
        kept.append({"output_type": "stream", "name": "stdout", "text": f"[… + {describe_size(left_out)}]\n"})
    return tuple(kept), left_out


def _cut(output: Output, room: int) -> tuple[Output, int]:
    """Cut one output to the room there is; return it, and how much of the room it takes."""
    match output["output_type"]:
        case "stream":
            text = output["text"][:room]
            return {**output, "text": text}, len(text)
        case "error":
            traceback = [line[:_MOST_OF_A_LINE] for line in output["traceback"]]
            return {**output, "evalue": output["evalue"][:_MOST_OF_A_LINE], "traceback": traceback}, 0
        case _:
            plain = output["data"].get("text/plain", "")[:room]
            data = {mime: value for mime, value in output["data"].items() if not _is_too_much(mime, value)}
            data.pop("text/plain", None)
            return {**output, "data": {**data, "text/plain": plain} if plain else data}, len(plain)


def _is_too_much(mime: str, value: Any) -> bool:
    return mime.startswith("text/") and len(value) > _MOST_OF_A_KIND


def _measure(output: Output) -> int:
    values = [output.get("text", ""), *output.get("data", {}).values(), *output.get("traceback", ())]
    return sum(len(value) for value in values if isinstance(value, str))


def describe_size(size: int) -> str:
    """Say how many characters were left out, as the size of a file."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} kB"
