"""From Sphinx's rendered body to a lesson's: the theme's markup, then sanitized, once, as a whole."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import html as lxml_html
from lxml.etree import XPath
from lxml.html import HtmlElement

from courseforge.diagnostics import Severity
from courseforge.rendering.body.blocks import mark_up_blocks
from courseforge.rendering.body.cards import mark_up_cards
from courseforge.rendering.body.cells import mark_up_cells
from courseforge.rendering.body.citations import mark_up_citations
from courseforge.rendering.body.drawings import extract_drawings
from courseforge.rendering.body.elsewhere import give_way, lies_elsewhere
from courseforge.rendering.body.figure_credits import credit_pictures
from courseforge.rendering.body.formulas import mark_up_formulas
from courseforge.rendering.body.gates import gather_gated_parts
from courseforge.rendering.body.lighter import lighten_pictures
from courseforge.rendering.body.media import collect_media, extract_media, name_pictures
from courseforge.rendering.body.notes import Noted, Notes, write_notes
from courseforge.rendering.body.place import Place
from courseforge.rendering.body.players import mark_up_players
from courseforge.rendering.body.sanitizer import sanitize
from courseforge.rendering.body.sections import Title, mark_up_sections
from courseforge.rendering.body.signs import name_signs
from courseforge.rendering.body.standpoint import look_from_above, look_from_folder
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
        title: of the page, sanitized.
        sections: id and heading of each section of the second level.
        behind: the parts of a translation that have a note.
    """

    html: str
    sections: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...] = field(default=())
    behind: tuple[Noted, ...] = ()
    title: Title = field(default_factory=Title)


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
_FRAMES = ("iframe", "object", "embed")  # a link can lead to what they show
#: Characters that XML, and so the parser, cannot hold.
_CONTROLS = {code: None for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
_STEPS: tuple[Callable[[HtmlElement, Interface], None], ...] = (
    mark_up_cells,
    mark_up_cards,
    mark_up_citations,
    mark_up_formulas,
    mark_up_blocks,
    gather_gated_parts,
)
_NO_NOTES = Notes()
#: Elements that may be active, have a script or lead to one; and those that have an id.
_find_suspects = XPath(
    f"descendant-or-self::*[@href or @*[starts-with(name(), 'on')] or {' or '.join(f'self::{n}' for n in _ACTIVE)}]"
)
_find_named = XPath("descendant-or-self::*[@id]")


def finish_body(html: str, place: Place, ui: Interface, *, notes: Notes = _NO_NOTES) -> Body:
    """Turn Sphinx's body into the theme's markup and make it safe.

    Args:
        notes: about the sections of a translation.
    """
    root = lxml_html.fragment_fromstring(html.translate(_CONTROLS), create_parent="div")
    look_from_above(root, place.folder)
    held = list(root.iter())  # what nobody holds, lxml makes anew for each step that comes by
    name_signs(root)
    name_pictures(root)
    removed = (*extract_drawings(root, place.page), *_take_out_active(root, ui))
    lost = extract_media(root, place.page)
    mark_up_players(root, place, ui)
    credit_pictures(root, place, ui)
    missing = collect_media(root, place.page, place.course, ui)
    lighten_pictures(root, place.page, place.files, place.copies)
    for step in _STEPS:
        step(root, ui)
    title, sections = mark_up_sections(root)
    behind = write_notes(root, sections, notes)
    _tell_ids_apart(root)
    look_from_folder(root, place.folder)
    del held
    inner = "".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    text = (root.text or "").strip()
    findings = (
        *(_removed(what) for what in dict.fromkeys(removed)),
        *(_lost(kind) for kind in lost),
        *(_missing(name) for name in missing),
    )
    return Body(sanitize(text + inner), sections, findings, behind, replace(title, html=sanitize(title.html)))


def _take_out_active(root: HtmlElement, ui: Interface) -> tuple[str, ...]:
    """Take out what runs or loads, and name what it was. The sanitizer would drop it too, but without a word."""
    found: dict[str, None] = {}
    for element in _find_suspects(root):
        if element.tag in _ACTIVE:
            if not _is_a_programs_own(element):
                found[_ACTIVE[element.tag]] = None
            if element.tag == "form":
                element.drop_tag()
            elif element.tag in _FRAMES:
                give_way(element, ui)
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


def _tell_ids_apart(root: HtmlElement) -> None:
    """Leave each id where it stands first; some extensions give the same one to each of their blocks."""
    seen: set[str] = set()
    for element in _find_named(root):
        if place := element.get("id"):
            if place in seen:
                del element.attrib["id"]
            seen.add(place)


def _is_a_programs_own(element: HtmlElement) -> bool:
    """Tell what no author wrote: the style sheet in a table of pandas, the arrow in a dropdown of sphinx-design."""
    if element.tag == "style":
        return any("text_html" in parent.classes for parent in element.iterancestors())
    return element.tag == "svg" and "sd-octicon" in element.classes


def _removed(what: str) -> Finding:
    return Finding(
        "CF743",
        Severity.WARNING,
        f"The page leaves out {what} that stands in this lesson: published pages run and load nothing foreign.",
        "Say it in words, or show a picture, a table or a link instead.",
    )


def _missing(name: str) -> Finding:
    elsewhere = "lies on another computer; pages load nothing from elsewhere"
    problem = elsewhere if lies_elsewhere(name) else "is not a picture or sound of this course"
    return Finding(
        "CF401",
        Severity.WARNING,
        f"A file of this lesson is left out: “{name[:80]}” {problem}.",
        "Put the file into the course's own folder and name it from there, with the right spelling.",
    )


def _lost(kind: str) -> Finding:
    return Finding(
        "CF744",
        Severity.WARNING,
        f"A sound or picture written into the page as {kind} is left out: its content is not what it says.",
        "Save it as PNG, JPEG, WAV or MP3 and show that.",
    )
