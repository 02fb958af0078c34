"""What lies on another computer gives way to a link that names it: pages load nothing from elsewhere."""

from urllib.parse import urlsplit

from lxml.html import HtmlElement

from courseforge.rendering.interface import Interface


def give_way(element: HtmlElement, ui: Interface) -> None:
    """Replace a frame, a player or a picture by a link to what it would load, or by the words that it has."""
    address = _find_address(element)
    words = " ".join((element.get("title") or element.get("alt") or "").split())
    if not address and not words:
        element.drop_tree()
        return
    host = urlsplit(address).hostname or ""
    linked = address and not any(parent.tag == "a" for parent in element.iterancestors())
    instead = element.makeelement("a" if linked else "span", {"class": "elsewhere"})
    instead.text = f"{words} ({host})" if words and host else words or ui.text("Open at {host}", host=host)
    if linked:
        instead.set("href", address)
    instead.tail, element.tail = element.tail, None
    element.getparent().replace(element, instead)


def lies_elsewhere(url: str) -> bool:
    """Tell whether an address names another host, which a reader can be led to."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("", "http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _find_address(element: HtmlElement) -> str:
    """Return the address of what an element, or the first of its sources, would load; ``//host`` is one too."""
    sources = [element, *element.iter("source", "embed", "param")]
    named = [(source.get("src") or source.get("data") or "").strip() for source in sources]
    found = next((url for url in named if lies_elsewhere(url)), "")
    return f"https:{found}" if found.startswith("//") else found
