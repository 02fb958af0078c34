"""Shorter ways for what others do some thousand times for a course; each gives what the longer one gives.

Their own ways are written for one document or one book. For each document all command-line options of docutils are
declared anew to learn their defaults, each of some fifty transforms walks the whole tree with a generator for every
node, and a notebook that we have staged is compared with the schema of notebooks, twice, and written down once more.
For each book Sphinx looks for themes among all installed packages, and a few lines of YAML are read letter by letter
in Python.
"""

import pickle
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from functools import cache, partial
from importlib.metadata import EntryPoints, entry_points
from typing import Any

import myst_nb.sphinx_
import nbformat
import yaml
from docutils import frontend, nodes
from myst_nb.core.render import NbElementRenderer
from sphinx import theming
from sphinx.builders import Builder

from courseforge.rendering.sphinx_run.notebooks import NoCopies, write_output

Condition = type | Callable[[nodes.Node], bool]

_PLAIN = (str, int, float, type(None))  # what nobody can change

_declare_settings = frontend.get_default_settings
_find_any_way = nodes.Node.findall
_write_tree = Builder.write_doctree


def take_shortcuts() -> None:
    """Put them in the place of the longer ways; this process builds one book and ends."""
    ways: tuple[tuple[object, str, object], ...] = (
        (frontend, "get_default_settings", copy_default_settings),
        (nodes.Element, "__new__", staticmethod(note_kind)),
        (nodes.Node, "findall", find_all),
        (Builder, "write_doctree", keep_tree),
        (nbformat, "validate", believe_notebook),
        (NbElementRenderer, "write_file", write_output),
        (myst_nb.sphinx_, "nbformat", NoCopies),
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
    settings = copy(_declare_once(*components))
    for name, value in list(vars(settings).items()):
        if not isinstance(value, _PLAIN):
            setattr(settings, name, deepcopy(value))
    return settings


def keep_tree(self: Builder, docname: str, doctree: nodes.document, *, _cache: bool = True) -> None:
    """Keep the tree of a document, and as it was before links are resolved in it: Sphinx's own way is by the disk.

    That of a Jupyter Book is on the disk, too, for the next build, which then need not read what has not changed.
    """
    if self.config.courseforge_job.contents is not None:
        _write_tree(self, docname, doctree, _cache=_cache)
        return
    settings = doctree.settings = doctree.settings.copy()  # other documents have the same
    doctree.reporter = doctree.transformer = None  # type: ignore[assignment]
    for name in ("warning_stream", "env", "record_dependencies"):
        setattr(settings, name, None)
    self.env._pickled_doctree_cache[docname] = pickle.dumps(doctree, pickle.HIGHEST_PROTOCOL)
    if _cache:
        self.env._write_doc_doctree_cache[docname] = doctree


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
    if isinstance(condition, type):
        return _walk_for(self, condition, include_self)
    return _walk(self, condition, include_self)


_made: set[type] = set()  # every kind of element that this process has made


def note_kind(kind: type, *_values: object, **_named: object) -> object:
    """Make an empty element of a kind, and note that there may be some: however it is made, this is called."""
    _made.add(kind)
    return object.__new__(kind)


def _walk_for(node: nodes.Node, kind: type, include_self: bool) -> Iterator[nodes.Node]:
    """Find nodes of a kind; half of the kinds that are looked for in a lesson are nowhere in its course."""
    if not issubclass(kind, nodes.Element) or any(issubclass(made, kind) for made in _made):
        yield from _walk(node, kind.__instancecheck__, include_self)


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
