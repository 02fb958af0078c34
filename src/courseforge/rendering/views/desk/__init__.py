"""Pages for those who catalog and shelve: what a record says in words, labels, and cards."""

from courseforge.rendering.views.desk.pages import DeskPage, list_desk_pages

__all__ = ["DeskPage", "list_desk_pages"]
