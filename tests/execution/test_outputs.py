"""The same outputs from the same code."""

import site
import time
from pathlib import Path
from typing import Any

import pytest

from courseforge.execution.cutting import cut_outputs
from courseforge.execution.outputs import normalize_outputs
from courseforge.execution.plain_text import strip_escapes
from courseforge.execution.room import Room


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def show(**data: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {key.replace("_", "/"): data[key] for key in data}}


def test_pieces_of_a_stream_become_one_and_displays_keep_their_place() -> None:
    figure = show(image_png="iVBOR")
    outputs = [stream("a"), stream("x", "stderr"), stream("b\n"), figure, stream("c\n")]
    assert normalize_outputs(outputs, {}) == (stream("ab\n"), stream("x", "stderr"), figure, stream("c\n"))


def test_addresses_and_folders_of_a_run_are_taken_out() -> None:
    outputs = [show(text_plain="<object object at 0x7f3a2c1b9e30>"), stream("/tmp/cf-1/lesson/a.py\n")]
    plain, printed = normalize_outputs(outputs, {"/tmp/cf-1/lesson": "/lesson"})
    assert plain["data"] == {"text/plain": "<object object at 0x…>"}
    assert printed["text"] == "/lesson/a.py\n"


def test_the_home_of_whoever_installed_a_package_is_not_shown(tmp_path: Path) -> None:
    package = "lib/python3.11/site-packages/drums.py"
    (printed,) = normalize_outputs([stream(f"{site.getuserbase()}/{package}\n")], Room(tmp_path).places)
    assert printed["text"] == f"/python/{package}\n"


def test_what_is_no_address_stays() -> None:
    (printed,) = normalize_outputs([stream("hex(255) is 0xff, look at 0xff, color 0x7f3a2c1b9e30\n")], {})
    assert printed["text"] == "hex(255) is 0xff, look at 0xff, color 0x7f3a2c1b9e30\n"


def test_a_progress_bar_shows_its_end() -> None:
    (printed,) = normalize_outputs([stream("10%\r"), stream("50%\r"), stream("100%\r\ndone\r\n")], {})
    assert printed["text"] == "100%\ndone\n"


def test_terminal_tricks_are_stripped_and_colors_stay_in_tracebacks_only() -> None:
    tricks = "\x1b]0;title\x07\x1b]52;c;ZXZpbA==\x1b\\\x1b[2J\x1b[1;31mred\x1b[0m"
    assert strip_escapes(tricks) == "red"
    error = {"output_type": "error", "ename": "E", "evalue": tricks, "traceback": [tricks]}
    shown, printed = normalize_outputs([error, stream(tricks)], {})
    assert (shown["evalue"], shown["traceback"]) == ("red", ["\x1b[1;31mred\x1b[0m"])
    assert printed["text"] == "red"


def test_a_bar_that_walks_backward_shows_its_end() -> None:
    (printed,) = normalize_outputs([stream("ready\n1/3\b\b\b2/3\b\b\b3/3\n\b\b")], {})
    assert printed["text"] == "ready\n3/3\n"


def test_what_no_page_may_hold_is_dropped() -> None:
    (printed,) = normalize_outputs([stream("a\x00b\x1b\x9bc\td\x0c\n")], {})
    assert printed["text"] == "abc\td\n"


@pytest.mark.parametrize("bomb", ["\x1b]", "\x1b[", "\x1b[0;", "\r", "\r\n", "\x1bP\x1b", "a\b", " at 0x"])
def test_a_bomb_of_control_sequences_takes_no_longer_than_its_length(bomb: str) -> None:
    begin = time.process_time()
    normalize_outputs([stream(bomb * 200_000)], {"/tmp/cf-1": "/run"})
    assert time.process_time() - begin < 1


def test_data_that_is_no_text_is_left_alone() -> None:
    table = {"text": " at 0x7f3a2c1b9e30"}
    (shown,) = normalize_outputs([show(application_json=table)], {})
    assert shown["data"] == {"application/json": table}


def test_a_lone_surrogate_can_be_written() -> None:
    (shown,) = normalize_outputs([show(text_html="\ud800")], {})
    assert shown["data"]["text/html"].encode() == b"?"


def test_too_much_is_cut_and_what_is_missing_is_said() -> None:
    figure = show(image_png="iVBOR" * 300_000)
    table = show(text_html="<p>" * 2_000_000, text_plain="a table")
    outputs = [stream("x" * 600_000), figure, show(text_plain="y" * 600_000), table, stream("z\n")]
    kept, left_out = cut_outputs(outputs, 0)
    note = stream("[… + 6.2 MB]\n")
    assert kept == (outputs[0], figure, show(text_plain="y" * 400_000), note)
    assert left_out == 200_000 + 6_000_000 + len("a table") + len("z\n")


def test_what_fits_stays_as_it_is() -> None:
    outputs = (stream("x" * 900_000), show(text_html="<p>" * 1_000_000, text_plain="a table"))
    assert cut_outputs(outputs, 0) == (outputs, 0)
