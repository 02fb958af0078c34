"""Run notebooks with nbclient, in as many processes as there are processors: what a careful script would do today."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def run_notebook(path: Path) -> None:
    """Run one notebook in its own folder, as ``jupyter execute`` does."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def main() -> None:
    """Run every notebook below a folder."""
    paths = sorted(Path(sys.argv[1]).rglob("*.ipynb"))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(run_notebook, paths))


if __name__ == "__main__":
    main()
