"""Which files a text names: of a book's folder only these go into its pages."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

_NAME = re.compile(r"[^\s\"'`()<>\[\]{},|=]{1,300}")  # what may be the path of a file, in a text
_SPACED = re.compile(r"[\w ./%-]{1,200}\.\w{1,5}", re.ASCII)  # one with spaces in it


def find_named(files: Iterable[str], text: str) -> frozenset[str]:
    """Find the files whose names stand in a staged page (JSON) or in a text that one includes."""
    names = list_names(text.replace("\\\\", "\\").replace("\\n", "\n").replace('\\"', '"'))
    return frozenset(file for file in files if file.rpartition("/")[2] in names)


def list_names(text: str) -> frozenset[str]:
    """List all words that may be the name of a file, without its folder."""
    return frozenset(_read_name(word) for word in {*_NAME.findall(text), *_SPACED.findall(text)})


def _read_name(word: str) -> str:
    name = word.rpartition("/")[2]
    return (unquote(name) if "%" in name else name).strip(" .:;")
