"""Shorter ways for what others do some thousand times for a course; each gives what the longer one gives.

Their own ways are written for one document or one book. For each document all command-line options of docutils are
declared anew to learn their defaults, each of some fifty transforms walks the whole tree with a generator for every
node, and a notebook that we have staged is compared with the schema of notebooks, twice. For each book Sphinx looks
for themes among all installed packages, and a few lines of YAML are read letter by letter in Python.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache, partial
from importlib.metadata import EntryPoints, entry_points
from typing import Any

import nbformat
import yaml
from docutils import frontend, nodes
from sphinx import theming

Condition = type | Callable[[nodes.Node], bool]

_declare_settings = frontend.get_default_settings
_find_any_way = nodes.Node.findall


def take_shortcuts() -> None:
    """Put them in the place of the longer ways; this process builds one book and ends."""
    ways: tuple[tuple[object, str, object], ...] = (
        (frontend, "get_default_settings", copy_default_settings),
        (nodes.Node, "findall", find_all),
        (nbformat, "validate", believe_notebook),
        (theming, "entry_points", find_plug_ins),
        (yaml, "safe_load", read_yaml),
    )
    for place, name, way in ways:
        setattr(place, name, way)


@cache
def _declare_once(*components: Any) -> frontend.Values:
    return _declare_settings(*components)


def copy_default_settings(*components: Any) -> frontend.Values:
    """Return the defaults of docutils and of some components of it; whoever asks may change them."""
    return deepcopy(_declare_once(*components))


def believe_notebook(notebook: object) -> None:
    """Say nothing against a notebook: it is one that we wrote."""


@cache
def find_plug_ins(*, group: str) -> EntryPoints:
    """List what installed packages offer of a kind; whoever forks from a process that knows it need not look."""
    return entry_points(group=group)


#: The same reader, in C where PyYAML was built with it.
read_yaml = partial(yaml.load, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def find_all(  # noqa: PLR0917  as docutils has it
    self: nodes.Node,
    condition: Condition | None = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[nodes.Node]:
    """Give what ``Node.findall`` gives; where that is a node and what is in it, with one generator for them all."""
    if condition is None or not descend or siblings or ascend:
        return _find_any_way(self, condition, include_self, descend, siblings, ascend)
    fits = _make_test(condition) if isinstance(condition, type) else condition
    return _walk(self, fits, include_self)


def _make_test(kind: type) -> Callable[[nodes.Node], bool]:
    return lambda node: isinstance(node, kind)


def _walk(node: nodes.Node, fits: Callable[[nodes.Node], bool], include_self: bool) -> Iterator[nodes.Node]:
    if include_self and fits(node):
        yield node
    # Whoever asks may change the tree meanwhile. So each list of children is read as the walk comes to it.
    begun = [iter(node.children)]
    while begun:
        for child in begun[-1]:
            if fits(child):
                yield child
            if child.children:
                begun.append(iter(child.children))
                break
        else:
            begun.pop()
