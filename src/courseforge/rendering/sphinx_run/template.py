"""What the template process of the rendering workers has imported: everything a book needs, built by nobody yet.

Importing registers nothing; it is the application of each worker that does. Without this list a shard of a few pages
spends more time on imports than on its pages.
"""
# ruff: noqa: E402

import gc
import sys

gc.disable()  # nothing of what follows is ever garbage, and to look for some takes a tenth of the time

from importlib import import_module
from types import TracebackType

from courseforge.rendering.sphinx_run.unexecuted import leave_out_execution

leave_out_execution()

from myst_nb.core.render import load_mime_renders, load_renderer
from pygments.lexers import get_lexer_by_name
from sphinx.application import builtin_extensions

import courseforge.rendering.shards.workers
import courseforge.rendering.sphinx_run.build
import courseforge.rendering.sphinx_run.extension
import courseforge.rendering.sphinx_run.templates  # noqa: F401
from courseforge.rendering.pages import load_template
from courseforge.rendering.sphinx_run.shortcuts import find_plug_ins
from courseforge.rendering.theme import THEME_FOLDER

#: Modules that Sphinx, MyST-NB, Jupyter Book's extensions and Pillow import when they start or read a page.
_LATER = (
    "PIL.ImageOps",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.WebPImagePlugin",
    "IPython.lib.lexers",
    "docutils.languages.en",
    "docutils.parsers.rst.directives.admonitions",
    "docutils.parsers.rst.languages.en",
    "encodings.ascii",
    "encodings.utf_8_sig",
    "jinja2.ext",
    "myst_nb.core.execute",
    "myst_nb.core.lexers",
    "myst_nb.ext.execution_tables",
    "myst_nb.ext.glue.domain",
    "myst_nb.sphinx_ext",
    "myst_parser.sphinx_ext.directives",
    "myst_parser.sphinx_ext.mathjax",
    "myst_parser.sphinx_ext.myst_refs",
    "pygments.formatters.html",
    "pygments.lexers.perl",
    "pygments.lexers.python",
    "pygments.lexers.shell",
    "sphinx.builders.html.transforms",
    "sphinx.builders.latex.transforms",
    "sphinx.ext.mathjax",
    "sphinx.jinja2glue",
    "sphinx.util.template",
    "sphinx_design.extension",
    "sphinx_external_toc.collectors",
    "sphinx_external_toc.events",
    "sphinx_multitoc_numbering",
    "sphinxcontrib.serializinghtml",
)

#: What puts a worker behind walls; elsewhere than on Linux there are none.
_WALLS = ("courseforge.execution.walls.enclosure",) if sys.platform == "linux" else ()


def leave_quietly(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say nothing where a worker never hears what to do: whoever began it was killed at that moment."""
    if kind is not EOFError:
        sys.__excepthook__(kind, error, trace)


for _name in (*builtin_extensions, *_LATER, *_WALLS):
    import_module(_name)
# What these make is kept by their own libraries or by ours: compiled templates, the tables of a lexer, plug-ins that
# are looked for among all installed packages.
for _path in sorted(THEME_FOLDER.glob("*.html")):
    load_template(_path.name)
for _language in ("ipython3", "python", "text"):
    get_lexer_by_name(_language)
load_renderer("default")
load_mime_renders()
find_plug_ins(group="sphinx.html_themes")
sys.excepthook = leave_quietly
gc.freeze()  # nor need the workers' collector look at it
gc.enable()
gc.set_threshold(200_000)  # a page is a tree of thousands of nodes that all live as long as it does
