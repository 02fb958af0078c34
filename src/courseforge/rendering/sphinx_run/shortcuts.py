"""Shorter ways for what docutils does some thousand times for a course; each gives what the longer one gives.

Its own ways are written for one document at a time: for each, all command-line options of docutils are declared
anew to learn their defaults, and each of some fifty transforms walks the whole tree with a generator for every node.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from docutils import frontend, nodes

Condition = type | Callable[[nodes.Node], bool]

_declare_settings = frontend.get_default_settings
_find_any_way = nodes.Node.findall


def take_shortcuts() -> None:
    """Put them in the place of docutils' ways; this process builds one book and ends."""
    setattr(frontend, "get_default_settings", copy_default_settings)  # noqa: B010  replacing a function is meant
    setattr(nodes.Node, "findall", find_all)  # noqa: B010


@cache
def _declare_once(*components: Any) -> frontend.Values:
    return _declare_settings(*components)


def copy_default_settings(*components: Any) -> frontend.Values:
    """Return the defaults of docutils and of some components of it; whoever asks may change them."""
    return deepcopy(_declare_once(*components))


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
