"""The way out: a staged course builds with plain Jupyter Book, where courseforge is not installed."""

import base64
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from tests.publishing.libraries import PNG, code, display, markdown, notebook, write_library

from courseforge.publishing.building import publish


@pytest.fixture(scope="module")
def stock_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment that sees the installed packages but not courseforge (an editable or a copied one)."""
    folder = tmp_path_factory.mktemp("stock")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages = subprocess.run(
        [python, "-c", "import site; print(site.getsitepackages()[0])"], check=True, capture_output=True, text=True
    ).stdout.strip()
    # A path line adds a folder but not what that folder's own .pth files add, such as an editable install
    Path(packages, "packages.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    blocked = Path(packages, "courseforge")
    blocked.mkdir()
    (blocked / "__init__.py").write_text("raise ImportError('courseforge is not installed here')\n")
    return python


@pytest.mark.slow
def test_staged_course_builds_with_plain_jupyter_book(tmp_path: Path, stock_python: Path) -> None:
    roles = (
        "## Try it\n\n::::{activity} In pairs\n1. One\n\n:::{hint}\nCount\n:::\n\n"
        ":::{solution}\nSixteen\n:::\n::::\n\n:::{exercise} Fast\n:label: fast\nx\n:::\n\n:::{solution} fast\ny\n:::\n\n"
        "[next](second.ipynb) and [data](data/beats.csv)\n\n![A dot](images/dot.png)\n\n$$\\frac{1}{2}$$\n"
    )
    root = write_library(
        tmp_path / "library",
        {
            "lab/course.yml": "title: Lab\nlessons: [first, second]\n",
            "lab/first.ipynb": notebook(
                markdown(roles),
                markdown("### Think\n\nWhy?", tags=["reflection"]),
                code("#| fig-alt: A dot\nshow()", display(image__png=PNG), tags=["solution"]),
                title="Primero: “uno” & <dos>",
            ),
            "lab/second.ipynb": notebook(markdown("## Part\n\n{{ 7 * 7 }}"), title="Second"),
            "lab/data/beats.csv": "a,b\n1,2\n",
            "lab/images/dot.png": base64.b64decode(PNG),
        },
    )
    report = publish(root)
    assert [d for d in report.diagnostics if d.code.startswith("CF2")] == []
    staged = root / "_build" / "stage" / "lab"
    missing = subprocess.run([stock_python, "-c", "import courseforge"], capture_output=True, check=False)
    assert missing.returncode != 0
    program = "from jupyter_book.cli.main import main; main()"
    built = subprocess.run(
        [stock_python, "-W", "ignore", "-c", program, "build", staged, "--warningiserror"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": ""},
    )
    assert built.returncode == 0, built.stdout + built.stderr
    page = (staged / "_build" / "html" / "first.html").read_text(encoding="utf-8")
    assert "Activity: In pairs" in page
    assert 'href="second.html"' in page
    assert 'alt="A dot"' in page
    assert "{{ 7 * 7 }}" in (staged / "_build" / "html" / "second.html").read_text(encoding="utf-8")
    assert sys.prefix not in page
