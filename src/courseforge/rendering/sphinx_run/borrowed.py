"""Directives of extensions whose scripts and styles our theme replaces: what stands in them is still the author's.

``margin`` is sphinx-book-theme's, ``toggle`` sphinx-togglebutton's, ``thebe-button`` sphinx-thebe's. A table of
contents is Sphinx's and Jupyter Book's own; here it lists lessons of the course.
"""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

from courseforge.diagnostics import Severity
from courseforge.model import Contents, Entry, Part, list_entries
from courseforge.rendering.shards.job import ShardJob
from courseforge.rendering.sphinx_run.report import warn
from courseforge.rendering.staging.book import INDEX

_TITLED = re.compile(r"([^<>]+)<([^<>]+)>")


class Margin(SphinxDirective):
    """An aside, with a title or without."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = {"class": directives.class_option, "name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Make the aside."""
        aside = nodes.sidebar(classes=["margin", *self.options.get("class", [])])
        if self.arguments:
            words, messages = self.state.inline_text(self.arguments[0], self.lineno)
            aside += [nodes.title(self.arguments[0], "", *words), *messages]
        self.set_source_info(aside)
        self.add_name(aside)
        self.state.nested_parse(self.content, self.content_offset, aside)
        return [aside]


class Toggle(SphinxDirective):
    """A part that readers open."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = {"id": directives.unchanged, "show": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Make a box that the finished page folds."""
        box = nodes.container(classes=["toggle-shown" if "show" in self.options else "toggle"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class ListOfLessons(SphinxDirective):
    """A list of lessons: those that are named, else all others of the course."""

    has_content = True
    option_spec: ClassVar[Any] = dict.fromkeys(
        ("caption", "class", "depth", "glob", "hidden", "includehidden", "maxdepth", "name", "numbered", "reversed",
         "titlesonly"), directives.unchanged
    )  # fmt: skip

    def run(self) -> list[nodes.Node]:
        """Make a list of links, whose words Sphinx finds when every title is known."""
        if "hidden" in self.options:
            return []
        job: ShardJob = self.config.courseforge_job
        if job.contents is not None and self.name == "tableofcontents":
            below = find_below(job.contents, self.env.docname)
            return [node for part in below for node in self._list_part(part, job, captions=True)]
        items = [nodes.list_item("", nodes.paragraph("", "", link)) for link in self._list_links()]
        return [nodes.bullet_list("", *items, classes=["list-of-lessons"])] if items else []

    def _list_part(self, part: Part, job: ShardJob, *, captions: bool) -> Iterator[nodes.Node]:
        """List what lies below a page of a Jupyter Book, as its table of contents has it."""
        items = nodes.bullet_list(classes=["list-of-lessons"])
        for entry in part.entries:
            if entry.document and entry.document not in job.documents:
                continue
            link = self._make_link(entry.document, entry.title) if entry.document else _link_elsewhere(entry)
            item = nodes.list_item("", nodes.paragraph("", "", link))
            item += [node for one in entry.parts for node in self._list_part(one, job, captions=False)]
            items += item
        if items.children:
            yield from (
                [nodes.paragraph(part.caption, part.caption, classes=["caption"])]
                if part.caption and captions
                else []
            )
            yield items

    def _list_links(self) -> Iterator[nodes.Element]:
        job: ShardJob = self.config.courseforge_job
        if not self.content:
            others = (name for name in job.documents if name not in (INDEX, self.env.docname))
            yield from (self._make_link(name, "") for name in others)
        for line in map(str.strip, self.content):
            titled = _TITLED.fullmatch(line)
            title, target = (titled[1].strip(), titled[2]) if titled else ("", line)
            here = "" if job.contents is None else dirname(self.env.docname)
            name = normpath(join("/", here, re.sub(r"\.(?:md|ipynb|rst)$", "", target))).lstrip("/")
            if name in job.documents:
                yield self._make_link(name, title)
            elif titled and target.startswith(("http://", "https://")):
                yield nodes.reference("", title, refuri=target)

    def _make_link(self, name: str, title: str) -> nodes.Element:
        place = {"refdomain": "std", "reftype": "doc", "reftarget": f"/{name}", "refdoc": self.env.docname}
        return pending_xref("", nodes.inline("", title), **place, refexplicit=bool(title), refwarn=True)


def find_below(contents: Contents, document: str) -> tuple[Part, ...]:
    """Return what lies below a page in a table of contents."""
    return next((entry.parts for entry in list_entries(contents.root) if entry.document == document), ())


def _link_elsewhere(entry: Entry) -> nodes.reference:
    return nodes.reference("", entry.title, refuri=entry.url)


class Unavailable(SphinxDirective):
    """A button that would run code on somebody else's computer."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Leave it out and say so: every lesson offers its notebook to take along."""
        warn(
            "CF743",
            Severity.INFO,
            f"“{self.name}” is left out: published pages run nothing.",
            "Readers can download the notebook at the end of the lesson and run it where they like.",
            location=(self.env.docname, self.lineno),
        )
        return []


BORROWED: dict[str, Any] = {
    "margin": Margin,
    "toggle": Toggle,
    "tableofcontents": ListOfLessons,
    "toctree": ListOfLessons,
    "thebe-button": Unavailable,
}
