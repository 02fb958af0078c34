"""Formulas that stand alone scroll where they are wider than the page, so a keyboard must be able to reach them."""

from lxml.html import HtmlElement

from courseforge.rendering.interface import Interface


def mark_up_formulas(root: HtmlElement, ui: Interface) -> None:
    """Make each a named group that can have the focus."""
    boxes = [box for box in root.find_class("math") if box.tag == "div"]
    for number, box in enumerate(boxes, start=1):
        box.set("tabindex", "0")
        box.set("role", "group")
        box.set("aria-label", ui.text("Formula {n}", n=number))
