"""What nobody knows here, as where an extension is not installed: in a Jupyter Book its words are shown all the same.

Nothing is run or read for it: options are not looked at, and its text is a text like any other.
"""

import re
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives, roles
from sphinx.util.docutils import SphinxDirective

from courseforge.diagnostics import Severity
from courseforge.rendering.sphinx_run.any_option import AnyOption
from courseforge.rendering.sphinx_run.report import warn

_TITLED = re.compile(r"(?P<words>[^<>]{1,1000})<[^<>]{1,1000}>\s*", re.DOTALL)
#: Parts whose text is a drawing's or a program's, and no prose.
_PROGRAMS = frozenset(
    "blockdiag digraph graph graphviz ipython jsxgraph jupyter-execute mermaid plantuml plot prompt seqdiag tikz "
    "uml vega-lite wavedrom".split()
)
_INSTALL = (
    "If an extension of Sphinx makes it, install that, and name it below sphinx: extra_extensions: in _config.yml."
)


class UnknownPart(SphinxDirective):
    """A directive without its extension: its argument as a bold line, its content as ordinary text."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = AnyOption()

    def run(self) -> list[nodes.Node]:
        """Show what stands in it and say so."""
        self._tell()
        return [*self._show_argument(), *self._show_content()]

    def _tell(self) -> None:
        warn(
            "CF210",
            Severity.WARNING,
            f"There is no part called {{{self.name}}} here, so its words are shown as ordinary text.",
            _INSTALL,
            location=(self.env.docname, self.lineno),
        )

    def _show_argument(self) -> list[nodes.Node]:
        if not self.arguments or not self.arguments[0].strip():
            return []
        words, messages = self.state.inline_text(self.arguments[0], self.lineno)
        return [nodes.paragraph("", "", nodes.strong("", "", *words)), *messages]

    def _show_content(self) -> list[nodes.Node]:
        if self.name in _PROGRAMS:
            text = "\n".join(self.content)
            return [nodes.literal_block(text, text, language="text")] if text.strip() else []
        box = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, box)
        return box.children


class InlineTab(UnknownPart):
    """A tab of sphinx-inline-tabs; tabs follow each other."""

    def _tell(self) -> None:
        """Say nothing: nothing is lost."""

    def _show_argument(self) -> list[nodes.Node]:
        words, messages = self.state.inline_text(" ".join(self.arguments), self.lineno)
        return [nodes.paragraph("", "", *words, classes=["sd-tab-label"]), *messages]


#: Directives of extensions that pages do without.
_STAND_INS = {"tab": InlineTab}


def show_unknown() -> None:
    """Have every unknown directive and role show its words.

    This process builds one book and ends, so the replacements reach nobody else.
    """
    find_directive, find_role = directives.directive, roles.role

    def find_any_directive(name: str, language: Any, document: nodes.document) -> tuple[Any, list[Any]]:
        found, messages = find_directive(name, language, document)
        return found or _STAND_INS.get(name, UnknownPart), messages

    def find_any_role(name: str, language: Any, line: int, reporter: Any) -> tuple[Any, list[Any]]:
        found, messages = find_role(name, language, line, reporter)
        return found or _show_words, messages

    setattr(directives, "directive", find_any_directive)  # noqa: B010  replacing a function is meant
    setattr(roles, "role", find_any_role)  # noqa: B010


def _show_words(
    name: str, source: str, text: str, line: int, inliner: Any, _options: Any = None, _content: Any = None
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Stand for an unknown role: its words, without the target that may follow them."""
    titled = _TITLED.fullmatch(text)
    warn(
        "CF210",
        Severity.WARNING,
        f"Nothing is known by the name {{{name}}}; readers see its words alone.",
        "For code in a sentence, write `code` between backticks, without braces before them.",
        location=(inliner.document.settings.env.docname, line),
    )
    return [nodes.Text(nodes.unescape(titled["words"].strip() if titled else text))], []
