"""The list of works that a lesson cites."""

from lxml.html import HtmlElement

from courseforge.rendering.interface import Interface


def mark_up_citations(root: HtmlElement, _ui: Interface) -> None:
    """Make the works items of their list; the role that docutils gives them is deprecated, and no item's."""
    for work in root.find_class("citation"):
        if "citation-list" in work.getparent().classes:
            work.set("role", "listitem")
