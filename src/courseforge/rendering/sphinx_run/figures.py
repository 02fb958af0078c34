"""Pictures get the words that their author gave them, where MyST has no place for these."""

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from sphinx.transforms import SphinxTransform

from courseforge.rendering.staging.figures import PICTURES


class DescribeFigures(SphinxTransform):
    """Knows what MyST-NB does not: one alternative text and one caption for each picture of a cell."""

    default_priority = 3

    def apply(self, **_kwargs: Any) -> None:
        """Describe the pictures of every cell."""
        for cell in self.document.findall(nodes.container):
            if cell.get("nb_element") == "cell_code":
                words = cell["cell_metadata"].get(PICTURES, ())
                for bundle, own in zip(_list_pictures(cell), words, strict=False):
                    _describe(bundle, own["alt"], own["caption"])


def _list_pictures(cell: nodes.container) -> Iterator[nodes.container]:
    """Give the outputs that are shown as pictures, as ``find_picture`` has it."""
    for bundle in [node for node in cell.findall(nodes.container) if node.get("nb_element") == "mime_bundle"]:
        kinds = [part.get("mime_type", "") for part in bundle.children if isinstance(part, nodes.container)]
        if "text/html" not in kinds and any(kind.startswith("image/") for kind in kinds):
            yield bundle


def _describe(bundle: nodes.container, alt: str | None, caption: str | None) -> None:
    for image in bundle.findall(nodes.image):
        if alt is not None:
            image["alt"] = alt
    if caption:
        figure = nodes.figure()
        bundle.replace_self(figure)
        figure += [bundle, nodes.caption("", caption)]


def read_alt_attribute() -> None:
    """Read ``![caption](a.png){alt="words"}``, as lessons of the Carpentries have it; MyST leaves the words out.

    This process builds one book and ends, so the replacement reaches nobody else.
    """
    render = DocutilsRenderer.render_image

    def render_image(self: DocutilsRenderer, token: Any) -> None:
        render(self, token)
        image = self.current_node.children[-1]
        if isinstance(image, nodes.image) and token.attrGet("alt"):
            image["alt"] = str(token.attrGet("alt"))

    setattr(DocutilsRenderer, "render_image", render_image)  # noqa: B010  replacing a method is meant
