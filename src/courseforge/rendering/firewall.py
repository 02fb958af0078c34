"""The last gate: every file that is about to be published is parsed again, whatever made it.

It knows nothing of lessons, Sphinx or the sanitizer, so that it tests them all. What it refuses is not published.
"""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import SiteFile

#: Kinds of files that run nothing when a reader opens them; pictures, sounds, data, documents.
_INERT = frozenset(
    ".png .jpg .jpeg .gif .webp .ico .wav .mp3 .ogg .oga .mp4 .webm .vtt .woff2 .txt .csv .tsv .md .ipynb .py .mid "
    ".mrc .epub .zip .pdf .nojekyll".split()
)
_FORBIDDEN = frozenset(
    "iframe frame frameset object embed applet portal style base template foreignobject noscript svgscript "
    "textarea button select".split()
)
_POLICY = "default-src 'none'"
_LOADING = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest")
_LINK_RELS = frozenset({"stylesheet", "icon"})
_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
_STYLE_LOADS = re.compile(rb"@import|url\(\s*['\"]?(?:[a-z]+:|//)|expression\(", re.IGNORECASE)


def inspect_files(files: Iterable[SiteFile], scripts: frozenset[str]) -> tuple[Diagnostic, ...]:
    """Return an error for each file that would run or load something foreign.

    Args:
        scripts: SHA-256 of the scripts that are our own.
    """
    return tuple(_refusal(file, fault) for file in files for fault in inspect_file(file, scripts)[:3])


def inspect_file(file: SiteFile, scripts: frozenset[str]) -> list[str]:
    """Name every fault of one file."""
    suffix = PurePosixPath(file.path).suffix.lower() or PurePosixPath(file.path).name
    if suffix in (".js", ".mjs"):
        return [] if file.sha256 in scripts else ["it is a script that is not courseforge's own"]
    inspect = _INSPECTORS.get(suffix)
    if inspect is not None:
        return inspect(file.read_bytes())
    return [] if suffix in _INERT else [f"its kind ({suffix}) is not one that a page may offer"]


def inspect_page(data: bytes) -> list[str]:
    """Name every fault of an HTML page, parsed as browsers parse."""
    try:
        tree = LexborHTMLParser(data.decode("utf-8"))
    except UnicodeDecodeError:
        return ["it is not UTF-8"]
    faults: list[str] = []
    root = tree.root
    if root is None:
        return ["it is empty"]
    policies = 0
    for node in root.traverse(include_text=False):
        tag = (node.tag or "").lower()
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        if tag == "meta":
            policies += _POLICY in attributes.get("content", "")
        faults += _element_faults(node, tag, attributes)
        faults += _attribute_faults(tag, attributes)
    if not policies:
        faults.append("it states no Content-Security-Policy")
    return faults


def _element_faults(node: LexborNode, tag: str, attributes: dict[str, str]) -> list[str]:
    if tag in _FORBIDDEN:
        return [f"it has a “{tag}” element"]
    if tag == "script":
        return _script_faults(node, attributes)
    if tag == "link" and attributes.get("rel", "") in _LINK_RELS and not _is_local(attributes.get("href", "")):
        return ["it loads a style sheet or an icon from elsewhere"]
    if tag == "link" and set(attributes.get("rel", "").split()) & {
        "preload",
        "prefetch",
        "dns-prefetch",
        "preconnect",
    }:
        return ["it fetches something ahead"]
    if tag == "meta" and attributes.get("http-equiv", "").lower() not in ("", "content-security-policy"):
        return ["it has a “meta” element that acts like a header"]
    return []


def _script_faults(node: LexborNode, attributes: dict[str, str]) -> list[str]:
    if attributes.get("type") == "application/ld+json":
        return _json_faults((node.text() or "").encode())
    if "type" in attributes or not attributes.get("src"):
        return ["it has a script of its own"]
    return []  # that "src" is local is an attribute's fault; that the file is ours, the file's


def _attribute_faults(tag: str, attributes: dict[str, str]) -> list[str]:
    faults = []
    for name, value in attributes.items():
        if name.startswith("on"):
            faults.append(f"it has an event handler ({name})")
        elif name in ("style", "srcdoc"):
            faults.append(f"it has a “{name}” attribute")
        elif name in _LOADING and not _is_local(value):
            faults.append(f"it loads something from elsewhere ({tag} {name})")
        elif name in ("href", "xlink:href", "cite") and _scheme(value) not in _SCHEMES:
            faults.append(f"a link has the scheme “{_scheme(value)}:”")
    return faults


def _inspect_svg(data: bytes) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return ["it is no well-formed drawing"]
    faults = _instruction_faults(root)
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        if name in ("script", "foreignobject", "iframe", "set", "animate", "image", "a", "audio", "video"):
            faults.append(f"the drawing has a “{name}” element")
        for key, value in element.attrib.items():
            local = etree.QName(key).localname.lower()
            if local.startswith("on") or (local == "href" and not value.startswith("#")):
                faults.append(f"the drawing has the attribute “{local}”")
        if _STYLE_LOADS.search(" ".join([*element.attrib.values(), element.text or ""]).encode()):
            faults.append("the drawing loads something from elsewhere")
    return faults


def _inspect_style(data: bytes) -> list[str]:
    return ["the style sheet loads something from elsewhere"] if _STYLE_LOADS.search(data) else []


def _json_faults(data: bytes) -> list[str]:
    try:
        json.loads(data)
    except ValueError:
        return ["it holds data that is no JSON"]
    return ["its data could end the page's script element"] if b"</" in data else []


def _inspect_xml(data: bytes) -> list[str]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return ["it is no well-formed XML"]
    scripts = [e for e in root.iter(etree.Element) if etree.QName(e).localname.lower() == "script"]
    return _instruction_faults(root) + (["it has a script"] if scripts else [])


def _instruction_faults(root: etree._Element) -> list[str]:
    """Look for processing instructions, also before the first element: a style sheet may be named there."""
    found = root.getroottree().xpath("//processing-instruction()")
    return ["it holds an instruction for a program"] if found else []


def _inspect_data(data: bytes) -> list[str]:
    try:
        json.loads(data)
    except ValueError:
        return ["it is no JSON"]
    return []


_INSPECTORS: dict[str, Callable[[bytes], list[str]]] = {
    ".html": inspect_page,
    ".svg": _inspect_svg,
    ".css": _inspect_style,
    ".json": _inspect_data,
    ".xml": _inspect_xml,
}


def _is_local(url: str) -> bool:
    return not _scheme(url) and not url.strip().replace("\\", "/").startswith("//")


def _scheme(url: str) -> str:
    """Return a URL's scheme as a browser reads it: without the spaces and control characters people hide it with."""
    plain = "".join(c for c in url if ord(c) > 0x20)
    try:
        return urlsplit(plain).scheme.lower()
    except ValueError:
        return "unreadable"


def _refusal(file: SiteFile, fault: str) -> Diagnostic:
    return Diagnostic(
        "CF799",
        Severity.ERROR,
        f"The finished file “{file.path}” is not published: {fault}.",
        Location(file.path),
        "A published page runs and loads nothing foreign. Take out what causes this; "
        "if the lesson has nothing of the kind, please report a fault of courseforge.",
    )
