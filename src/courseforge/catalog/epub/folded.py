"""What a page keeps folded until a reader opens it.

Few readers of books can fold. Hints and solutions would lie open beside the question, so they go to the end of the
chapter, with a link there and a link back. Everything else that was folded stands where it was, open.
"""

from lxml.html import HtmlElement, builder

from courseforge.rendering.interface import Interface
from courseforge.rendering.staging.roles import FOLDED_ROLES


def move_answers(root: HtmlElement, ui: Interface) -> None:
    """Move hints and solutions to the end of the lesson's own text, and open what else is folded."""
    answers: list[HtmlElement] = []
    for fold in list(root.iter("details")):
        if any(parent in answers for parent in fold.iterancestors()) or FOLDED_ROLES.isdisjoint(fold.classes):
            _open(fold)
        else:
            answers.append(_move(fold, len(answers) + 1, ui))
    if answers:
        heading = builder.H2({"id": "cf-answers"}, ui.text("Hints and solutions"))
        section = builder.E.section({"class": "answers", "aria-labelledby": "cf-answers"}, heading, *answers)
        _put_after_text(root, section)


def _open(fold: HtmlElement) -> None:
    """Make a plain box of it, with its name above."""
    fold.tag = "div"
    fold.attrib.pop("open", None)
    fold.classes.add("opened")
    for summary in fold.findall("summary"):
        summary.tag = "div" if len(summary) else "p"
        summary.set("class", "kind")


def _move(fold: HtmlElement, number: int, ui: Interface) -> HtmlElement:
    """Leave a link where it stood."""
    summary = fold.find("summary")
    name = " ".join(summary.text_content().split()) if summary is not None else ""
    name = name or ui.text("Solution")
    link = builder.A({"id": f"cf-from-{number}", "href": f"#cf-answer-{number}"}, name)
    place = builder.P({"class": "see"}, link, " ", ui.text("(at the end of this lesson)"))
    place.tail, fold.tail = fold.tail, None
    part = _find_part(fold)
    fold.getparent().replace(fold, place)
    if summary is not None:
        summary.drop_tree()
    heading = builder.H3(f"{part}: {name}" if part else name)
    back = builder.P({"class": "see"}, builder.A({"href": f"#cf-from-{number}"}, ui.text("Back to the text")))
    answer = builder.DIV({"class": "answer", "id": f"cf-answer-{number}"}, heading)
    answer.text = None
    if fold.text and fold.text.strip():
        answer.append(builder.P(fold.text))
    answer.extend([*list(fold), back])
    return answer


def _find_part(fold: HtmlElement) -> str:
    """Return the name of the section in which something stands."""
    section = next(fold.iterancestors("section"), None)
    heading = next(section.iterchildren("h2", "h3", "h4"), None) if section is not None else None
    return " ".join(heading.text_content().split()) if heading is not None else ""


def _put_after_text(root: HtmlElement, section: HtmlElement) -> None:
    """Put a section before what the page itself adds to a lesson: credits and the like."""
    for child in root:
        if child.tag == "section" and (child.get("aria-labelledby") or "") in (
            "cf-further",
            "cf-credits",
            "cf-works",
        ):
            child.addprevious(section)
            return
    root.append(section)
