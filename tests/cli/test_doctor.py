"""``doctor``: what this machine has and lacks."""

import json
import os

import pytest


def test_in_words(library, invoke):
    result = invoke("doctor", library)
    assert result.exit_code == 0, result.output
    assert "good  kernel        a Python kernel started and answered" in result.stdout
    assert "sandbox       lessons run behind walls: attacked just now" in result.stdout or (
        "sandbox       lessons run without walls: their code can do what you can do" in result.stdout
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
    assert "It is switched off in _config.yml (`sandbox: off`)." in result.stdout
