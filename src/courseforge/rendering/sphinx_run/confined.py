"""Nothing in a lesson's Markdown reads a file outside its course, or runs.

Every directive that reads a file is replaced, under each of its names in every language that docutils knows, and what
pictures and downloads point at is checked before anything collects it.
"""

from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, ClassVar
from urllib.parse import quote, unquote, urlsplit

from docutils import nodes
from docutils.parsers.rst import directives, languages
from docutils.parsers.rst.directives.tables import CSVTable
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.addnodes import download_reference
from sphinx.directives.patches import Figure
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from courseforge.diagnostics import Severity
from courseforge.records.addresses import relative_url
from courseforge.rendering.kinds import LOOKED_AT, OFFERED, is_plain
from courseforge.rendering.shards.job import LINES_OF_A_CELL, ShardJob
from courseforge.rendering.sphinx_run.any_option import AnyOption
from courseforge.rendering.sphinx_run.borrowed import BORROWED
from courseforge.rendering.sphinx_run.inclusions import IncludedCode, IncludedText
from courseforge.rendering.sphinx_run.links import find_page
from courseforge.rendering.sphinx_run.report import warn
from courseforge.rendering.staging.attachments import attachment_path

_MOST_SUBSTITUTIONS = 1000  # on a page: values that name each other may grow without end
_ELSEWHERE = "lies on another computer; pages load nothing from elsewhere"


class RefusedDirective(SphinxDirective):
    """Stands for a directive that would read a file, run code or write raw HTML."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = AnyOption()

    def run(self) -> list[nodes.Node]:
        """Leave the directive out and say so."""
        warn(
            "CF742",
            Severity.WARNING,
            f"“{self.name}” is left out: a lesson cannot bring other files or raw pages into its own.",
            "Write the text into the lesson itself; for a picture use ![what it shows](images/name.png).",
            location=(self.env.docname, self.lineno),
        )
        return []


class ConfinedTable(CSVTable):
    """A table written in the lesson; one from a file or an address is refused."""

    option_spec: ClassVar[Any] = {k: v for k, v in (CSVTable.option_spec or {}).items() if k not in ("file", "url")}


class ConfinedRaw(RefusedDirective):
    """HTML written in the lesson, as Markdown takes it without a directive; the finished page is sanitized."""

    def run(self) -> list[nodes.Node]:
        """Take what is written here, and refuse files and addresses; other formats have no place in a page."""
        if {"file", "url"} & self.options.keys():
            return super().run()
        text = "\n".join(self.content)
        return [nodes.raw("", text, format="html")] if "html" in " ".join(self.arguments).split() else []


class ConfinedFigure(Figure):
    """A figure whose width is stated, never measured from a file."""

    option_spec: ClassVar[Any] = {
        **(Figure.option_spec or {}),
        "figwidth": directives.length_or_percentage_or_unitless,
    }


_REPLACEMENTS: dict[str, Any] = {
    "include": IncludedText,
    "literalinclude": IncludedCode,
    "raw": ConfinedRaw,
    "csv-table": ConfinedTable,
    "figure": ConfinedFigure,
    "eval-rst": RefusedDirective,
    "embed": RefusedDirective,
    "code-cell": RefusedDirective,
    "meta": RefusedDirective,
    "role": RefusedDirective,
    "default-role": RefusedDirective,
    "date": RefusedDirective,
    **BORROWED,
}


def confine_directives(language: str | None) -> None:
    """Put our directives in the place of those that read files, after every extension has had its turn."""
    # "{incluir}" would reach docutils' own class past an override of "{include}"
    spoken = [languages.get_language(tag) for tag in (language or "en", "en")]
    aliases = {name: canonical for module in spoken if module for name, canonical in module.directives.items()}
    for name, canonical in (aliases | {name: name for name in _REPLACEMENTS}).items():
        if canonical in _REPLACEMENTS:
            directives.register_directive(name, _REPLACEMENTS[canonical])


def make_markdown_literal() -> None:
    """Make substitutions plain values and labels the same on every run.

    MyST renders ``{{ … }}`` with a template engine that can run commands. This process builds one book and ends, so
    the replacement reaches nobody else.
    """
    setattr(DocutilsRenderer, "render_substitution", _literal_substitution)  # noqa: B010  replacing a method is meant
    setattr(SphinxRenderer, "_random_label", _next_label)  # noqa: B010


def _literal_substitution(self: DocutilsRenderer, token: Any, inline: bool) -> None:
    """Read the value of a name as Markdown; what is no name stays as it is written."""
    name = str(token.content).strip()
    values = self.md_config.substitutions
    begun = self.md_env.setdefault("courseforge_begun", [])  # a value that names itself would never end
    done = self.md_env["courseforge_done"] = self.md_env.get("courseforge_done", 0) + 1
    if name not in values or name in begun or done > _MOST_SUBSTITUTIONS:
        text = "{{ " + str(token.content) + " }}"
        self.current_node.append(nodes.Text(text) if inline else nodes.paragraph("", text))
        return
    begun.append(name)
    text = str(values[name])
    # a directive is a block wherever its name stands
    self.nested_render_text(text, token.map[0] if token.map else 0, inline=inline and not text.startswith("```{"))
    begun.pop()


def _next_label(self: SphinxRenderer) -> str:
    return f"equation-{self.sphinx_env.new_serialno('courseforge-equation') + 1}"


class ConfineFiles(SphinxTransform):
    """Takes out pictures and downloads that point outside the course, before Sphinx collects them."""

    default_priority = 1

    def apply(self, **_: Any) -> None:
        """Look at every picture and download of the document."""
        for picture in list(self.document.findall(nodes.image)):
            self._find_attachment(picture)
            if problem := self._problem(str(picture.get("uri", "")), picture=True):
                self._take_out(picture, problem, _make_words(picture, linked=_ELSEWHERE in problem))
        for download in list(self.document.findall(download_reference)):
            if self._link_to_page(download):
                continue
            if problem := self._problem(str(download.get("reftarget", "")), picture=False):
                self._take_out(download, problem, *download.children)

    def _link_to_page(self, download: download_reference) -> bool:
        """Offer the page's own notebook instead of its source; of another lesson, the page that offers it."""
        job: ShardJob = self.config.courseforge_job
        document = job.documents.get(self.env.docname)
        target = str(download.get("reftarget", ""))
        if document is None or (page := find_page(normpath(join(dirname(document.path), target)), job)) is None:
            return False
        own = str(getattr(document.context.get("lesson"), "download", "")) if page == document.page else ""
        uri = own or quote(relative_url(page, document.page))
        words = [child.deepcopy() for child in download.children]
        classes = ["download"] if own else []
        download.parent.replace(download, nodes.reference("", "", *words, internal=True, refuri=uri, classes=classes))
        return True

    def _problem(self, uri: str, *, picture: bool) -> str:
        """Say what is wrong with an address, judged by the very file that Sphinx would open for it."""
        if picture and uri.startswith("data:"):
            return ""  # verified and written to a file when the body is finished
        shown = unquote(uri)[:80]
        if "://" in uri:
            return f"“{shown}” {_ELSEWHERE}." if picture else ""
        target = Path(self.env.relfn2path(uri, self.env.docname)[1]).resolve()
        source = Path(self.env.srcdir).resolve()
        made = Path(self.app.outdir).resolve().parent / "jupyter_execute"  # MyST-NB's folder for output pictures
        if not (target.is_relative_to(source) or target.is_relative_to(made)):
            return f"“{shown}” lies outside the course."
        if not target.is_file():
            return f"“{shown}” is not there."
        if target.suffix.lower() in OFFERED or (not picture and self._is_plain(target)):
            return ""
        return f"“{shown}” is of a kind that a browser would run."

    def _is_plain(self, target: Path) -> bool:
        """Tell whether a Jupyter Book may offer a file of a kind that nobody knows."""
        if self.config.courseforge_job.contents is None:
            return False
        with target.open("rb") as file:
            return is_plain(target.name, file.read(LOOKED_AT))

    def _find_attachment(self, picture: nodes.image) -> None:
        """Point at the staged file of a picture that was pasted into a cell."""
        uri = str(picture.get("uri", ""))
        job: ShardJob = self.config.courseforge_job
        document = job.documents.get(self.env.docname)
        if not uri.startswith("attachment:") or document is None:
            return
        cell = (_line_above(picture) or 0) // LINES_OF_A_CELL
        if 0 < cell <= len(document.places):
            name = attachment_path(self.env.docname, document.places[cell - 1][0], unquote(uri[11:]))
            picture["uri"] = f"/{name}"  # from the book's own folder

    def _take_out(self, node: nodes.Element, problem: str, *instead: nodes.Node) -> None:
        warn(
            "CF401",
            Severity.WARNING,
            f"A file of this lesson is left out: {problem}",
            _advise(problem),
            location=node if node.line else (self.env.docname, _line_above(node)),
        )
        # Copies, since the children still belong to the node that goes
        node.parent.replace(node, [child.deepcopy() for child in instead])


def _make_words(picture: nodes.image, *, linked: bool) -> nodes.Node:
    """Return what stands for a picture: its alternative text, linked to it where it lies elsewhere."""
    uri, parent = str(picture.get("uri", "")), picture.parent
    words = str(picture.get("alt", ""))
    inside_link = isinstance(parent, nodes.reference)
    if not linked:
        return nodes.Text(words)
    host = urlsplit(uri).hostname or ""
    shown = nodes.Text(f"{words} ({host})" if words and words != uri else host)
    if inside_link:
        return nodes.inline("", "", shown, classes=["elsewhere"])
    link = nodes.reference("", "", shown, refuri=uri, classes=["elsewhere"])
    return link if isinstance(parent, nodes.TextElement) else nodes.paragraph("", "", link)


def _advise(problem: str) -> str:
    if "\\" in problem:
        return "Put the file into the course's own folder and write / instead of \\, as in images/zine.png"
    return (
        "Put the file into the course's own folder and name it from there, with the right spelling and without "
        "spaces, such as images/my-zine.png. If nobody has it, take it out of the lesson."
    )


def _line_above(node: nodes.Element) -> int | None:
    parent = node
    while parent is not None:
        if parent.line:
            return int(parent.line)
        parent = parent.parent
    return None
