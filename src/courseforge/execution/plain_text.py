"""Texts that lessons print, as a reader gets them: no sequences for terminals, and the same in every run."""

import re
from collections.abc import Mapping

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}\b")  # beginning with letters, it is searched for ten times as fast
_CELL_FILE = re.compile(r"ipykernel(?:_\d+)+")  # warnings name the cell's file, and in it the kernel's process number
_COLOR = r"\x1b\[[0-9;:]*m"
# ECMA-48: control sequences, strings (a terminal's title, links, the clipboard), short ones, and an ESC by itself.
_ESCAPE = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]|)"
_ESCAPES = re.compile(_ESCAPE)
_ESCAPES_BUT_COLOR = re.compile(rf"(?!{_COLOR}){_ESCAPE}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]")  # no page and no XML may hold them


def strip_escapes(text: str) -> str:
    """Take out whatever is meant for a terminal and not for a reader."""
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def strip_escapes_but_color(text: str) -> str:
    """Take out whatever is meant for a terminal; colors stay."""
    return _CONTROLS.sub("", _ESCAPES_BUT_COLOR.sub("", text))


def steady_text(text: str, places: Mapping[str, str]) -> str:
    """Make a text the same in every run: folders, addresses of objects, process numbers."""
    for folder, name in places.items():
        text = text.replace(folder, name)
    text = _CELL_FILE.sub("ipykernel", _ADDRESS.sub(" at 0x…", text))
    return text.encode("utf-8", "replace").decode()  # a lone surrogate cannot be written into a page


def show_in_the_end(text: str) -> str:
    r"""Keep of what was printed what a terminal would show in the end: progress bars print ``\r`` or ``\b``."""
    return _CONTROLS.sub("", _overwrite_lines(_erase_backward(_ESCAPES.sub("", text))))


def forget_overwritten(text: str) -> str:
    r"""Shorten what was printed so far by what is overwritten whatever may follow; its last line may go on."""
    lines, end, last = text.rpartition("\n")
    last = _erase_backward(last)
    begin = last.rstrip("\r").rfind("\r") + 1
    return _overwrite_lines(_erase_backward(lines)) + end + last[begin:]


def _overwrite_lines(text: str) -> str:
    if "\r" not in text:
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(next((part for part in reversed(line.split("\r")) if part), "") for line in lines)


def _erase_backward(text: str) -> str:
    if "\b" not in text:
        return text
    kept: list[str] = []
    for character in text:
        if character != "\b":
            kept.append(character)
        elif kept and kept[-1] != "\n":
            kept.pop()
    return "".join(kept)
