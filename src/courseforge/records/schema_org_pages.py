"""Pages of the site as schema.org nodes: where a page stands, what it lists, whose site it is."""

from collections.abc import Sequence

from courseforge.model import Credit
from courseforge.records.schema_org_terms import Node, describe_credit, keep_known, name_address

#: Names and addresses; an address is empty where the library states none.
Links = Sequence[tuple[str, str]]

_MOST_LISTED = 100  # of a list: whoever wants all of them finds them in ``catalog/``


def describe_way(links: Links) -> Node:
    """Describe the way from home to a page, the page itself at its end."""
    # A text would be no address here: schema.org expects a thing.
    items = (_item(place, name, "item", {"@id": url} if url else {}) for place, (name, url) in enumerate(links, 1))
    return {"@type": "BreadcrumbList", "itemListElement": list(items)} if links else {}


def describe_list(name: str, links: Links) -> Node:
    """Describe what a page lists, in its order."""
    distinct = list(dict.fromkeys(links))
    items = [_item(place, title, "url", url) for place, (title, url) in enumerate(distinct[:_MOST_LISTED], 1)]
    counted = {"numberOfItems": len(distinct), "itemListElement": items}
    return {"@type": "ItemList", "name": name, **counted} if links else {}


def describe_site(name: str, url: str, language: str, publisher: str, publisher_url: str) -> Node:
    """Describe the site in one language, and the library behind it."""
    library = {"@type": "Library", "name": publisher} | name_address(publisher_url)
    return {"@type": "WebSite", **name_address(url), "name": name, "inLanguage": language, "publisher": library}


def describe_person(credit: Credit, url: str, note: str) -> Node:
    """Describe the page about somebody, whom records name in the same way."""
    person = keep_known(describe_credit(credit) | {"description": note})
    return {"@type": "ProfilePage", **name_address(url), "mainEntity": person}


def _item(place: int, name: str, key: str, value: str | Node) -> Node:
    return keep_known({"@type": "ListItem", "position": place, "name": name, key: value})
