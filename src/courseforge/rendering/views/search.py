"""What the page for searching says; what is found, its script adds."""

from dataclasses import dataclass

from courseforge.rendering.stylesheet import STATIC_FOLDER
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page for searching in one language.

    Attributes:
        script: path of what searches, below the site's root.
    """

    script: str


def make_search_view(sources: Sources) -> SearchView:
    """Make the view; it is the same in every language."""
    return SearchView(f"{STATIC_FOLDER}/{sources.static.search}")
