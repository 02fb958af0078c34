"""The Sphinx extension that every rendering worker loads last: confined reading, our pages, our mathematics."""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from courseforge.rendering.body.finish import finish_body
from courseforge.rendering.body.lighter import Lightened, lighten
from courseforge.rendering.body.place import Place
from courseforge.rendering.interface import Interface
from courseforge.rendering.shards.job import ShardJob
from courseforge.rendering.sphinx_run.book_frames import list_letters, list_numbers
from courseforge.rendering.sphinx_run.confined import ConfineFiles, confine_directives, make_markdown_literal
from courseforge.rendering.sphinx_run.figures import DescribeFigures, read_alt_attribute
from courseforge.rendering.sphinx_run.highlighter import LessonHighlighter
from courseforge.rendering.sphinx_run.links import LinkLessons, NamePlaces, name_titled_block
from courseforge.rendering.sphinx_run.mathml import render_block, render_inline
from courseforge.rendering.sphinx_run.notebooks import OfferNotebook
from courseforge.rendering.sphinx_run.report import warn
from courseforge.rendering.sphinx_run.unknown import show_unknown
from courseforge.rendering.views.freshness import find_notes


class LessonTranslator(HTML5Translator):
    """Writes headings of lessons without their numbers, which ``{numref}`` needs to know and readers do not."""

    def add_secnumber(self, node: nodes.Element) -> None:
        """Write the number of a heading in a Jupyter Book."""
        if self.config.courseforge_job.contents is not None:
            super().add_secnumber(node)


class LessonBuilder(StandaloneHTMLBuilder):
    """Writes lesson pages and what they show; no index, no search, no theme files: those are the whole site's."""

    name = "html"
    search = False
    imagedir = "_images"
    default_translator_class = LessonTranslator

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Leave out what only Sphinx's own themes show: contents, neighbors, parents of every page."""
        return {"body": body, "title": "", "metatags": "", "parents": [], "prev": None, "next": None, "meta": {}}

    def prepare_writing(self, docnames: set[str]) -> None:
        """Begin with lighter copies of a book's pictures: all of it is one worker's, and other processors wait."""
        super().prepare_writing(docnames)
        self.copies: dict[Path, Future[Lightened]] = {}
        if self.config.courseforge_job.contents is not None:
            self.copiers = ThreadPoolExecutor(os.cpu_count() or 1, "copies")
            shown = [Path(self.srcdir) / file for file, (names, _) in self.env.images.items() if names & docnames]
            self.copies = {path: self.copiers.submit(lighten, path) for path in shown}

    def init_highlighter(self) -> None:
        """Take a highlighter that remembers; the theme has the colors."""
        self.highlighter = LessonHighlighter()
        self.dark_highlighter = None

    def copy_assets(self) -> None:
        """Copy downloads; the theme's files are the whole site's."""
        self.copy_download_files()

    def finish(self) -> None:
        """Copy pictures, and write the pages that need to know all others; no inventory, no furniture."""
        self.copy_image_files()
        if self.copies:
            self.copiers.shutdown()
        for name in self.config.courseforge_job.frames:
            self.handle_page(name, {}, "page.html")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything; Sphinx calls this."""
    app.add_config_value("courseforge_job", None, "")
    app.add_html_math_renderer("mathml", (render_inline, None), (render_block, None))
    app.add_role("nb-download", OfferNotebook(), override=True)
    app.add_transform(ConfineFiles)
    app.add_transform(DescribeFigures)
    app.add_transform(LinkLessons)
    app.add_transform(NamePlaces)
    app.connect("builder-inited", lambda app: confine_directives(app.config.language), priority=900)
    app.connect("missing-reference", name_titled_block)
    if app.config.courseforge_job.contents is not None:
        show_unknown()
    if not app.config.courseforge_job.theme:
        app.add_builder(LessonBuilder, override=True)
        app.connect("html-page-context", fill_page, priority=900)
    make_markdown_literal()
    read_alt_attribute()
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def fill_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Give the page's template its own variables instead of Sphinx's, with the body made safe."""
    job: ShardJob = app.config.courseforge_job
    if frame := job.frames.get(pagename):
        context.update(frame.context, numbers=list_numbers(app.env), letters=list_letters(app, pagename))
        return frame.template
    document = job.documents.get(pagename)
    if document is None or doctree is None:
        return None
    source = Path(app.srcdir)
    images = app.builder.images  # what is copied when all pages are written: file -> name
    files = {f"{LessonBuilder.imagedir}/{quote(name)}": source / file for file, name in images.items()}
    files |= {f"_downloads/{quote(name)}": source / file for file, (_, name) in app.env.dlfiles.items()}
    builder: LessonBuilder = app.builder  # type: ignore[assignment]
    folder = pagename.rpartition("/")[0]
    place = Place(Path(app.outdir), source, files, job.media, folder=folder, copies=builder.copies)
    ui, notes = Interface(document.language), find_notes(document.context)
    body = finish_body(context.get("body", ""), place, ui, notes=notes)
    for finding in body.findings:
        warn(finding.code, finding.severity, finding.message, finding.hint, location=(pagename, None))
    html = Markup(body.html)  # noqa: S704  sanitized
    context.update(document.context, body=html, toc=body.sections, behind=body.behind)
    if job.contents is not None:
        listed = "list-of-lessons" in body.html  # what lies below it, in its own place
        context.update(heading=body.title, numbers=list_numbers(app.env), listed=listed)
    return document.template
