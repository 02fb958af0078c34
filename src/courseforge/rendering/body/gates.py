"""Roles around several cells: what lies between ``{solution-start}`` and ``{solution-end}`` is folded as one."""

from lxml.html import HtmlComment, HtmlElement

from courseforge.rendering.interface import Interface
from courseforge.rendering.staging.roles import FOLDED_ROLES, GATED_ROLES


def gather_gated_parts(root: HtmlElement, _ui: Interface) -> None:
    """Put what stands between a gate and its end into the role's block; a gate without an end stays a line."""
    for role in GATED_ROLES:
        for gate in root.find_class(f"{role}-start"):
            if (between := _collect_between(gate, role)) is not None:
                _enclose(gate, between, role)


def _collect_between(gate: HtmlElement, role: str) -> list[HtmlElement] | None:
    between: list[HtmlElement] = []
    for following in gate.itersiblings():
        if isinstance(following, HtmlComment):
            if (following.text or "").strip() == f"{role}-end":
                return between
        elif f"{role}-start" in following.classes:
            return None  # the next one begins before this one ended
        between.append(following)
    return None


def _enclose(gate: HtmlElement, between: list[HtmlElement], role: str) -> None:
    folded = role in FOLDED_ROLES
    block = gate.makeelement("details" if folded else "div", {"class": role})
    if name := gate.attrib.pop("id", None):
        block.set("id", name)
    gate.getparent().replace(gate, block)
    gate.tag, gate.tail = ("summary" if folded else "p"), None
    gate.attrib.clear()
    if not folded:
        gate.set("class", "kind")
    block.extend([gate, *between])
