"""The pinned sets are whole: everything pyproject.toml asks for, with hashes, from no particular server."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETS = {
    "site": PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"],
    "test": PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["test"],
}


def pins(name: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Yield each pinned requirement of a set with its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in filter(None, map(str.strip, text.splitlines())):
        requirement, *hashes = re.split(r"\s+--hash=", line)
        yield Requirement(requirement), hashes


@pytest.mark.parametrize("name", SETS)
def test_every_requirement_is_one_version_with_hashes(name: str) -> None:
    listed = list(pins(name))
    assert len(listed) > 50
    for requirement, hashes in listed:
        assert str(requirement.specifier).startswith("=="), requirement
        assert requirement.url is None, requirement
        assert hashes, f"{requirement} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


@pytest.mark.parametrize("name", SETS)
def test_no_server_is_named(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra|--find-links|--trusted", text)


@pytest.mark.parametrize("name", SETS)
def test_pyproject_and_pins_agree(name: str) -> None:
    versions = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin, _ in pins(name)}
    for wanted in map(Requirement, SETS[name]):
        version = versions.get(canonicalize_name(wanted.name))
        assert version, f"{wanted.name} is not in requirements/{name}.txt: run `make lock`"
        assert wanted.specifier.contains(version, prereleases=True), (
            f"{wanted} but {version} is pinned: run `make lock`"
        )


def test_the_site_and_the_tests_run_the_same_versions() -> None:
    site, test = ({(pin.name, str(pin.specifier)) for pin, _ in pins(name)} for name in ("site", "test"))
    assert site <= test


def test_extras_that_packages_ask_of_each_other_are_pinned_too() -> None:
    """Otherwise pip refuses the set as soon as a release newer than the pinned one is out."""
    listed = {canonicalize_name(pin.name): pin.extras for pin, _ in pins("test")}
    asked: set[tuple[str, str]] = set()
    for name in listed:
        try:
            wanted = map(Requirement, metadata.requires(name) or ())
        except metadata.PackageNotFoundError:  # for another system
            continue
        here = (one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""}))
        asked |= {(canonicalize_name(one.name), extra) for one in here for extra in one.extras}
    missing = sorted(f"{name}[{extra}]" for name, extra in asked if extra not in listed.get(name, ()))
    assert asked
    assert not missing, f"{', '.join(missing)}: run `make lock`"
