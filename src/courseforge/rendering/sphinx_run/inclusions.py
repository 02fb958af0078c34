"""Text of the course's own files inside a lesson: shown as code, or read as Markdown. No other file is opened."""

from os.path import relpath
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.directives.code import LiteralInclude
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import nested_parse_with_titles

from courseforge.config import BUILD_FOLDER, CONFIG_FILE
from courseforge.diagnostics import Severity
from courseforge.model.course import BOOK_FILE
from courseforge.rendering.kinds import OFFERED
from courseforge.rendering.shards.job import ShardJob
from courseforge.rendering.sphinx_run.report import warn

_TEXTS = frozenset({".md", ".rst", ".txt"})
_LARGEST = 1_000_000  # bytes
_DEEPEST = 3  # files in files


class IncludedCode(LiteralInclude):
    """A file of the course as a block of code; ``:diff:`` would open another one."""

    option_spec: ClassVar[Any] = {key: value for key, value in LiteralInclude.option_spec.items() if key != "diff"}

    def run(self) -> list[nodes.Node]:
        """Show the file, or leave it out and say so."""
        if _find_file(self, OFFERED) is None:
            return _refuse(self)
        return super().run()


class IncludedText(SphinxDirective):
    """A file of the course as if its text stood here."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = {
        "start-line": int, "end-line": int, "start-after": directives.unchanged, "end-before": directives.unchanged,
        "literal": directives.flag, "code": directives.unchanged, "relative-images": directives.flag,
        "heading-offset": directives.nonnegative_int,
        # known, and without a meaning here
        **dict.fromkeys(("class", "encoding", "name", "number-lines", "parser", "relative-docs", "tab-width"),
                        directives.unchanged),
    }  # fmt: skip

    def run(self) -> list[nodes.Node]:
        """Read the file, or leave it out and say so."""
        path = _find_file(self, OFFERED if {"literal", "code"} & self.options.keys() else _TEXTS)
        depth = self.env.temp_data.setdefault("courseforge_included", 0)
        if path is None or depth == _DEEPEST:
            return _refuse(self)
        text = self._cut(path.read_text(encoding="utf-8", errors="replace"))
        if {"literal", "code"} & self.options.keys():
            return [nodes.literal_block(text, text, language=self.options.get("code") or "text")]
        self.env.temp_data["courseforge_included"] = depth + 1
        made = self._read_here(text, path)
        self.env.temp_data["courseforge_included"] = depth
        return made

    def _read_here(self, text: str, path: Path) -> list[nodes.Node]:
        """Read a text in the language of the page, with its headings."""
        renderer = getattr(self.state, "_renderer", None)
        if renderer is None:  # the page is reStructuredText
            box = nodes.container()
            nested_parse_with_titles(self.state, StringList(text.split("\n"), str(path)), box)
            return box.children
        if "relative-images" in self.options:  # MyST looks there for the folder that they are relative to
            folder = Path(self.env.doc2path(self.env.docname)).parent
            renderer.md_env["relative-images"] = Path(relpath(path.parent, folder.resolve())).as_posix()
        renderer.nested_render_text(text, self.lineno, heading_offset=self.options.get("heading-offset", 0))
        renderer.md_env.pop("relative-images", None)
        return []

    def _cut(self, text: str) -> str:
        lines = text.split("\n")[self.options.get("start-line") : self.options.get("end-line")]
        text = "\n".join(lines)
        if (mark := self.options.get("start-after")) and mark in text:
            text = text.partition(mark)[2]
        if mark := self.options.get("end-before"):
            text = text.partition(mark)[0]
        return text


def _find_file(directive: SphinxDirective, kinds: frozenset[str]) -> Path | None:
    """Return the file that a directive names, if it is one of the course's own; its settings are none."""
    root = Path(directive.env.srcdir).resolve()
    path = Path(directive.env.relfn2path(directive.arguments[0], directive.env.docname)[1]).resolve()
    job: ShardJob = directive.config.courseforge_job
    if not path.is_relative_to(root) or _is_hidden(path.relative_to(root), job):
        return None
    is_kind = path.suffix.lower() in kinds or (kinds is OFFERED and job.contents is not None)
    return path if is_kind and path.is_file() and path.stat().st_size <= _LARGEST else None


def _is_hidden(path: Path, job: ShardJob) -> bool:
    """Tell what no page shows; in a Jupyter Book, folders such as ``_parts`` hold texts that pages have in common."""
    if job.contents is None:
        return any(part.startswith(("_", ".")) for part in path.parts)
    return (
        any(part.startswith(".") for part in path.parts)
        or BUILD_FOLDER in path.parts
        or path.as_posix() in (CONFIG_FILE, BOOK_FILE)
    )


def _refuse(directive: SphinxDirective) -> list[nodes.Node]:
    warn(
        "CF742",
        Severity.WARNING,
        f"“{directive.name}” is left out: it names no text of this course.",
        "Put the file into a folder of the course and name it from there, such as examples/loop.py",
        location=(directive.env.docname, directive.lineno),
    )
    return []
