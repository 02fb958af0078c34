"""File links between lessons, also of other courses, become links between pages."""

from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from courseforge.records.addresses import relative_url
from courseforge.rendering.shard import ShardJob


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
            if link.get("reftype") != "myst" or link.get("refdomain") == "doc":
                continue
            target, _, fragment = str(link.get("reftarget", "")).partition("#")
            page = job.links.get(normpath(str(PurePosixPath(document.path).parent / unquote(target))))
            if target and page:
                uri = relative_url(page, document.page) + (f"#{fragment}" if fragment else "")
                words = link.children if link.get("refexplicit") else [nodes.Text(PurePosixPath(target).stem)]
                link.replace_self(nodes.reference("", "", *words, internal=True, refuri=uri))
