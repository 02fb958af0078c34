"""Cards of sphinx-design: one that leads somewhere has a link with words, and is a target as a whole."""

from lxml.html import HtmlElement

from courseforge.rendering.interface import Interface


def mark_up_cards(root: HtmlElement, _ui: Interface) -> None:
    """Let the title of a card be its link, in the place of an address whose words nobody sees."""
    for link in root.find_class("sd-hide-link-text"):
        card = next((parent for parent in link.iterancestors() if "sd-card" in parent.classes), None)
        titles = [] if card is None else card.find_class("sd-card-title")
        if not titles or titles[0].find(".//a") is not None:
            continue
        named = link.makeelement("a", {"href": link.get("href") or "", "class": "sd-stretched-link"})
        named.text, titles[0].text = (titles[0].text or "").lstrip(), None
        named.extend(list(titles[0]))
        titles[0].append(named)
        link.drop_tree()
