"""Links to a book's sources, and to where its code runs, have the addresses that Jupyter Book gives them."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from courseforge.publishing.building import publish

CONFIG = """\
title: Links
execute: {{execute_notebooks: off}}
html: {{use_edit_page_button: true, use_issues_button: true, use_repository_button: true}}
repository: {{url: {url}, path_to_book: the book, branch: next/one}}
launch_buttons:
  notebook_interface: {interface}
  binderhub_url: https://mybinder.org
  jupyterhub_url: https://hub.example/
  colab_url: https://colab.research.google.com
  deepnote_url: https://deepnote.com
"""


def write_book(folder: Path, config: str) -> Path:
    (folder / "a part").mkdir(parents=True)
    (folder / "_config.yml").write_text(config, "utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: intro\nchapters: [{file: a part/run me}]\n", "utf-8")
    (folder / "intro.md").write_text("# Begin\n\nWords.\n", "utf-8")
    code = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}
    notebook = {
        "cells": [{"cell_type": "markdown", "id": "b", "metadata": {}, "source": "# Run"}, code],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "a part/run me.ipynb").write_text(json.dumps(notebook), "utf-8")
    return folder


def list_links(page: Path, area: str) -> set[str]:
    root = LexborHTMLParser(page.read_text("utf-8"))
    found = (link.attributes.get("href") or "" for part in root.css(area) for link in part.css("a[href]"))
    return {unquote(unquote(href.replace("+", " "))) for href in found if href.startswith("https://")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "interface"),
    [("https://github.com/a-library/a-book", "jupyterlab"), ("https://gitlab.com/a-library/a-book", "classic")],
)
def test_links_are_the_same(url: str, interface: str, tmp_path: Path) -> None:
    book = write_book(tmp_path / "book", CONFIG.format(url=url, interface=interface))
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", book, "--path-output", tmp_path / "stock", "-q"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    publish(book, execute=False)
    for page in ("intro.html", "a part/run me.html"):
        stock = list_links(tmp_path / "stock/_build/html" / page, "ul.dropdown-menu")
        assert stock
        assert list_links(book / "_build/site" / page, "ul.source, header nav") == stock
