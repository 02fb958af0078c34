"""A Jupyter Book -> what each of its pages says around its body."""

from courseforge.rendering.views.book.page import BookPageView
from courseforge.rendering.views.book.site import make_book_views
from courseforge.rendering.views.book.table import ContentsView, Line

__all__ = ["BookPageView", "ContentsView", "Line", "make_book_views"]
