"""The outline of a body: the title goes to the page's head, parts of the second level are numbered and named."""

from dataclasses import dataclass
from html import escape

from lxml import html as lxml_html
from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Title:
    """A page's title as its author wrote it, with formulas and marks.

    Attributes:
        place: the name by which links find it; empty where it has none.
    """

    html: str = ""
    place: str = ""


def mark_up_sections(root: HtmlElement) -> tuple[Title, tuple[tuple[str, str], ...]]:
    """Take the title out, name every section by its heading.

    Returns:
        The title, and id and heading of each section of the second level.
    """
    first = next((child for child in root if child.tag == "section"), None)
    title = _unwrap_title(first) if first is not None else Title()
    for element in list(root.iter("h1")):
        element.tag = "h2"
    parts: list[tuple[str, str]] = []
    for section in root.iter("section"):
        heading = next((child for child in section if child.tag in ("h2", "h3", "h4", "h5", "h6")), None)
        if heading is None:
            continue
        _name_by_heading(section, heading)
        if heading.tag == "h2":
            section.set("class", "part")
            parts.append((heading.get("id") or "", " ".join(heading.text_content().split())))
    _gather_introduction(root)
    return title, tuple(parts)


def _unwrap_title(section: HtmlElement) -> Title:
    """Open the section that the title makes, and drop the title: the page's head shows it."""
    heading = next((child for child in section if child.tag == "h1"), None)
    if heading is None:
        return Title()
    parts = (lxml_html.tostring(child, encoding="unicode") for child in heading)
    title = Title(escape(heading.text or "") + "".join(parts), section.get("id") or "")
    heading.drop_tree()
    section.drop_tag()
    return title


def _name_by_heading(section: HtmlElement, heading: HtmlElement) -> None:
    if section.get("id"):
        heading.set("id", section.get("id"))
        section.attrib.pop("id")
    section.attrib.pop("class", None)
    if heading.get("id") and heading.tag == "h2":
        section.set("aria-labelledby", heading.get("id"))


def _gather_introduction(root: HtmlElement) -> None:
    """Put what comes before the first part into a box of its own, so that it is spaced like one."""
    before: list[HtmlElement] = []
    for child in root:
        if child.tag == "section":
            break
        before.append(child)
    if not before:
        return
    introduction = root.makeelement("div", {"class": "intro"})
    root.insert(0, introduction)
    introduction.extend(before)
