"""Blocks of a body that the theme writes its own way: roles, admonitions, tables, plain code, pictures, tabs."""

import re

from lxml.etree import XPath
from lxml.html import HtmlElement

from courseforge.rendering.interface import Interface
from courseforge.rendering.staging.roles import FOLDED_ROLES, ROLE_TITLES

_ALIGNMENT = re.compile(r"text-align:\s*(left|right|center)")
#: Classes by which sphinx-togglebutton folds.
_FOLDED = frozenset({"dropdown", "toggle", "toggle-shown"})
_OPEN = frozenset({"toggle-shown"})
#: Elements that have a look of their own; and those that may fold.
_find_styled = XPath("descendant-or-self::*[@style or @border]")
_find_folded = XPath("descendant-or-self::*[contains(@class, 'dropdown') or contains(@class, 'toggle')]")
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d+(?:\.\d+)?)(px|%)")


def mark_up_blocks(root: HtmlElement, ui: Interface) -> None:
    """Rewrite every block in place."""
    for element in _find_styled(root):
        _style_to_class(element)
    _admonitions(root)
    _toggles(root, ui)
    _tabs(root)
    _plain_code(root, ui)
    _tables(root, ui)
    _pictures(root, ui)
    _tasks(root)
    for box in list(root.iterdescendants("div")):
        if not len(box) and not (box.text or "").strip():
            box.drop_tree()


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _style_to_class(element: HtmlElement) -> None:
    style = element.attrib.pop("style", "")
    if alignment := _ALIGNMENT.search(style):
        element.classes.add(f"align-{alignment[1]}")
    if element.tag in ("col", "img") and (width := _WIDTH.search(style)):
        element.set("width", width[1] + ("%" if width[2] == "%" else ""))
    element.attrib.pop("border", None)


def _admonitions(root: HtmlElement) -> None:
    for box in [e for e in root.iter("div") if "admonition" in _classes(e)]:
        title = next((c for c in box if c.tag == "p" and "admonition-title" in _classes(c)), None)
        if title is None:
            continue
        role = next((role for role in ROLE_TITLES if role in _classes(box)), "")
        if role in FOLDED_ROLES or _FOLDED & _classes(box):
            box.tag, title.tag = "details", "summary"
            title.attrib.pop("class", None)
            if _OPEN & _classes(box):
                box.set("open", "")
            box.set("class", role or " ".join(sorted(_classes(box) - _FOLDED)))
        elif role:
            title.set("class", "kind")
            box.set("class", role)


def _toggles(root: HtmlElement, ui: Interface) -> None:
    """Fold what sphinx-togglebutton would fold by a script: a box, or any block that an author gave its class."""
    for block in [e for e in _find_folded(root) if _FOLDED & _classes(e)]:
        if block.tag in ("details", "summary", "p") or "sd-dropdown" in _classes(block):
            continue
        fold = block.makeelement("details", {"class": "toggle"} | ({"open": ""} if _OPEN & _classes(block) else {}))
        summary = block.makeelement("summary")
        summary.text = ui.text("Show")
        block.set("class", " ".join(sorted(_classes(block) - _FOLDED)))
        fold.tail, block.tail = block.tail, None
        block.getparent().replace(block, fold)
        fold.extend([summary, block])


def _tabs(root: HtmlElement) -> None:
    """Show tabs one after another: nothing is hidden, nothing needs a script."""
    for tabs in [*root.find_class("sd-tab-set"), *root.find_class("tab-set")]:
        for label in [child for child in tabs if child.tag == "label"]:
            label.tag = "p"
            label.attrib.clear()
            label.set("class", "sd-tab-label")


def _plain_code(root: HtmlElement, ui: Interface) -> None:
    """Mark up code that is shown but not run."""
    number = 0
    for box in [e for e in root.iter("div") if (e.get("class") or "").startswith("highlight-")]:
        pre = next(box.iter("pre"), None)
        if pre is None:
            continue
        number += 1
        name = ui.text("Example {n}", n=number)
        box.attrib.clear()
        box.set("class", "cell example")
        for child in list(box):
            box.remove(child)
        box.append(code_block(pre, name))


def code_block(pre: HtmlElement, name: str, inner: str = "code") -> HtmlElement:
    """Make a block that can be scrolled with the keyboard, with the highlighted words of another one."""
    code = pre.makeelement(inner)
    code.text = pre.text
    code.extend(list(pre))
    _trim_end(code)
    block = pre.makeelement("pre", {"tabindex": "0", "role": "region", "aria-label": name})
    block.append(code)
    return block


def _trim_end(code: HtmlElement) -> None:
    if len(code):
        code[-1].tail = (code[-1].tail or "").rstrip("\n")
        if code[0].tag == "span" and not code[0].text and not code[0].attrib:
            code[0].drop_tag()  # Pygments begins every block with an empty span
    else:
        code.text = (code.text or "").rstrip("\n")


def _tables(root: HtmlElement, ui: Interface) -> None:
    for number, table in enumerate(list(root.iter("table")), start=1):
        for cell in table.iter("th"):
            in_head = any(parent.tag == "thead" for parent in cell.iterancestors())
            cell.set("scope", "col" if in_head else "row")
        caption = next(table.iterchildren("caption"), None)
        seen = caption.text_content().strip() if caption is not None else ""
        name = table.attrib.pop("aria-label", "") or seen or ui.text("Table {n}", n=number)
        # A wide table scrolls in its own box, which a keyboard must be able to reach
        box = table.makeelement("div", {"class": "table", "tabindex": "0", "role": "region", "aria-label": name})
        box.tail, table.tail = table.tail, None
        table.getparent().replace(table, box)
        box.append(table)


def _pictures(root: HtmlElement, ui: Interface) -> None:
    for picture in root.iter("img"):
        source, alt = picture.get("src") or "", picture.get("alt")
        if "decorative" in picture.classes:
            picture.set("alt", "")
        elif alt is None or (alt and alt == source):  # docutils puts the address where no text was given
            picture.set("alt", ui.text("Picture without a description"))


def _tasks(root: HtmlElement) -> None:
    for box in list(root.iter("input")):
        if any(name.startswith("xr-") for name in box.classes):  # by which a program of xarray folds its tables
            box.drop_tree()
        elif box.get("type") == "checkbox":
            mark = box.makeelement("span", {"class": "task"})
            mark.text = "☑" if box.get("checked") is not None else "☐"
            mark.tail = box.tail
            box.tail = None
            box.getparent().replace(box, mark)
        else:
            box.drop_tag()
