"""``doctor``: what this machine has and lacks."""

import json
import os
import sys

import pytest
from tests.without_namespaces import without_namespaces


def test_in_words(library, invoke):
    result = invoke("doctor", library)
    assert result.exit_code == 0, result.output
    assert "good  kernel        a Python kernel started and answered" in result.stdout
    assert "sandbox       lessons run behind walls: attacked just now" in result.stdout or (
        "sandbox       lessons run without walls: their code can do what you can do" in result.stdout
    )
    assert "pages         pages are made behind walls: attacked just now" in result.stdout or (
        "pages         pages are made without walls: a Sphinx extension can do" in result.stdout
    )
    assert result.stdout.endswith("\ncourseforge can work here.\n")


def test_as_json_without_a_library(tmp_path, invoke):
    result = invoke("doctor", tmp_path / "not" / "there", "--format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    health = {finding["subject"]: finding["health"] for finding in report["findings"]}
    assert health["kernel"] == "good"
    assert health["library"] == "lacking"
    assert health["sandbox"] in ("good", "lacking")
    assert report["summary"]["broken"] == 0
    assert sum(report["summary"].values()) == len(report["findings"])


def test_it_changes_nothing(library, invoke):
    before = sorted(library.rglob("*"))
    invoke("doctor", library)
    assert sorted(library.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="an administrator may write everywhere")
def test_a_folder_that_cannot_be_written(library, invoke):
    library.chmod(0o555)
    try:
        result = invoke("doctor", library)
    finally:
        library.chmod(0o755)
    assert result.exit_code == 2
    assert "1 thing must be mended before courseforge can work here." in result.stdout


def test_it_says_when_walls_are_switched_off(library, invoke):
    config = library / "_config.yml"
    config.write_text(config.read_text().replace("\ncourseforge:\n", "\ncourseforge:\n  execute: {sandbox: off}\n"))
    result = invoke("doctor", library)
    assert "note  sandbox       lessons run without walls: their code can do what you can do" in result.stdout
    assert result.stdout.count("It is switched off in _config.yml (`sandbox: off`).") == 2


@pytest.mark.slow
def test_it_says_which_setting_of_the_system_forbids_walls(library):
    command = [sys.executable, "-P", "-m", "courseforge", "doctor", str(library)]
    words = " ".join(without_namespaces(command).stdout.split())
    assert "lessons run without walls" in words
    assert "pages are made without walls" in words
    assert words.count("This system lets nobody make rooms of their own (user namespaces).") == 2
    assert "`sudo sysctl -w user.max_user_namespaces=10000`" in words
