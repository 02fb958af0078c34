"""Code cells of a body: what was typed, what it gave, each with a name that a screen reader can say."""

from lxml.html import HtmlElement

from courseforge.rendering.body.blocks import code_block
from courseforge.rendering.interface import Interface
from courseforge.rendering.staging.roles import FOLDED_ROLES, ROLE_TITLES


def mark_up_cells(root: HtmlElement, ui: Interface) -> None:
    """Rewrite MyST-NB's cells in place."""
    number = 0
    for cell in [e for e in root.iter("div") if {"cell", "container"} <= _classes(e)]:
        if _find_part(cell, "cell_input") is not None:
            number += 1
        _mark_up_cell(cell, ui, number)


def _mark_up_cell(cell: HtmlElement, ui: Interface, number: int) -> None:
    tags = {name.removeprefix("tag_") for name in cell.classes if name.startswith("tag_")}
    name = ui.text("Code {n}", n=number)
    folded = cell.find("./details") is not None
    source, output = _find_part(cell, "cell_input"), _find_part(cell, "cell_output")
    made: list[HtmlElement] = []
    if source is not None:
        made += _source(source, name)
    if output is not None:
        made += _output(output, name, ui, with_code=source is not None)
    hidden = _hidden_parts(tags) if folded else frozenset()
    box = cell.makeelement("div", {"class": "cell", "role": "group", "aria-label": name})
    if place := cell.get("id"):  # a label stood above the cell
        box.set("id", place)
    box.extend([mark for mark in cell.iterchildren("span") if mark.get("id") and not len(mark)])  # more of them
    _fill(box, made, hidden, ui)
    role = next((role for role in ROLE_TITLES if role in tags), "")
    _replace(cell, _in_role(box, role, ui))


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _find_part(cell: HtmlElement, name: str) -> HtmlElement | None:
    """Return the first part of a class; most often it comes soon."""
    return next((part for part in cell.iter("*") if name in _classes(part)), None)


def _source(source: HtmlElement, name: str) -> list[HtmlElement]:
    pre = next(source.iter("pre"), None)
    return [] if pre is None else [_bar(source, name), code_block(pre, name)]


def _output(output: HtmlElement, name: str, ui: Interface, *, with_code: bool) -> list[HtmlElement]:
    box = output.makeelement("div", {"class": "out"})
    if with_code:
        box.append(_bar(output, ui.text("What it gives")))
    label = ui.text("Output of {name}", name=name.lower())
    for number, child in enumerate(list(output)):
        box.append(_one_output(child, f"{label}, {number + 1}" if number else label))
    return [box] if len(box) > int(with_code) else []


def _one_output(child: HtmlElement, label: str) -> HtmlElement:
    pre = next(child.iter("pre"), None)
    if pre is not None and "output" in child.classes and "text_html" not in child.classes:
        block = code_block(pre, label, inner="samp")
        if "traceback" in child.classes:
            block.set("class", "error")
            _drop_rule(block[0])
        return block
    if child.tag == "img" or (child.tag in ("a", "p") and next(child.iter("img"), None) is not None):
        figure = child.makeelement("figure", {"class": "figure"})
        child.tail = None
        figure.append(child)
        return figure
    child.tail = None
    return child


def _drop_rule(samp: HtmlElement) -> None:
    """Leave out the row of dashes above an error: it breaks where a page is narrower than a terminal."""
    if len(samp) and not samp.text and set(samp[0].text or "") == {"-"}:
        samp[0].tail = (samp[0].tail or "").removeprefix("\n")
        samp[0].drop_tree()


def _hidden_parts(tags: set[str]) -> frozenset[str]:
    """Tell which parts Jupyter Book's tags fold."""
    if "hide-input" in tags or "hide_input" in tags:
        return frozenset({"code"})
    if "hide-output" in tags or "hide_output" in tags:
        return frozenset({"out"})
    return frozenset({"code", "out"})


def _fill(box: HtmlElement, parts: list[HtmlElement], hidden: frozenset[str], ui: Interface) -> None:
    target: HtmlElement = box
    for part in parts:
        kind = "out" if part.get("class") == "out" else "code"
        if kind not in hidden:
            box.append(part)
            continue
        if target is box:
            words = {"code": ui.text("Show the code"), "out": ui.text("Show what it gives")}
            target = box.makeelement("details", {"class": "folded"})
            summary = box.makeelement("summary")
            summary.text = words[kind]
            target.append(summary)
            box.append(target)
        target.append(part)


def _in_role(box: HtmlElement, role: str, ui: Interface) -> HtmlElement:
    """Put a cell that plays a role into that role's block; a folded role needs no fold inside."""
    if not role:
        return box
    for fold in list(box.iter("details")):
        summary = fold.find("./summary")
        if summary is not None:
            fold.remove(summary)
        fold.drop_tag()
    wrapper = box.makeelement("details" if role in FOLDED_ROLES else "div", {"class": role})
    title = box.makeelement("summary" if role in FOLDED_ROLES else "p")
    if role not in FOLDED_ROLES:
        title.set("class", "kind")
    title.text = ui.text(ROLE_TITLES[role])
    wrapper.append(title)
    wrapper.append(box)
    return wrapper


def _bar(near: HtmlElement, text: str) -> HtmlElement:
    bar = near.makeelement("div", {"class": "cell-bar"})
    label = near.makeelement("span")
    label.text = text
    bar.append(label)
    return bar


def _replace(old: HtmlElement, new: HtmlElement) -> None:
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)
