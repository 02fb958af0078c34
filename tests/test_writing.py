"""A write that is interrupted at any of its lines leaves the old file or the new one, and nothing beside it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from courseforge import writing


@contextmanager
def interrupted_after(lines: int) -> Iterator[None]:
    """Press Ctrl+C when so many lines of the module have run."""
    left = lines

    def count(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename != writing.__file__:
            return None
        if event == "line":
            left -= 1
            if left < 0:
                sys.settrace(None)
                raise KeyboardInterrupt
        return count

    traced = sys.gettrace()
    sys.settrace(count)
    try:
        yield
    finally:
        sys.settrace(traced)


def test_whoever_interrupts_a_write_finds_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    for lines in range(100):
        file.write_bytes(b"old")
        try:
            with interrupted_after(lines):
                writing.write_atomically(file, b"new")
        except KeyboardInterrupt:
            assert file.read_bytes() in (b"old", b"new")
            assert list(tmp_path.iterdir()) == [file]
        else:
            assert file.read_bytes() == b"new"
            break
    else:
        pytest.fail("the write never came to an end")
    assert lines > 10
