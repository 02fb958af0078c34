"""The last gate: every file that is about to be published is parsed again, whatever made it.

It knows nothing of lessons, Sphinx or the sanitizer, so that it tests them all. What it refuses is not published.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from posixpath import normpath

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import SiteFile
from courseforge.rendering.archive_files import inspect_archive
from courseforge.rendering.book_files import inspect_book
from courseforge.rendering.drawing_files import STYLE_LOADS, inspect_drawing
from courseforge.rendering.forms import is_chooser_part, is_search_part
from courseforge.rendering.kinds import LOOKED_AT, OFFERED, is_plain
from courseforge.rendering.record_files import inspect_records
from courseforge.shares import take_shares

#: What every page states, word for word.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
_FORBIDDEN = frozenset(
    "iframe frame frameset object embed applet portal style base template foreignobject noscript form input textarea "
    "button select image feimage use animate animatemotion animatetransform set".split()
)
_FOR_SERVERS = frozenset({".nojekyll", "_headers", "_redirects"})
_DOWNLOADS = "_downloads/"  # of a Jupyter Book, where any data may lie
_LINK_RELS = frozenset("stylesheet icon alternate canonical prev next license schema.dc schema.dcterms".split())
_LOADED_RELS = frozenset({"stylesheet", "icon"})
_LOADING = ("src", "poster", "data", "background", "action", "formaction", "ping", "manifest", "longdesc")
_COPY = r"(?:\.\./)*[\w-][\w./-]* \d{1,4}w"  # of a picture, on this site
_COPIES = re.compile(rf"{_COPY}(?:, {_COPY})*")
_FEED = re.compile(r"(?:[\w-]+/)?(?:feed|feeds/[\w-]+)\.xml")
_ATOM = "{http://www.w3.org/2005/Atom}"
_FEW = 200  # files: fewer are looked at sooner than a process is forked
_UNSEEN = dict.fromkeys(range(0x21))
_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})


def inspect_site(
    files: Sequence[SiteFile], origins: Mapping[str, str], scripts: Collection[str], memory: Memory = NO_MEMORY
) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """Look at every file.

    Args:
        origins: the pages that were made, with the author's file each comes from; the site may hold no other page.
        scripts: paths of the scripts that pages may run.
        memory: of the files that were looked at before.

    Returns:
        The paths of the files that must not be published, and an error for each fault (three at most for a file).
    """
    runnable = frozenset(scripts)

    def inspect(file: SiteFile) -> list[str]:
        of = (file.sha256, file.path in origins, runnable)
        return memory.recall(("inspected", file.path), of, partial(inspect_file, file, origins, scripts))[:3]

    faults = take_shares(files, inspect, dear=len(files) > _FEW)
    found = {file.path: said for file, said in zip(files, faults, strict=True)}
    refused = frozenset(path for path, faults in found.items() if faults)
    return refused, tuple(
        _refusal(path, fault, origins.get(path, "")) for path in sorted(refused) for fault in found[path]
    )


def inspect_file(file: SiteFile, pages: Collection[str], scripts: Collection[str]) -> list[str]:
    """Name every fault of one file."""
    suffix = PurePosixPath(file.path).suffix.lower() or PurePosixPath(file.path).name
    if suffix in (".html", ".js", ".css", ".xml"):
        return _inspect_own(file, suffix, pages, scripts)
    if suffix == ".svg":
        return inspect_drawing(file.read_bytes())
    if suffix == ".json":
        return _json_faults(file.read_bytes())
    if suffix == ".epub":
        return inspect_book(file.read_bytes())
    if suffix == ".zip":
        return inspect_archive(file.read_bytes())
    if suffix in OFFERED or file.path in _FOR_SERVERS:
        return []
    if file.path.startswith(_DOWNLOADS) and is_plain(file.path.rpartition("/")[2], file.read_bytes()[:LOOKED_AT]):
        return []
    return [f"its kind ({suffix}) is not one a page may offer"]


def _inspect_own(file: SiteFile, suffix: str, pages: Collection[str], scripts: Collection[str]) -> list[str]:
    """Look at a file of a kind that only courseforge itself may publish."""
    match suffix:
        case ".html" if file.path in pages:
            return inspect_page(file.read_bytes(), file.path, scripts)
        case ".js" if file.path in scripts:
            return []
        case ".js" if file.path.startswith("search/"):
            return _index_faults(file)
        case ".css" if file.path.startswith("_static/"):
            return ["the style sheet loads something"] if STYLE_LOADS.search(file.read_bytes().decode()) else []
        case ".xml" if file.path == "sitemap.xml":
            return []
        case ".xml" if _FEED.fullmatch(file.path):
            return _feed_faults(file.read_bytes())
        case ".xml" if file.path.startswith("catalog/"):
            return inspect_records(file.read_bytes())
    return [f"only courseforge itself may publish files of this kind ({suffix}); a browser would run what is in it"]


def inspect_page(data: bytes, path: str, scripts: Collection[str]) -> list[str]:
    """Name every fault of an HTML page, parsed as browsers parse."""
    try:
        root = LexborHTMLParser(data.decode("utf-8")).root
    except UnicodeDecodeError:
        return ["it is not UTF-8"]
    if root is None:
        return ["it is empty"]
    faults: list[str] = []
    policy = ""
    for node in root.traverse(include_text=False):
        tag = (node.tag or "").lower()
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        if tag == "meta" and "http-equiv" in attributes:
            policy = policy or attributes.get("content", "")
            faults += [] if attributes == _POLICY_META else ["it has a “meta” element that acts like a header"]
        faults += _element_faults(node, tag, attributes, path, scripts, guarded=bool(policy))
        faults += _attribute_faults(tag, attributes)
    return faults if policy else [*faults, "it states no Content-Security-Policy"]


_POLICY_META = {"http-equiv": "Content-Security-Policy", "content": POLICY}


def _element_faults(
    node: LexborNode, tag: str, attributes: dict[str, str], path: str, scripts: Collection[str], *, guarded: bool
) -> list[str]:
    if is_chooser_part(tag, attributes):
        return []
    if is_search_part(tag, attributes):
        return [] if _is_search_page(attributes.get("action", "search.html")) else ["a form leads elsewhere"]
    if tag in _FORBIDDEN:
        return [f"it has a “{tag}” element"]
    if tag == "script" and attributes == {"type": "application/ld+json"}:
        return _json_faults((node.text() or "").encode())
    if tag == "script":
        target = normpath(f"{PurePosixPath(path).parent}/{attributes.get('src', '')}")
        absolute = attributes.get("src", "").startswith("/")  # the page for missing ones, which lies at any address
        ours = any(target == script or (absolute and target.endswith(f"/{script}")) for script in scripts)
        return (
            [] if guarded and ours and set(attributes) == {"src"} else ["it has a script that is not courseforge's"]
        )
    if tag == "link":
        rels = set(attributes.get("rel", "").lower().split())
        if not rels or not rels <= _LINK_RELS:
            return ["it has a “link” element of a kind that loads something"]
        if rels & _LOADED_RELS and not _is_local(attributes.get("href", "")):
            return ["it loads a style sheet or an icon from elsewhere"]
    return []


def _attribute_faults(tag: str, attributes: dict[str, str]) -> list[str]:
    faults = []
    for name, value in attributes.items():
        if name.startswith("on"):
            faults.append(f"it has an event handler ({name})")
        elif name in ("style", "srcdoc", "imagesrcset") or (name == "srcset" and not _COPIES.fullmatch(value)):
            faults.append(f"it has a “{name}” attribute")
        elif name in _LOADING and not _is_local(value):
            faults.append(f"it loads something from elsewhere ({tag} {name})")
        elif name in ("href", "xlink:href", "cite") and _scheme(value) not in _SCHEMES:
            faults.append(f"a link has the scheme “{_scheme(value)}:”")
    return faults


def _json_faults(data: bytes) -> list[str]:
    try:
        json.loads(data)
    except ValueError:
        return ["it holds data that is no JSON"]
    return []


def _feed_faults(data: bytes) -> list[str]:
    """Look at a feed: plain Atom, in which nothing is a page or names a style sheet, and links lead to the web."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return ["it is no well-formed feed"]
    plain = all(isinstance(node.tag, str) and node.tag.startswith(_ATOM) for node in root.iter())
    alone = not root.getroottree().xpath("//processing-instruction()")
    linked = all(_scheme(node.get("href", "")) in ("http", "https") for node in root.iter(f"{_ATOM}link"))
    texts = all(node.get("type") in (None, "text") or node.tag == f"{_ATOM}link" for node in root.iter())
    return [] if plain and alone and linked and texts else ["it is no plain feed"]


def _index_faults(file: SiteFile) -> list[str]:
    """Look at a part of the index for searching: one call that hands over its name and one JSON value."""
    name = file.path.removeprefix("search/").removesuffix(".js")
    start, end = f'cfSearch("{name}",'.encode(), b");\n"
    data = file.read_bytes()
    if not (data.startswith(start) and data.endswith(end)):
        return ["it is no part of the index for searching"]
    return _json_faults(data[len(start) : -len(end)])


def _is_search_page(url: str) -> bool:
    return _is_local(url) and url.rpartition("/")[2] == "search.html"


def _is_local(url: str) -> bool:
    return not _scheme(url) and not _plain(url).replace("\\", "/").startswith("//")


def _scheme(url: str) -> str:
    """Return a URL's scheme as a browser reads it."""
    before, colon, _ = _plain(url).partition(":")
    return before.lower() if colon and re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", before) else ""


def _plain(url: str) -> str:
    """Leave out the spaces and control characters that browsers don't see, and people hide schemes with."""
    return url.translate(_UNSEEN)


def _refusal(path: str, fault: str, origin: str) -> Diagnostic:
    return Diagnostic(
        "CF799",
        Severity.ERROR,
        f"The finished file “{path}” is not published: {fault}.",
        Location(origin or path),
        "A published page runs and loads nothing foreign. Take out what causes this; "
        "if the lesson has nothing of the kind, please report a fault of courseforge.",
    )
