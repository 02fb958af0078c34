"""Links between lessons, also of other courses, and to named places in them."""

import re
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import make_refnode

from courseforge.checks.destinations import list_anchors
from courseforge.diagnostics import Severity
from courseforge.records.addresses import relative_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.shards.job import ShardDocument, ShardJob
from courseforge.rendering.sphinx_run.report import warn

_INDICES = ("genindex", "modindex", "search")  # pages of Sphinx that the site does not have
_SUFFIXES = ("", ".ipynb", ".md", ".rst")  # which of them may be left out
_UNOPENED = ("file://", "ftp://", "ftps://", "gopher://")  # no browser opens these
_RAW_PLACE = re.compile(r"\s(?:id|name)=[\"']([^\"'\s]+)")


class NamePlaces(SphinxTransform):
    """Lets a link lead to each place that a check calls known: headings as any program names them, labels, ids."""

    default_priority = 878  # before MyST resolves links within a page

    def apply(self, **_kwargs: Any) -> None:
        """Add the names to MyST's own."""
        document: Any = self.document
        names = dict(getattr(document, "myst_slugs", {}))
        for section in self.document.findall(nodes.section):
            title = section[0].astext() if section.children else ""
            for name in list_anchors(title):
                names.setdefault(name, (section.line, section["ids"][0], title))
        for name, place in (*self.document.nameids.items(), *((id, id) for id in self.document.ids)):
            if place:
                names.setdefault(name, (None, place, ""))
        for raw in self.document.findall(nodes.raw):
            for place in _RAW_PLACE.findall(raw.astext()):
                names.setdefault(place, (None, place, ""))
        # An id that an author wrote stays in the address; a section's first id may be a number of docutils' own.
        ids = self.document.ids
        names = {name: (line, name if name in ids else place, title) for name, (line, place, title) in names.items()}
        document.myst_slugs = names
        self.env.metadata[self.env.docname]["myst_slugs"] = names


class LinkLessons(SphinxTransform):
    """Resolves ``[words](../other-course/lesson.ipynb)`` as the Library knows the files, before MyST looks."""

    default_priority = 2

    def apply(self, **_kwargs: Any) -> None:
        """Replace every link to a lesson's file."""
        job: ShardJob = self.config.courseforge_job
        document = job.documents.get(self.env.docname)
        if document is None:
            return
        for link in list(self.document.findall(pending_xref)):
            if link.get("reftarget") in _INDICES and link.get("reftype") in ("ref", "myst") and not job.theme:
                _link_to_search(link, job, document)
                continue
            target, fragment = _target(link)
            if not target:
                continue
            if target.startswith(_UNOPENED):
                _tell_unopened(target, link)
                link.replace_self(link.children)
                continue
            begun = PurePosixPath(
                "/" if target.startswith("/") and job.contents is not None else document.path
            ).parent
            source = normpath(str(begun / target)).lstrip("/")  # an address may begin at the book's own folder
            page = find_page(source, job)
            title = job.titles.get(page or "") or PurePosixPath(target).stem
            words = link.children if link.get("refexplicit") else [nodes.Text(title)]
            if page is not None and job.contents is not None and page.removesuffix(".html") in job.documents:
                _ask_for_document(link, page.removesuffix(".html"), fragment)
            elif page is not None:
                uri = relative_url(page, document.page) + (f"#{fragment}" if fragment else "")
                link.replace_self(nodes.reference("", "", *words, internal=True, refuri=uri))
            elif _is_among(source, job.withdrawn):
                link.replace_self(words)  # its author was told where the lesson was read
            elif _is_among(source, job.withheld):
                _tell_withheld(target, link)
                link.replace_self(words)


def _find_source(target: str, path: str, job: ShardJob) -> str:
    """Return the path of the file that a page's link leads to; ``/intro.md`` begins at the folder of a book."""
    if target.startswith("/") and job.contents is not None:
        return normpath(target.lstrip("/"))
    return normpath(str(PurePosixPath(path).parent / target))


def _target(link: pending_xref) -> tuple[str, str]:
    """Return the file a link names and the place in it; MyST has parted them where it found a document."""
    if link.get("reftype") != "myst":
        return "", ""
    target, _, fragment = str(link.get("reftarget", "")).partition("#")
    if link.get("refdomain") == "doc":
        # a document of this book is Sphinx's own affair; one beside it only looks like one
        return (target, str(link.get("reftargetid") or "")) if target.startswith("../") else ("", "")
    return unquote(target), fragment


def _ask_for_document(link: pending_xref, name: str, fragment: str) -> None:
    """Let MyST find the place in a page of the same book: only it knows where the place's name leads."""
    link["refdomain"], link["reftarget"] = "doc", name
    link["reftargetid"] = unquote(fragment)


def find_page(source: str, job: ShardJob) -> str | None:
    """Return the page of a lesson's or a welcome page's source, whose ending may be left out."""
    named = (source + suffix for suffix in _SUFFIXES)
    return next((job.links[path] for path in named if path in job.links), None)


def _is_among(source: str, away: frozenset[str]) -> bool:
    """Tell whether the file is that of a lesson, or of a course, which is not published."""
    path = PurePosixPath(source)
    course, name = path.parent.name, path.name.partition(".")[0]
    return f"{course}/{name}" in away or course in away  # then all of it


def _tell_withheld(target: str, link: nodes.Node) -> None:
    warn(
        "CF216",
        Severity.INFO,
        f"The lesson “{target}” is not published this time, so readers see this link as plain words.",
        "Mend what its own message says, and the link is there again.",
        location=link,
    )


def _tell_unopened(target: str, link: nodes.Node) -> None:
    warn(
        "CF402",
        Severity.WARNING,
        f"Browsers do not open “{target}”, so readers see the words of this link alone.",
        "Look for the same file at an address that begins with https://",
        location=link,
    )


def _link_to_search(link: pending_xref, job: ShardJob, document: ShardDocument) -> None:
    """Lead what names the general index to the search page: there each word of each lesson is found."""
    uri = relative_url(str(PurePosixPath(job.prefix).parent / "search.html"), document.page)
    words = link.children if link.get("refexplicit") else [nodes.Text(Interface(document.language).text("Search"))]
    link.replace_self(nodes.reference("", "", *words, internal=True, refuri=uri))


def name_titled_block(
    app: Sphinx, env: BuildEnvironment, link: pending_xref, _words: nodes.TextElement
) -> nodes.Element | None:
    """Resolve ``{ref}`` to an exercise, as Sphinx does to a heading: by the words that stand above it."""
    labels = env.domains["std"].data["anonlabels"]
    if link.get("reftype") != "ref" or link.get("reftarget") not in labels:
        return None
    document, place = labels[link["reftarget"]]
    blocks = env.get_doctree(document).findall(nodes.admonition)
    title = next((block[0] for block in blocks if place in block["ids"] and isinstance(block[0], nodes.title)), None)
    if title is None:
        return None
    return make_refnode(app.builder, link["refdoc"], document, place, nodes.Text(title.astext()))
