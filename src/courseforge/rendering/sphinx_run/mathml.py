"""Mathematics as MathML, made while building: no script and no font on the reader's side.

docutils' own converter does the work (``docutils.utils.math.latex2mathml``). A formula it cannot convert is shown as
it was written.
"""

import re
from html import escape

from docutils import nodes
from docutils.utils.math import latex2mathml
from sphinx.writers.html5 import HTML5Translator

from courseforge.diagnostics import Severity
from courseforge.rendering.sphinx_run.report import warn


def render_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula inside a line."""
    self.body.append(_convert(node, block=False))
    raise nodes.SkipNode


def render_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands alone, with its number where it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(_convert(node, block=True))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({node["number"]})</span>')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _convert(node: nodes.Element, *, block: bool) -> str:
    source = node.astext()
    try:
        mathml = str(latex2mathml.tex2mathml(source, as_block=block))
    except Exception as error:  # the converter fails in many ways on what it does not know
        warn(
            "CF212",
            Severity.WARNING,
            f"The formula “{source}” could not be converted ({error}); readers see it as it was written.",
            "Write it with simpler LaTeX commands.",
            location=node,
        )
        return f"<code>{escape(source)}</code>"
    # HTML knows no self-closing elements; an open "mspace" would swallow what follows
    return re.sub(r"<(m\w+)\b([^<>]*)/>", r"<\1\2></\1>", mathml)
