"""Finished pages -> an index that a browser can search without a server: classic scripts, cut by first letters."""

from courseforge.rendering.search.files import make_search_files

__all__ = ["make_search_files"]
