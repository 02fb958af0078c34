"""The forms that the firewall lets pass: words for this site's own search, and answers for its chooser.

Their shape is fixed to the letter. Whoever slipped another one in would gain nothing by it: it sends no more than a
choice to a page of this site.
"""

import re
from collections.abc import Collection, Mapping

_SEARCH: Mapping[str, Mapping[str, str]] = {
    "form": {"role": "search", "method": "get"},
    "input": {"type": "search", "name": "q"},
    "button": {"type": "submit"},
}
_SEARCH_KEYS = frozenset(
    "id class type name role method action aria-label placeholder autocapitalize autocomplete enterkeyhint".split()
)
#: Element of the chooser -> the attributes it may have, each with what it may say.
_CHOOSER: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "form": {
        "id": re.compile("cf-choose"),
        "method": re.compile("get"),
        "action": re.compile(r"(?:\./|(?:\.\./){1,4})?(?:(?<![A-Za-z0-9-])[A-Za-z0-9-]+/)?chooser\.html"),
        "aria-labelledby": re.compile("cf-[a-z-]+"),
    },
    "input": {
        "type": re.compile("checkbox|radio"),
        "name": re.compile("interest|time|level|kit|language|where"),
        "value": re.compile("[A-Za-z0-9-]+"),
        "id": re.compile("cf-[A-Za-z0-9-]+"),
        "checked": re.compile(""),
    },
    "select": {"name": re.compile("interest|time|level|kit|language|where"), "aria-label": re.compile(".*")},
    "button": {"type": re.compile("submit|reset"), "class": re.compile("button|reset")},
}
_NEEDED: Mapping[str, Collection[str]] = {
    "form": ("method", "action"),
    "input": ("type", "name", "value"),
    "select": ("name",),
    "button": ("type",),
}


def is_search_part(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element has the shape of a part of the search form; where it leads is another question."""
    return tag in _SEARCH and _SEARCH[tag].items() <= attributes.items() and attributes.keys() <= _SEARCH_KEYS


def is_chooser_part(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element is a part of the chooser's form, which leads to the chooser."""
    shape = _CHOOSER.get(tag)
    if shape is None or not set(_NEEDED.get(tag, ())) <= attributes.keys() <= shape.keys():
        return False
    return all(shape[name].fullmatch(value) for name, value in attributes.items())
