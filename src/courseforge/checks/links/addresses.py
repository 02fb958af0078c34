"""Addresses on the web: whether they are encrypted, and whether they are the library's own (CF405, CF406)."""

from collections.abc import Iterator
from posixpath import relpath

from courseforge.checks.links.advice import replace_once
from courseforge.checks.links.hosts import is_one_of, read_host
from courseforge.checks.links.targets import SHOWN
from courseforge.checks.prose import Link
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject

# Servers of which everybody knows that they speak https, and that it shows the same.
_SECURE_HOSTS = frozenset(
    "archive.org arxiv.org creativecommons.org doi.org docs.python.org dx.doi.org github.com gutenberg.org "
    "jupyter.org loc.gov matplotlib.org nasa.gov numpy.org opensource.org pandas.pydata.org pypi.org python.org "
    "scikit-learn.org scipy.org unicode.org w3.org wikimedia.org wikipedia.org worldcat.org youtube.com".split()
)


def find_insecure_links(cell: CellSubject) -> Iterator[Finding]:
    """A link to another site begins with ``https``.

    Why: with ``http`` everybody on the way can read along and change the page, and browsers warn of it.

    Fails::

        [Drums](http://en.wikipedia.org/wiki/Drum)

    Mended::

        [Drums](https://en.wikipedia.org/wiki/Drum)
    """
    for link in cell.prose.links:
        if not link.target.startswith("http://") or not _is_public(link):
            continue
        secure = f"https://{link.target.removeprefix('http://')}"
        fix = replace_once(cell, link.line, link.target, secure) if is_one_of(link.target, _SECURE_HOSTS) else None
        hint = f"Write {secure[:SHOWN]}" if fix else "Try it with https in your browser; if it opens, write that."
        yield Finding(cell.at(link.line), f"The link to {link.target[:SHOWN]} is not encrypted.", hint, fix)


def _is_public(link: Link) -> bool:
    """Tell whether an address is one of the web: not this computer, and not a name without a dot."""
    host = read_host(link.target)
    is_written = link.form != "bare" or link.text.startswith("http")  # “example.org” alone is only a name
    return is_written and "." in host and not host.startswith(("127.", "192.168.", "10.", "0."))


def find_own_addresses(cell: CellSubject) -> Iterator[Finding]:
    """A link to the library's own site is written as a link to a file.

    No link begins with the address in ``html: baseurl`` of ``_config.yml``.

    Why: a link to a file is checked, also works in a preview, in a downloaded copy and on a USB stick, and follows
    when the site moves.

    Fails::

        [Make it swing](https://lessons.example.org/sound-lab/make-it-swing.html)

    Mended::

        [Make it swing](../sound-lab/make-it-swing.ipynb)
    """
    own = cell.library.settings.html.baseurl.rstrip("/").partition("//")[2].casefold()
    for link in cell.prose.links if own else ():
        rest = link.target.partition("//")[2]
        if rest.casefold() == own or rest.casefold().startswith(f"{own}/"):
            hint = _find_own_file(cell, rest[len(own) :].strip("/"))
            message = f"This link goes to the library's own site by its whole address: {link.target[:SHOWN]}"
            yield Finding(cell.at(link.line), message, hint)


def _find_own_file(cell: CellSubject, page: str) -> str:
    id = page.partition("#")[0].removesuffix(".html")
    lessons = cell.library.lessons_by_id.get(id, ())
    folder = cell.path.rpartition("/")[0]
    if lessons:
        return f"Write {relpath(lessons[0].lesson.path, folder)}"
    return "Write the name of the lesson's file, such as make-it-swing.ipynb or ../zine-machine/fold-it.ipynb"
