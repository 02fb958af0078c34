"""Which names in a notebook's metadata its author wrote, and which a program left there."""

from collections.abc import Collection, Mapping
from typing import Any

from courseforge.reading.manuscript import read_kernel

#: Whatever is not named here or below is of one machine, one program or one moment, and no reader sees it.
NOTEBOOK_KEYS = frozenset(
    {
        "celltoolbar",
        "hide_input",
        "jupytext",
        "kernelspec",
        "language_info",
        "livereveal",
        "nbgrader",
        "rise",
        "title",
        # of the page: an author wrote them, whether or not a lesson may
        *("execution_mode", "html_meta", "kernel_rgx_aliases", "myst", "mystnb", "render_plugin", "substitutions"),
    }
)
CELL_KEYS = frozenset(
    {
        *("alt", "fig-alt", "fig-cap", "fig-data", "tbl-alt", "tbl-cap"),
        *("deletable", "editable", "format", "raw_mimetype"),
        *("hide_input", "init_cell", "jupyter", "keep_output", "language"),
        *("mystnb", "name", "nbgrader", "nbsphinx", "nbsphinx-thumbnail", "nbsphinx-toctree"),
        *("render_plugin", "slideshow", "tags"),
    }
)
_PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}
#: What Jupyter writes where nobody chose anything.
_UNCHOSEN: Mapping[str, tuple[Any, ...]] = {
    "deletable": (True,),
    "editable": (True,),
    "jupyter": ({},),
    "jupytext": ({},),
    "language_info": ({},),
    "slideshow": ({"slide_type": ""}, {"slide_type": "-"}, {}),
    "tags": ([],),
}


def keep_notebook_metadata(metadata: Mapping[str, Any], also: Collection[str] = ()) -> dict[str, Any]:
    """Return what an author wrote about a notebook, without what differs from one computer to the next."""
    kept = _choose(metadata, NOTEBOOK_KEYS, also)
    if isinstance(kept.get("kernelspec"), Mapping):
        kept["kernelspec"] = _settle_kernel(kept["kernelspec"])
    if isinstance(kept.get("language_info"), Mapping):
        kept["language_info"] = _only(kept["language_info"], "name")
    if isinstance(kept.get("jupytext"), Mapping):
        kept["jupytext"] = _settle_jupytext(kept["jupytext"])
    return _without_unchosen(kept)


def keep_cell_metadata(metadata: Mapping[str, Any], also: Collection[str] = ()) -> dict[str, Any]:
    """Return what an author wrote about a cell."""
    kept = _choose(metadata, CELL_KEYS, also)
    if isinstance(kept.get("jupyter"), Mapping):
        kept["jupyter"] = _only(kept["jupyter"], "source_hidden")
    return _without_unchosen(kept)


def list_leftovers(notebook: Mapping[str, Any], cells: Collection[Mapping[str, Any]]) -> tuple[str, ...]:
    """Name what programs left in a notebook's metadata and in that of its cells."""
    names = {name for name in notebook if name not in NOTEBOOK_KEYS}
    names |= {name for metadata in cells for name in metadata if name not in CELL_KEYS}
    return tuple(sorted(names))


def _choose(metadata: Mapping[str, Any], keys: Collection[str], also: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in metadata.items() if name in keys or name in also}


def _only(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {name: value[name]} if value.get(name) else {}


def _without_unchosen(metadata: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in metadata.items() if value not in _UNCHOSEN.get(name, ())}


def _settle_kernel(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Name Python as every computer does: its own name is that of an environment, or of a version."""
    _, faults = read_kernel(spec)
    return dict(_PYTHON) if spec.get("name") and not faults else dict(spec)


def _settle_jupytext(value: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the version of the program that paired the notebook with a text."""
    representation = value.get("text_representation")
    if not isinstance(representation, Mapping):
        return dict(value)
    settled = {name: inner for name, inner in representation.items() if name != "jupytext_version"}
    return {**value, "text_representation": settled}
