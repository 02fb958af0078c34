"""A lesson that was taken home runs there, without courseforge and without the rest of its course."""

import json
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from tests.publishing.libraries import CONFIG, code, markdown, notebook, write_library

from courseforge.publishing.building import publish

#: The names of the data are put together by the program: only a run can tell what it reads.
FILES = {
    "songs/count.ipynb": notebook(
        markdown(":::{activity} Count\nHow many songs?\n:::"),
        code("from pathlib import Path\nfrom kit import read\nsongs = read('so' + 'ngs')\nprint(len(songs))"),
        markdown("SECRET", tags=["solution"]),
        code("songs = ['SECRET']", tags=["solution"]),
        code("songs[5]", tags=["raises-exception"]),
        code("print('last', songs[-1])"),
        title="Count songs",
    ),
    "songs/count.es.ipynb": notebook(code("from kit import read\nprint(len(read('more')))"), title="Cuenta"),
    "songs/course.es.yml": "title: Canciones\n",
    "songs/kit/__init__.py": "from kit.files import read\n",
    "songs/kit/files.py": "def read(name): return open(f'data/{name}.txt').read().split()\n",
    "songs/data/songs.txt": "one two three",
    "songs/data/more.txt": "uno dos",
    "songs/data/secret.txt": "nobody reads this",
}


@pytest.mark.slow
def test_a_package_runs_in_an_empty_folder(tmp_path: Path) -> None:
    root = write_library(tmp_path / "library", FILES, CONFIG.replace('"off"', "cache"))
    report = publish(root)
    assert report.lessons == 2, report.diagnostics
    outputs = run_at_home(report.site / "songs" / "count.zip", tmp_path / "home")
    assert outputs == ["3\n", "IndexError", "last three\n"]
    assert run_at_home(report.site / "es" / "songs" / "count.zip", tmp_path / "home") == ["2\n"]
    home = {path.relative_to(tmp_path / "home").as_posix() for path in (tmp_path / "home").rglob("*.txt")}
    if all(result.walls for result in report.results):  # else nobody knows what was read
        assert home == {"count/data/songs.txt", "count.es/data/more.txt"}
    first = (report.site / "songs" / "count.zip").read_bytes()
    assert publish(root).written == 0  # what was kept of the run knows it too
    assert (report.site / "songs" / "count.zip").read_bytes() == first


def run_at_home(package: Path, home: Path) -> list[str]:
    """Unpack, run with nothing but nbclient, and return what was shown."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(home)
        [name] = [name for name in archive.namelist() if name.endswith(".ipynb")]
    text = (home / name).read_text(encoding="utf-8")
    assert "SECRET" not in text
    taken = nbformat.read(home / name, as_version=4)
    nbformat.validate(taken)
    assert taken == nbformat.from_dict(json.loads(text))  # nothing had to be mended
    NotebookClient(taken, timeout=60, resources={"metadata": {"path": str((home / name).parent)}}).execute()
    shown = [output for cell in taken.cells for output in cell.get("outputs", ())]
    return [output.get("text") or output.get("ename") for output in shown]
