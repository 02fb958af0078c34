"""What finished pages give away (CF716, CF717, CF718, CF723, CF732).

The firewall (CF799) already refuses pages that run or load anything foreign. These rules read every text of the site,
feeds and records too, and say what it is that was refused.
"""

import re
from collections.abc import Iterator
from html import unescape
from posixpath import dirname, normpath
from urllib.parse import unquote

from courseforge.checks.privacy.looking import is_own
from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import PageSubject

_EMAIL = r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,18}"
_HISTORY = re.compile(
    r"(?:last (?:changed|edited|modified|updated) by|(?:changed|edited|committed|updated) by|[uú]ltimo "
    r"cambio|[uú]ltima (?:edici[oó]n|"
    r"modificaci[oó]n)|(?:modificado|cambiado|editado) por|<(?:managingEditor|webMaster|author|email|"
    r"dc:creator)\b[^<>]{0,80}>|name=[\"']?author[\"']?|"
    rf"\"(?:author|email|creator)\"\s?:)[^\n@]{{0,80}}?(?<![\w.+-])({_EMAIL})",
    re.IGNORECASE,
)
_TAGS = (
    r"<(?:(?:script|iframe|img|audio|video|source|embed|track|"
    r"input)\b[^<>]{0,400}?\bsrc(?:set)?\s?=\s?[\"']?\s?(?:https?:)?//(?P<one>[\w.-]{3,100})"
    r"|link\b(?=[^<>]{0,400}\brel\s?=\s?[\"']?[\w ]{0,30}(?:stylesheet|icon|preload|prefetch|preconnect|"
    r"font|modulepreload))[^<>]{0,400}?\bhref\s?=\s?[\"']?\s?(?:https?:)?//(?P<two>[\w.-]{3,100})"
    r"|object\b[^<>]{0,400}?\bdata\s?=\s?[\"']?\s?(?:https?:)?//(?P<three>[\w.-]{3,100}))"
)
_LOADING_TAGS = re.compile(_TAGS, re.IGNORECASE)  # all begin alike, so that it is soon done with everything else
_LOADING = re.compile(
    _TAGS + r"|@import\s{1,3}(?:url\()?\s?[\"']?(?:https?:)?//(?P<four>[\w.-]{3,100})"
    r"|\burl\(\s?[\"']?(?:https?:)?//(?P<five>[\w.-]{3,100})",
    re.IGNORECASE,
)


def find_history(page: PageSubject) -> Iterator[Finding]:
    """No page says who saved a file.

    No page, feed or record names the e-mail address of whoever changed a file last, as Git keeps it, or gives one as
    the author.

    Why: Git writes down real names and private addresses. People agreed to be credited by another name.

    Fails::

        <p>Last changed by mila.okafor@gmail.com</p>

    Mended::

        <p>By DJ Nova</p>
    """
    if page.passage.may_have_address:
        for match in _HISTORY.finditer(page.text[:_LONGEST]):
            if not is_own(match[1], page.library):
                said = "An e-mail address stands here as that of an author."
                yield Finding(page.at(_line(page, match)), said, "Name authors by the key of contributors.yml only.")


_LONGEST = 1_000_000


def _line(page: PageSubject, match: re.Match[str]) -> int:
    return page.text.count("\n", 0, match.start()) + 1


def find_foreign_loads(page: PageSubject) -> Iterator[Finding]:
    """A page loads everything from the library itself.

    No page, style sheet or feed loads a script, a style, a font, a frame or a picture from another computer.

    Why: whoever serves it learns who reads which lesson, and when. A library does not tell, and lets nobody else
    tell.

    Fails::

        <script src="https://cdn.jsdelivr.net/npm/mathjax@3/tex-mml-chtml.js"></script>

    Mended: the file lies in the site, and ::

        <script src="../_static/mathjax.js"></script>
    """
    own = page.library.settings.html.baseurl
    is_style = "url(" in page.passage.lowered or "@import" in page.passage.lowered
    loading = _LOADING if is_style else _LOADING_TAGS
    for match in loading.finditer(page.text[:_LONGEST]) if "//" in page.text else ():
        host = next(filter(None, match.groups()))
        if not (own and f"//{host}/" in own):
            said = f"This loads something from {host}, which would see who reads it."
            yield Finding(
                page.at(_line(page, match)), said, "Put the file into the course, or say in words what it shows."
            )


_FORM = re.compile(r"<form\b[^<>]{0,400}?\baction\s?=\s?[\"']?\s?(?:https?:)?//", re.IGNORECASE)
_LETTER = re.compile(r"mailto:[^\"'\s<>?]{0,200}\?[^\"'\s<>]{0,600}", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:\b|=|\n)(?:my |mi )?(?:name|age|school|grade|birthday|address|phone|nombre|edad|escuela|curso|"
    r"colegio|direcci[oó]n|tel[eé]fono)\s?:",
    re.IGNORECASE,
)
_KEPT = re.compile(r"\bdocument\.cookie\s?=|\b(?:local|session)Storage\.setItem\(\s?[\"'`](?P<key>[\w.-]{1,60})")
_ALLOWED = frozenset({"theme", "courseforge", "font-size", "progress", "language"})


def find_collecting_pages(page: PageSubject) -> Iterator[Finding]:
    """A page asks for nothing and keeps nothing.

    No form sends what is typed to another computer, no link opens a letter that asks for name, age or school, and no
    page sets a cookie or keeps anything in the browser but how it looks.

    Why: what was never asked cannot be lost.

    Fails::

        <form action="https://formspree.io/f/xkqjrvbw" method="post">

    Mended::

        Ask at the desk of your branch.
    """
    text = page.text[:_LONGEST]
    if "<form" in page.passage.lowered:
        for match in _FORM.finditer(text):
            yield Finding(
                page.at(_line(page, match)), "This form sends what is typed to somebody else.", "Take it out."
            )
    if "mailto:" in text:
        for match in _LETTER.finditer(text):
            if _ASKED.search(unquote(unescape(match[0]))):
                said = "This link opens a letter that asks for personal things."
                yield Finding(page.at(_line(page, match)), said, "Leave the letter empty.")
    if page.path.endswith((".html", ".xhtml")) and ("cookie" in text or "Storage" in text):
        for match in _KEPT.finditer(text):
            if (match["key"] or "") not in _ALLOWED:
                said = "This page keeps something about the reader in the browser."
                yield Finding(page.at(_line(page, match)), said, "Take it out.")


def find_withdrawn(page: PageSubject) -> Iterator[Finding]:
    """What was withdrawn is gone everywhere.

    No page, list, feed, record or index for searching names an id of ``withdrawn.yml``, or links to its page. Only
    the page at its old address stays, which says that it was taken back, and what tells catalogs to delete it.

    Why: somebody asked for it to be gone. Where its title still stands in a list, it can be found again elsewhere.

    Fails::

        <a href="sound-lab/old-beat.html">An old beat</a>

    Mended: the link is taken out of the lesson that has it.
    """
    gone = [id for id in sorted(page.library.withdrawn) if id.rpartition("/")[2] in page.text]
    if not gone or page.path == _RELEASE:
        return
    text = _leave_out_deletions(page.text) if page.path.startswith("catalog/") else page.text
    for id in gone:
        if not _is_at_old_address(page.path, id) and _names(text, page.path, id):
            said = "Something that was withdrawn is still named here."
            yield Finding(page.at(), said, "Take out the link or the entry that leads to it.")


_RELEASE = "catalog/manifest.json"  # says which records are no longer there
_ENDS = re.compile(r"</(?:\w{1,20}:)?(?:header|record)>")
#: What tells a catalog to delete a record: in OAI-PMH its header, in MARC (XML) position 5 of the leader.
_DELETION = re.compile(r"<(?:\w{1,20}:)?header\b[^<>]{0,80}\bstatus=[\"']deleted|<(?:\w{1,20}:)?leader>[^<]{5}d")
_LINK = re.compile(r"\bhref=[\"']([^\"'#?:]{1,300})")


def _leave_out_deletions(text: str) -> str:
    found = ((part, _DELETION.search(part)) for part in _ENDS.split(text))
    return "".join(part[: deletion.start()] if deletion else part for part, deletion in found)


def _is_at_old_address(path: str, id: str) -> bool:
    """Tell whether a page stands where the thing, or a part of it, was, in any language."""
    return re.fullmatch(rf"(?:[A-Za-z0-9-]{{1,35}}/)?{re.escape(id)}(?:/[\w./-]{{1,200}})?\.html", path) is not None


def _names(text: str, path: str, id: str) -> bool:
    """Tell whether a text names an id, or links to what was there; that of a course may be a word like any other."""
    if "/" in id and re.search(rf"(?<![\w-]){re.escape(id)}(?![\w-])", text):
        return True
    if "/" not in id and re.search(rf"[\"'/=>]{re.escape(id)}/[a-z0-9-]{{1,64}}[.\"'#?<]", text):
        return True
    links = _LINK.findall(text) if path.endswith(".html") else ()
    return any(_is_at_old_address(normpath(f"{dirname(path)}/{link}").lstrip("/"), id) for link in links)


_DRAFT = re.compile(r"(?:^|/)(?:plans?|drafts?|planes|borradores)/", re.IGNORECASE)
_LISTED = re.compile(r"<loc>[^<]{0,300}?/(?:plans?|drafts?|planes|borradores)/[^<]{0,300}</loc>", re.IGNORECASE)
_PLAN = re.compile(
    r"<title>[^<]{0,20}\b(?:plan for (?:you|\w+)|your plan|plan para (?:ti|\w+)|tu plan)\b", re.IGNORECASE
)
_HIDDEN = re.compile(r"<meta\b[^<>]{0,200}\bnoindex", re.IGNORECASE)


def find_indexed_drafts(page: PageSubject) -> Iterator[Finding]:
    """Plans and drafts are not for search engines.

    A page that is a plan for somebody, or lies in a folder for plans or drafts, says ``noindex``, and the map of the
    site does not list it.

    Why: a plan is made for one person. What a search engine has read once stays there for months.

    Fails::

        <head><title>A plan for you</title></head>

    Mended::

        <head><title>A plan for you</title><meta name="robots" content="noindex"></head>
    """
    if page.path.endswith((".xml", ".html")):
        for match in _LISTED.finditer(page.text[:_LONGEST]):
            yield Finding(
                page.at(_line(page, match)), "The map of the site lists a plan or a draft.", "Leave it out."
            )
    is_private = _DRAFT.search(page.path) or _PLAN.search(page.text[:_LONGEST])
    if page.path.endswith(".html") and is_private and not _HIDDEN.search(page.text[:_LONGEST]):
        said = "This page is a plan or a draft, and search engines may show it."
        yield Finding(page.at(), said, "Keep it outside the site, or let it say noindex.")


HISTORY = Rule("CF716", "pages-do-not-say-who-saved-a-file", PageSubject, ERROR, find_history)
LOADS = Rule("CF717", "pages-load-nothing-from-elsewhere", PageSubject, ERROR, find_foreign_loads)
COLLECTING = Rule("CF718", "pages-ask-for-nothing", PageSubject, ERROR, find_collecting_pages)
WITHDRAWN = Rule("CF723", "withdrawn-is-gone-everywhere", PageSubject, ERROR, find_withdrawn)
DRAFTS = Rule("CF732", "drafts-are-not-indexed", PageSubject, ERROR, find_indexed_drafts)
