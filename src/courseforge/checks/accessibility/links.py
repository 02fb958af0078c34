"""The words of links (CF308, CF309)."""

import re
from collections.abc import Iterator

from courseforge.checks.prose import Link
from courseforge.checks.quotation import quote_line
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject

_NOWHERE = frozenset(
    "here|click here|click|this|this link|this page|link|the link|read more|more|more info|more information|see here|"
    "go here|download here|look here|"
    "aquí|aqui|haz clic aquí|haga clic aquí|clic aquí|pincha aquí|pinche aquí|pulsa aquí|este enlace|esta página|"
    "esta liga|este link|enlace|el enlace|liga|leer más|más|ver más|más información|acá|ver aquí".split("|")
)


_QUOTES = ("“", "«", '"', "'")  # the name of something


def find_links_that_say_nothing(cell: CellSubject) -> Iterator[Finding]:
    """The words of a link say where it leads.

    Not “here”, not “click here”, not “this link”: the words make sense when they are read alone.

    Why: who listens to a page lets its links be read as a list. “Here, here, more, here” is no help; and on a phone
    a longer link is easier to touch.

    Fails::

        You find the drum sounds [here](https://sounds.example.org/drums).

    Mended::

        You find them in the [library of drum sounds](https://sounds.example.org/drums).
    """
    for link in cell.prose.links:
        words = " ".join(re.sub(r"[^\w\s]", " ", link.text.lower()).split())
        if words in _NOWHERE and not link.text.startswith(_QUOTES):
            message = f"The link “{quote_line(link.text)}” does not say where it leads."
            yield Finding(cell.at(link.line), message, "Put the words into the link that name what one finds there.")
        elif _is_without_words(link):
            message = f"The link to {quote_line(link.target)} has no words."
            yield Finding(
                cell.at(link.line), message, "Write between the brackets what one finds there, or take the link out."
            )


def _is_without_words(link: Link) -> bool:
    # MyST writes the title of what an empty link to a file or a label leads to.
    return link.form == "markdown" and not link.text.strip() and not link.holds_image and _is_web(link.target)


def _is_web(target: str) -> bool:
    return target.startswith(("http://", "https://"))


def find_bare_addresses(cell: CellSubject) -> Iterator[Finding]:
    """A link is words, not an address.

    A long address stands behind words. A short one that people should remember or type, such as that of a site, may
    be seen. The number of characters from which it is long is ``address_characters`` in ``courseforge: check:
    thresholds:``.

    Why: who listens to the page hears the address letter by letter, or a jumble of words.

    Fails::

        https://sounds.example.org/drums/2026/list?sort=name

    Mended::

        [list of drum sounds](https://sounds.example.org/drums/2026/list?sort=name)
    """
    most = cell.library.thresholds.address_characters
    for link in cell.prose.links:
        if _is_web(link.text) and " " not in link.text and len(link.text) > most:
            message = f"Readers see the address {quote_line(link.text)} instead of words."
            yield Finding(cell.at(link.line), message, f"Write: [what one finds there]({quote_line(link.target)})")
