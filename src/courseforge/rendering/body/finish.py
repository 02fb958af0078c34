"""From Sphinx's rendered body to a lesson's: the theme's markup, then sanitized, once, as a whole."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html as lxml_html
from lxml.html import HtmlElement

from courseforge.diagnostics import Severity
from courseforge.rendering.body.blocks import mark_up_blocks
from courseforge.rendering.body.cells import mark_up_cells
from courseforge.rendering.body.media import extract_media
from courseforge.rendering.body.sanitizer import sanitize
from courseforge.rendering.body.sections import mark_up_sections
from courseforge.rendering.interface import Interface


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an author should hear about a finished body."""

    code: str
    severity: Severity
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Body:
    """A body fit for a page.

    Attributes:
        html: sanitized, without the lesson's title.
        sections: id and heading of each section of the second level.
    """

    html: str
    sections: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...] = field(default=())


#: Elements that run, load or pretend, with the word an author knows them by.
_ACTIVE = {
    "script": "a script",
    "iframe": "a frame from another page",
    "object": "an embedded object",
    "embed": "an embedded object",
    "style": "a style sheet",
    "link": "a style sheet",
    "form": "a form",
    "base": "a base address",
    "meta": "a page setting",
    "svg": "a drawing inside the text",
    "template": "a script",
    "noscript": "a script",
    "button": "a form",
    "select": "a form",
    "textarea": "a form",
}
_STEPS: tuple[Callable[[HtmlElement, Interface], None], ...] = (mark_up_cells, mark_up_blocks)


def finish_body(html: str, folder: Path, ui: Interface) -> Body:
    """Turn Sphinx's body into the theme's markup and make it safe.

    Args:
        folder: where the page will lie; sounds and pictures that were written into the HTML become files here.
    """
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    removed = _take_out_active(root)
    lost = extract_media(root, folder)
    for step in _STEPS:
        step(root, ui)
    sections = mark_up_sections(root)
    inner = "".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    text = (root.text or "").strip()
    findings = (*(_removed(what) for what in removed), *(_lost(kind) for kind in lost))
    return Body(sanitize(text + inner), sections, findings)


def _take_out_active(root: HtmlElement) -> tuple[str, ...]:
    """Take out what runs or loads, and name what it was. The sanitizer would drop it too, but without a word."""
    found: dict[str, None] = {}
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.tag in _ACTIVE:
            found[_ACTIVE[element.tag]] = None
            if element.tag == "form":
                element.drop_tag()
            else:
                element.drop_tree()
            continue
        for name in [name for name in element.attrib if name.startswith("on")]:
            found["a script"] = None
            del element.attrib[name]
        if "javascript:" in "".join((element.get("href") or "").split()).lower():
            found["a script"] = None
            del element.attrib["href"]
    return tuple(found)


def _removed(what: str) -> Finding:
    return Finding(
        "CF743",
        Severity.WARNING,
        f"The page leaves out {what} that stands in this lesson: published pages run and load nothing foreign.",
        "Say it in words, or show a picture, a table or a link instead.",
    )


def _lost(kind: str) -> Finding:
    return Finding(
        "CF744",
        Severity.WARNING,
        f"A sound or picture written into the page as {kind} is left out: its content is not what it says.",
        "Save it as PNG, JPEG, WAV or MP3 and show that.",
    )
