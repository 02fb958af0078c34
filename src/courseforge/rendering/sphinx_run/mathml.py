"""Mathematics as MathML, made while building: no script and no font on the reader's side.

docutils' own converter does the work (``docutils.utils.math.latex2mathml``). A formula it cannot convert is tried
once more in simpler words; one that fails again is shown as it was written.
"""

import re
from html import escape

from docutils import nodes
from docutils.utils.math import latex2mathml
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from courseforge.diagnostics import Severity
from courseforge.rendering.sphinx_run.latex import Macro, expand, find_stated, read_macros, simplify, take_definitions
from courseforge.rendering.sphinx_run.report import warn

_DEFINING = ("\\newcommand", "\\renewcommand", "\\providecommand", "\\def", "\\DeclareMathOperator")


def render_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula inside a line."""
    self.body.append(_convert(self, node, block=False))
    raise nodes.SkipNode


def render_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands alone, with its number where it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(_convert(self, node, block=True))
    if node.get("number"):
        # the number that {eq} says: of the chapter and in it, where the book counts so
        number = get_node_equation_number(self, node) or node["number"]
        self.body.append(f'<span class="eqno">({number})</span>')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _convert(self: HTML5Translator, node: nodes.Element, *, block: bool) -> str:
    source = node.astext()
    try:
        mathml = _convert_again(self, source, block=block)
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


def _convert_again(self: HTML5Translator, source: str, *, block: bool) -> str:
    """Convert a formula as it is written, else in simpler words, with what the book and the page define."""
    macros = _find_macros(self)
    try:
        # what an author defines counts, also where the converter knows another meaning of it
        return str(latex2mathml.tex2mathml(expand(source, macros), as_block=block))
    except Exception:  # in many ways, see above
        shown, _ = take_definitions(source)
        if not shown.strip():
            return ""  # it only defines something
        return str(latex2mathml.tex2mathml(simplify(shown, macros), as_block=block))


def _find_macros(self: HTML5Translator) -> dict[str, Macro]:
    known: dict[str, Macro] | None = getattr(self, "courseforge_macros", None)
    if known is not None:
        return known
    macros = read_macros(find_stated(self.config))
    for formula in self.document.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
        text = formula.astext()
        if any(command in text for command in _DEFINING):
            macros |= take_definitions(text)[1]
    setattr(self, "courseforge_macros", macros)  # noqa: B010  a page has one translator, and may have a thousand formulas
    return macros
