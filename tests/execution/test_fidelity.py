"""What Jupyter shows, a lesson shows: widgets, other kernels, floods, and whatever else a notebook can do."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from tests.execution.shelf import Shelf, code, lesson, texts

from courseforge.model import ExecutionResult, ExecutionStatus

ROOT = Path(__file__).parents[2]

# One cell for each thing that a notebook can show.
SHOWN = (
    "print('out')\nimport sys; print('err', file=sys.stderr)\n'value'",
    "from IPython.display import HTML, JSON, Latex, Markdown, SVG, Image, clear_output, display",
    "display(HTML('<b>bold</b>'), Markdown('*soft*'), Latex('$x$'), JSON({'a': [1]}), 'plain', {'raw': 1})",
    'display(SVG(\'<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>\'))',
    "Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + bytes(32), format='png', width=20)",
    "handle = display('first', display_id='here'); display('between'); handle.update('second')",
    "print('gone'); clear_output(); print('here')\nfor n in range(3): clear_output(wait=True); print(n)",
    "for n in range(101): print(f'\\r{n}%', end='', flush=True)",
    "class Rich:\n    def _repr_mimebundle_(self, **_): return {'text/plain': 'rich', 'application/x-own+json': {'a': 1}}, "
    "{'application/x-own+json': {'size': 2}}\nRich()",
    "%%html\n<i>magic</i>",
    "%%bash\necho from bash; echo to stderr >&2",
    "!echo shell\n%who_ls",
    "%%capture kept\nprint('not shown')",
    "kept.show(); print?",
    "import asyncio\nawait asyncio.sleep(0); print('awaited')",
    "def fall(n):\n    return 1 / n\nfall(0)",
    "raise RuntimeError('own words')",
    "x = = 1",
    "import warnings; warnings.warn('old')",
    "import os; os.system('echo deep')",
    "sys.exit(3)",
    "input()",
    "object(), {'b': 1, 'a': {3, 1}}, 'long ' * 30",
    "_, __, In[1][:5], Out[1], get_ipython().execution_count",
    "import logging; logging.warning('logged'); del x",
    "import ipywidgets as w; out = w.Output(); slider = w.IntSlider(value=3); display(slider, out)",
    "with out: print('inside'); display('shown inside')\nslider.value = 7",
)

WIDGETS = (
    "import ipywidgets as w\nslider = w.IntSlider(value=3, description='Tempo')\nslider",
    "out = w.Output()\ndisplay(out)\nwith out: print('inside')",
    "slider.value = 90",
)


def list_codes(shelf: Shelf, results: tuple[ExecutionResult, ...], *lessons: object) -> list[str]:
    return [diagnostic.code for diagnostic in shelf.diagnose(results, *lessons)]  # type: ignore[arg-type]


@pytest.mark.slow
def test_outputs_are_those_of_nbclient(tmp_path: Path) -> None:
    cells = [nbformat.v4.new_code_cell(source) for source in SHOWN]  # type: ignore[no-untyped-call]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "all.ipynb")  # type: ignore[no-untyped-call]
    command = [sys.executable, ROOT / "benchmarks/compare_outputs.py", "--timeout", "20", tmp_path]
    # ipykernel behaves otherwise in a test
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False, env=environment)
    assert done.returncode == 0, done.stdout
    _, equal, declared, unsteady, differing = done.stdout.splitlines()[-1].rsplit(maxsplit=4)
    assert int(equal) + int(declared) == len(SHOWN) + 1  # and the state of the widgets
    assert (unsteady, differing) == ("0", "0")


def test_the_state_of_widgets_is_kept_under_the_same_names(shelf: Shelf) -> None:
    lessons = [lesson("one", *WIDGETS), lesson("two", *WIDGETS)]
    one, two = shelf.run(*lessons, force=True)
    assert one.status is ExecutionStatus.RAN
    assert (one.widgets, one.cells) == (two.widgets, two.cells)
    (document,) = one.widgets.values()
    models = {model["model_name"]: (name, model["state"]) for name, model in document["state"].items()}
    assert models["IntSliderModel"][1]["value"] == 90
    assert models["IntSliderModel"][1]["layout"] == f"IPY_MODEL_{models['LayoutModel'][0]}"[:-1] + "1"
    assert models["OutputModel"][1]["outputs"][0]["text"] == "inside\n"
    view = one.cells[0].outputs[0]["data"]["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == models["IntSliderModel"][0]
    (cached,) = shelf.run(lessons[0])
    assert (cached.status, cached.widgets) == (ExecutionStatus.CACHED, one.widgets)


@pytest.mark.slow
def test_a_flood_is_cut_with_a_note_and_the_lesson_goes_on(shelf: Shelf) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = lesson("lines", "for n in range(300_000): print('line', n)", "'after'")
    pieces = lesson("pieces", "from IPython.display import display\nfor n in range(3_000): display(n)", "'after'")
    bar = lesson("bar", "for n in range(40_001): print(f'\\r{n:>80}', end='')\nprint()", "'after'")
    results = shelf.run(lines, pieces, bar, timeout=60)
    assert [result.status for result in results] == ["ran"] * 3
    assert [texts(result)[-1] for result in results] == ["'after'"] * 3
    assert results[0].cells[0].left_out == sum(len(f"line {n}\n") for n in range(300_000)) - 1_000_000
    assert texts(results[0])[1] == "[… + 2.5 MB]\n"
    assert len(results[1].cells[0].outputs) == 1_001
    assert texts(results[2])[0] == f"{40_000:>80}\n"
    said = shelf.diagnose(results, lines, pieces, bar)
    assert [(d.code, d.location.path) for d in said] == [("CF588", lines.path), ("CF588", pieces.path)]
    assert said[0].message == "Cell 2 shows more than a page can hold; 2.5 MB of it were left out."
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes
    assert [result.status for result in shelf.run(lines)] == ["cached"]
    assert list_codes(shelf, shelf.run(lines), lines) == ["CF588"]


@pytest.fixture
def bash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a kernel for the shell where Jupyter is told to look; return its kernel.json."""
    install = [sys.executable, "-m", "bash_kernel.install", "--prefix", str(tmp_path / "installed")]
    subprocess.run(install, check=True, capture_output=True)
    place = tmp_path / "installed/share/jupyter"
    monkeypatch.setenv("JUPYTER_PATH", str(place))
    return place / "kernels/bash/kernel.json"


@pytest.mark.slow
def test_a_kernel_for_another_language_gives_the_same_kind_of_results(shelf: Shelf, bash: Path) -> None:
    shelf.add_files({"notes.csv": "a,b\n"})
    cells = ("echo hello; pwd; cat notes.csv", "echo wrong >&2", "seq 3000 | tail -1")
    good = lesson("good", *cells, kernel="bash")
    bad = lesson("bad", "echo begun", "ls nothing", "echo never", kernel="bash")
    tagged = lesson("tagged", code("false", "raises-exception"), "echo after", kernel="bash")
    python = lesson("python", "print('hello')")
    results = shelf.run(good, bad, tagged, python)
    assert [result.status for result in results] == ["ran", "failed", "ran", "ran"]
    assert texts(results[0]) == ["hello\n/lesson\na,b\n", "wrong\n", "3000\n"]
    assert [cell.execution_count for cell in results[0].cells] == [1, 2, 3]
    assert texts(results[2])[-1] == "after\n"
    (said,) = shelf.diagnose(results, good, bad, tagged, python)
    assert (said.code, said.location.cell) == ("CF590", 3)
    assert {result.walls for result in results} == {shelf.sandbox == "on"}

    assert shelf.run(good)[0].status is ExecutionStatus.CACHED
    shelf.add_files({"notes.csv": "c\n"})
    assert shelf.run(good)[0].reason == "notes.csv changed"
    bash.write_text(json.dumps({**json.loads(bash.read_text()), "display_name": "Another version"}))
    assert shelf.run(good)[0].status is ExecutionStatus.RAN


def test_kernels_of_users_and_of_the_library_are_never_looked_up(
    walled_shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = walled_shelf
    shelf.add_files({"precious.csv": "a"})
    for place in (".local/share/jupyter", "share/jupyter", "courses/lab", ".jupyter"):
        path = shelf.root / place / "kernels/evil/kernel.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"argv": ["rm", "-rf", str(shelf.folder)], "language": "evil"}))
    monkeypatch.setenv("HOME", str(shelf.root))
    monkeypatch.setenv("JUPYTER_PATH", "share/jupyter")
    monkeypatch.chdir(shelf.root)
    evil = lesson("evil", "1", kernel="evil")
    assert list_codes(shelf, shelf.run(evil), evil) == ["CF593"]
    assert (shelf.folder / "precious.csv").exists()
