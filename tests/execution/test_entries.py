"""What is kept of a run comes back whole or not at all, whoever wrote it."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.execution.conftest import make_shelf
from tests.execution.shelf import lesson, texts

from courseforge.execution.cache import DamagedError, Entry, dump_entry, read_entry
from courseforge.execution.outputs import normalize_outputs
from courseforge.model import CellOutputs
from courseforge.rendering.staging.outputs import stage_outputs

WHOLE = lesson("kept", "print('hello')", "1 + 1")
STREAM = {"output_type": "stream", "name": "stdout", "text": "hello\n"}
RESULT = {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}, "execution_count": 2}
ERROR = {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["no"]}
MODEL = {"model_name": "IntSlider", "model_module": "@jupyter-widgets/controls", "model_module_version": "2.0.0"}
WIDGETS = {"application/vnd.jupyter.widget-state+json": {"version_major": 2, "state": {"a": MODEL}}}
ENTRY = Entry((CellOutputs(2, (STREAM,), 1), CellOutputs(3, (RESULT, ERROR), 2)), {"a.csv": "1"}, WIDGETS)


def forge(kept: Any, name: str = "name") -> bytes:
    """Make what somebody could put into a store who knows how entries are written."""
    payload = json.dumps(kept).encode()
    return hashlib.sha256(name.encode() + b"\n" + payload).hexdigest().encode() + b"\n" + payload


def kept_entry() -> Any:
    return json.loads(dump_entry(ENTRY, "name", WHOLE).partition(b"\n")[2])


def test_an_entry_comes_back_as_it_was_put() -> None:
    data = dump_entry(ENTRY, "name", WHOLE)
    assert read_entry(data, "name", WHOLE) == ENTRY
    assert data == forge_again(data)
    with pytest.raises(DamagedError):
        read_entry(data, "another name", WHOLE)


def forge_again(data: bytes) -> bytes:
    return dump_entry(read_entry(data, "name", WHOLE), "name", WHOLE)


@given(st.data())
def test_no_damage_is_believed(data: st.DataObject) -> None:
    whole = dump_entry(ENTRY, "name", WHOLE)
    kind = data.draw(st.sampled_from(["cut", "bit", "more"]))
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = {
        "cut": whole[:place],
        "bit": whole[:place] + bytes([whole[place] ^ 1 << data.draw(st.integers(0, 7))]) + whole[place + 1 :],
        "more": whole + data.draw(st.binary(min_size=1, max_size=3)),
    }[kind]
    with pytest.raises(DamagedError):
        read_entry(damaged, "name", WHOLE)


def nodes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, below in inner for place in nodes(below, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The same value with something else at one place."""
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.data(), JSON)
def test_a_forged_entry_is_outputs_or_nothing(data: st.DataObject, strange: Any) -> None:
    kept = kept_entry()
    forged = put(kept, data.draw(st.sampled_from(nodes(kept))), strange)
    try:
        entry = read_entry(forge(forged), "name", WHOLE)
    except DamagedError:
        return
    again = dump_entry(entry, "name", WHOLE)
    assert read_entry(again, "name", WHOLE).cells == entry.cells  # NaN is never equal to itself in files
    for cell in entry.cells:
        stage_outputs(cell.outputs, WHOLE, WHOLE.cells[0])


@pytest.mark.parametrize(
    "forged",
    [
        {},
        [],
        {"cells": [], "files": [], "widgets": {}},
        {"cells": [], "files": {}, "widgets": []},
        {"cells": [], "files": {}, "widgets": WIDGETS | {"application/vnd.jupyter.widget-state+json": 1}},
        {"cells": [{"cell": 2, "outputs": [], "count": 1, "left_out": 0}], "files": {}, "widgets": {}},
        {"cells": [{"cell": -1, "outputs": [], "count": 1, "left_out": 0}], "files": {}, "widgets": {}},
        {"cells": [{"cell": True, "outputs": [], "count": 1, "left_out": 0}], "files": {}, "widgets": {}},
        {"cells": [{"cell": 0, "outputs": [], "count": 1, "left_out": 0}] * 2, "files": {}, "widgets": {}},
        {"cells": [{"cell": 0, "outputs": [], "count": "<b>", "left_out": 0}], "files": {}, "widgets": {}},
        {
            "cells": [{"cell": 0, "outputs": [{"output_type": "update_display_data"}], "count": 1, "left_out": 0}],
            "files": {},
            "widgets": {},
        },
        {
            "cells": [{"cell": 0, "outputs": [STREAM | {"name": "x"}], "count": 1, "left_out": 0}],
            "files": {},
            "widgets": {},
        },
    ],
)
def test_what_no_run_gives_is_damage(forged: Any) -> None:
    with pytest.raises(DamagedError):
        read_entry(forge(forged), "name", WHOLE)


def test_deep_nesting_is_damage() -> None:
    payload = b'{"cells":' + b"[" * 100_000 + b"]" * 100_000 + b',"files":{},"widgets":{}}'
    digest = hashlib.sha256(b"name\n" + payload).hexdigest().encode()
    with pytest.raises(DamagedError):
        read_entry(digest + b"\n" + payload, "name", WHOLE)


def test_a_forged_entry_passes_the_gates_of_a_run() -> None:
    """A title for the terminal, an address: a run's outputs lose both."""
    stream = STREAM | {"text": "\x1b]0;mine\x07<object at 0x7f0123456789>\x00"}
    (cell,) = read_entry(
        forge({"cells": [{"cell": 0, "outputs": [stream], "count": 1, "left_out": 0}], "files": {}, "widgets": {}}),
        "name",
        WHOLE,
    ).cells
    assert cell.outputs[0]["text"] == "<object at 0x…>"


@given(st.lists(st.sampled_from([*"\x1b[]031m;\x07\r\n\b\x9b a", " at 0x123456", "ipykernel_1", "\x1b[31m"])))
def test_the_gate_changes_nothing_that_has_passed_it(parts: list[str]) -> None:
    text = "".join(parts)
    outputs = [STREAM | {"text": text}, RESULT | {"data": {"text/plain": text}}, ERROR | {"traceback": [text]}]
    once = normalize_outputs(outputs, {})
    assert normalize_outputs(once, {}) == once


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def _make_folder(path: Path) -> None:
    path.unlink()
    (path / "inside").mkdir(parents=True)


def _make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


DAMAGE = {
    "empty": lambda path: path.write_bytes(b""),
    "truncated": _cut,
    "one bit": lambda path: path.write_bytes(path.read_bytes()[:-9] + b"\x00" + path.read_bytes()[-8:]),
    "garbage": lambda path: path.write_bytes(b"\xff" * 999),
    "an older form": lambda path: path.write_bytes(b'{"cells": [], "files": {}, "widgets": {}}'),
    "a folder": _make_folder,
    "not to be read": _make_pipe if os.name == "posix" else _make_folder,  # root may read all files
}


def test_damage_is_said_and_healed(tmp_path: Path) -> None:
    shelf = make_shelf(tmp_path, "on")
    lessons = [lesson(str(number), f"print({number})") for number, _ in enumerate(DAMAGE)]
    shelf.run(*lessons)
    paths = {path.read_text().partition('"text":"')[2][0]: path for path in shelf.cache.glob("*.json")}
    for number, damage in enumerate(DAMAGE.values()):
        damage(paths[str(number)])
    again = {name: (result.status, result.reason) for name, result in zip(DAMAGE, shelf.run(*lessons), strict=True)}
    assert again == dict.fromkeys(DAMAGE, ("ran", "what was kept of its last run was damaged"))
    healed = shelf.run(*lessons)
    assert {result.status for result in healed} == {"cached"}
    assert [texts(result) for result in healed] == [[f"{number}\n"] for number, _ in enumerate(DAMAGE)]
