"""Links to lessons and files (CF402)."""

from collections.abc import Iterator

from courseforge.checks.links.advice import propose_target
from courseforge.checks.links.targets import (
    IN_THE_BOOK,
    is_path,
    is_withdrawn,
    leads_somewhere,
    read_role,
    read_target,
)
from courseforge.checks.prose import Link
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject


def find_dead_links(cell: CellSubject) -> Iterator[Finding]:
    """A link leads to a lesson, a file or a named place that is there.

    A lesson is linked by the name of its file, one of another course with the course's folder before it; a file of
    the course by its path. In HTML (``<a href=…>``) only links to other sites and to a place in the page are kept.

    Why: a reader who follows a link to nothing thinks that the lesson is broken, and often leaves.

    Fails::

        Next: [make it swing](make-it-swing.html)

    Mended::

        Next: [make it swing](make-it-swing.ipynb)
    """
    for link in (*cell.prose.links, *_list_documents(cell)):
        target = IN_THE_BOOK.sub("", read_target(link).partition("#")[0])
        if is_path(link, target) and is_withdrawn(cell, target):
            message = f"The link to “{read_target(link)}” leads to something that was taken back."
            hint = "Leave out the link and keep its words, or link what readers can use now."
            yield Finding(cell.at(link.line), message, hint)
            continue
        if not is_path(link, target) or (link.form != "html" and leads_somewhere(cell, target)):
            continue
        shown = read_target(link)
        hint, fix = "", None
        if not leads_somewhere(cell, target):
            otherwise = f". If there is none, leave out the link and keep its words: {link.text}" if link.text else ""
            hint, fix = propose_target(cell, target, link.line, f"{_LINK_HINT}{otherwise}")
        elif link.form == "html":
            hint = f"Links to lessons and files work in Markdown: [{link.text or 'words'}]({shown})"
        yield Finding(cell.at(link.line), f"The link to “{shown}” leads nowhere.", hint, fix)


def _list_documents(cell: CellSubject) -> Iterator[Link]:
    """Give ``{doc}`` as the link that it makes; ``./`` since its target is never a label."""
    for role in cell.prose.roles:
        if role.name == "doc":
            target = read_role(role)
            yield Link(target if "/" in target else f"./{target}", "", role.line)


_LINK_HINT = (
    "Check the spelling. A lesson is linked by its file name, such as make-it-swing.ipynb, "
    "one of another course as ../zine-machine/fold-it.ipynb"
)
