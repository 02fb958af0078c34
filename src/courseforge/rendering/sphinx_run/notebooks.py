"""Notebooks as readers may download them by MyST-NB's ``{nb-download}``: written when somebody offers one.

MyST-NB writes down every notebook that it reads, with all its outputs, for the case that one is offered.
"""

from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import nbformat
from docutils import nodes
from myst_nb.core.render import NbElementRenderer
from myst_nb.ext.download import NbDownloadRole

from courseforge.rendering.shards.job import ShardJob

_write_file = NbElementRenderer.write_file
_ENDING = ".ipynb"


class OfferNotebook(NbDownloadRole):  # type: ignore[misc]
    """Offers a lesson's notebook, whether it has been read already or not."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Write the notebook where MyST-NB looks for it, and make the link."""
        job: ShardJob = self.config.courseforge_job
        name = normpath(join(dirname(self.env.docname), self.target))
        if name.removesuffix(_ENDING) in job.documents and name.endswith(_ENDING):
            notebook = nbformat.read(job.folder / name, as_version=4)  # type: ignore[no-untyped-call]
            place = Path(self.env.mystnb_config.output_folder, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(nbformat.writes(notebook), encoding="utf-8")  # type: ignore[no-untyped-call]
        made: tuple[list[nodes.Node], list[nodes.system_message]] = super().run()
        return made


class NoCopies:
    """Stands for ``nbformat`` where MyST-NB would write down what it has read."""

    @staticmethod
    def writes(_notebook: object) -> str:
        """Write nothing."""
        return ""


def write_output(
    self: NbElementRenderer, path: list[str], content: bytes, overwrite: bool = False, exists_ok: bool = False
) -> Any:
    """Write a picture that a cell has given, or what it has pasted into a text; no notebook."""
    if overwrite and path[-1].endswith(_ENDING):
        return ""
    return _write_file(self, path, content, overwrite, exists_ok)
