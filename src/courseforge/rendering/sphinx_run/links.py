"""File links between lessons, also of other courses, become links between pages."""

from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from courseforge.records.addresses import relative_url
from courseforge.rendering.shards.job import ShardJob


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
            target, fragment = _target(link)
            page = _find_page(target, PurePosixPath(document.path).parent, job) if target else None
            if page is None:
                continue
            uri = relative_url(page, document.page) + (f"#{fragment}" if fragment else "")
            words = link.children if link.get("refexplicit") else [nodes.Text(PurePosixPath(target).stem)]
            link.replace_self(nodes.reference("", "", *words, internal=True, refuri=uri))


def _target(link: pending_xref) -> tuple[str, str]:
    """Return the file a link names and the place in it; MyST has parted them where it found a document."""
    if link.get("reftype") != "myst":
        return "", ""
    target, _, fragment = str(link.get("reftarget", "")).partition("#")
    if link.get("refdomain") == "doc":
        # a document of this book is Sphinx's own affair; one beside it only looks like one
        return (target, str(link.get("reftargetid") or "")) if target.startswith("../") else ("", "")
    return unquote(target), fragment


def _find_page(target: str, folder: PurePosixPath, job: ShardJob) -> str | None:
    source = normpath(str(folder / target))
    return next(
        (job.links[source + suffix] for suffix in ("", ".ipynb", ".md") if source + suffix in job.links), None
    )
