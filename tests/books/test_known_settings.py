"""Every setting of Jupyter Book has a fate, and the guide's table says the same of it as the program does."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from courseforge.reading.book.known_settings import KNOWN, Fate, find_known, list_known

GUIDE = Path(__file__).parents[2] / "courses/using-courseforge/from-a-jupyter-book.md"
STOCK = files("jupyter_book")


def keys_of_schema(schema: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for key, inner in schema.get("properties", {}).items():
        below = list(keys_of_schema(inner, f"{above}{key}."))
        yield from below or [f"{above}{key}"]


def keys_of(value: Any, above: str = "") -> Iterator[str]:
    for key, inner in value.items():
        yield from keys_of(inner, f"{above}{key}.") if isinstance(inner, dict) else [f"{above}{key}"]


def stock_keys() -> set[str]:
    schema = json.loads((STOCK / "config_schema.json").read_text("utf-8"))
    defaults = yaml.safe_load((STOCK / "default_config.yml").read_text("utf-8"))
    return {*keys_of_schema(schema), *keys_of(defaults)} - {"sphinx.config"}  # below which stand Sphinx's own


def guide_rows() -> list[tuple[tuple[str, ...], str, str]]:
    rows = re.findall(r"^\| (`[^|]*`) \| (\w+) \| (.*) \|$", GUIDE.read_text("utf-8"), re.MULTILINE)
    return [(tuple(re.findall(r"`([^`]+)`", keys)), fate, words) for keys, fate, words in rows]


def test_every_setting_of_jupyter_book_has_a_fate() -> None:
    assert {key for key in stock_keys() if find_known(key) is None} == set()


@pytest.mark.parametrize(
    "option",
    [line.partition("=")[0].strip() for line in (files("sphinx_book_theme") / "theme/sphinx_book_theme/theme.conf")
     .read_text("utf-8").partition("[options]")[2].splitlines() if re.match(r"\w+ *=", line)],
)  # fmt: skip
def test_every_option_of_its_theme_has_a_fate(option: str) -> None:
    assert find_known(f"sphinx.config.html_theme_options.{option}")


def test_the_guide_says_of_each_what_the_program_does() -> None:
    known = [(known.keys, known.fate.value, known.words) for known in KNOWN]
    settings = [row for row in guide_rows() if any(key in dict(list_known()) for key in row[0])]
    assert settings == known


def test_each_key_stands_once_and_what_is_dropped_has_a_reason() -> None:
    keys = [key for key, _ in list_known()]
    assert len(keys) == len(set(keys))
    assert all((known.fate is Fate.DROPPED) is (known.reason is not None) for known in KNOWN)
