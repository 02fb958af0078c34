"""The outline of a body: the title goes to the page's head, parts of the second level are numbered and named."""

from lxml.html import HtmlElement


def mark_up_sections(root: HtmlElement) -> tuple[tuple[str, str], ...]:
    """Take the title out, name every section by its heading, and list those of the second level."""
    first = next((child for child in root if child.tag == "section"), None)
    if first is not None:
        _unwrap_title(first)
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
    return tuple(parts)


def _unwrap_title(section: HtmlElement) -> None:
    """Open the section that the title makes, and drop the title: the page's head shows it."""
    heading = next((child for child in section if child.tag == "h1"), None)
    if heading is not None:
        heading.drop_tree()
        section.drop_tag()


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
