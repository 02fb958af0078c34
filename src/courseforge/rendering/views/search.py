"""What the page for searching says; what is found, its script adds."""

from dataclasses import dataclass

from courseforge.rendering.stylesheet import STATIC_FOLDER
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page for searching in one language.

    Attributes:
        style: path of its style sheet, below the site's root.
        script: path of what searches, below the site's root.
    """

    style: str
    script: str


def make_search_view(sources: Sources) -> SearchView:
    """Make the view; it is the same in every language."""
    static = sources.static
    return SearchView(f"{STATIC_FOLDER}/{static.search_css}", f"{STATIC_FOLDER}/{static.search}")
